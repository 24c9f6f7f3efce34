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
DATABASE = "songdesk.sqlite3"
PATIENCE_SECONDS = 60


def own(home: Path) -> dict[str, str]:
    """The environment of processes whose database, queue and files are in that folder."""
    return {
        **os.environ,
        "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home}/{DATABASE}",
        "REDIS_URL": "",
        "PYTHONPATH": str(ROOT),
    }


def migrate(home: Path) -> Path:
    """A new database in that folder, with all its tables and nobody in it."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=own(home), check=True, capture_output=True)
    return home / DATABASE


@dataclass
class House:
    """`home` has a migrated `songdesk.sqlite3`; `gateway` is the address of a fake gateway's API.

    What `env` says holds for processes started later: workers, and `act`'s with its first deed.
    """

    home: Path
    gateway: str
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    outside: "subprocess.Popen[str] | None" = None

    def __post_init__(self) -> None:
        self.env = {
            **own(self.home),
            "APIIN_API_KEY": "aio_for_the_fake_gateway",
            "APIIN_BASE_URL": self.gateway,
            "POLL_FIRST_SECONDS": "0.2",
            "POLL_SECONDS": "0.2",
            "LEASE_SECONDS": "3",
            "SONG_DEADLINE_SECONDS": "60",
            "TRANSFER_SECONDS": "2",
            "WORKERS": "2",
        }

    def act(self, verb: str, *args: str | int) -> Any:
        """Do one thing from outside, in the process of `act.py`; its answer."""
        self.outside = self.outside or self._open_outside()
        assert self.outside.stdin
        assert self.outside.stdout
        self.outside.stdin.write(json.dumps([verb, *args]) + "\n")
        self.outside.stdin.flush()
        answer = self.outside.stdout.readline()
        assert answer, self.log()
        return json.loads(answer)

    def _open_outside(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.crashes.act"]
        with (self.home / "worker.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True,
            )  # fmt: skip

    def close(self) -> None:
        self.kill_workers()
        if self.outside:
            self.outside.communicate()  # it ends with its input

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
        return self.wait_for(lambda: self.act("look", song), lambda seen: seen["state"] == state)

    def wait_for(self, look: Callable[[], Any], enough: Callable[[Any], bool]) -> Any:
        ends = time.monotonic() + PATIENCE_SECONDS
        while not enough(seen := look()):
            assert time.monotonic() < ends, f"{seen}\n{self.log()}"
            time.sleep(0.1)  # between two looks at a condition, never instead of one
        return seen

    def log(self) -> str:
        path = self.home / "worker.log"
        return path.read_text()[-4000:] if path.exists() else ""
