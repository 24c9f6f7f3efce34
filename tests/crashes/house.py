"""A whole house for one test: its own database, queue and files, and workers to kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


@dataclass
class House:
    """`home` is an empty folder; `gateway` the address of a fake gateway's API."""

    home: Path
    gateway: str
    database: str = ""
    redis: str = ""
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.env = {
            **os.environ,
            "VAR_DIR": str(self.home),
            "DATABASE_URL": self.database or f"sqlite:///{self.home}/songdesk.sqlite3",
            "REDIS_URL": self.redis,
            "APIIN_API_KEY": "aio_for_the_fake_gateway",
            "APIIN_BASE_URL": self.gateway,
            "POLL_FIRST_SECONDS": "0.2",
            "POLL_SECONDS": "0.2",
            "LEASE_SECONDS": "3",
            "SONG_DEADLINE_SECONDS": "60",
            "TRANSFER_SECONDS": "2",
            "WORKERS": "2",
            "PYTHONPATH": str(ROOT),
        }
        self._manage("migrate", "--verbosity", "0")

    def act(self, verb: str, *args: str) -> Any:
        """Do one thing as a process of its own: see `act.py`."""
        command = [sys.executable, "-m", "tests.crashes.act", verb, *args]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def start_worker(self, lane: str = "default") -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "qcluster"]
        env = {**self.env, "Q_CLUSTER_NAME": lane}
        log = (self.home / "worker.log").open("ab")
        self.workers.append(
            subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        )

    def kill_workers(self) -> None:
        """SIGKILL to the cluster and every process it forked, all at once."""
        for worker in self.workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.workers.clear()

    def until(self, state: str, song: int) -> dict[str, Any]:
        """The song, once it is in that state; sweeps in between, as the schedule would."""
        return self.wait_for(
            lambda: self.act("look", str(song)), lambda seen: seen["state"] == state
        )

    def wait_for(self, look: Callable[[], Any], enough: Callable[[Any], bool]) -> Any:
        ends = time.monotonic() + PATIENCE_SECONDS
        while not enough(seen := look()):
            assert time.monotonic() < ends, f"{seen}\n{self.log()}"
            time.sleep(0.1)  # between two looks at a condition, never instead of one
        return seen

    def log(self) -> str:
        path = self.home / "worker.log"
        return path.read_text()[-4000:] if path.exists() else ""

    def _manage(self, *args: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *args]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True)
