"""`manage.py up` for real: it starts, mends itself, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


def until(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.1)  # between two looks at a condition


def children(pid: int) -> list[int]:
    """All that descend from the process, by /proc."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == pid:
                found += [int(entry.name), *children(int(entry.name))]
    return found


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.TransportError:
        return False


def test_it_starts_mends_and_stops_the_whole_house(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db"}
    env["REDIS_URL"] = ""
    manage = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
    out = (tmp_path / "out").open("wb")
    house = subprocess.Popen(manage, env=env, stdout=out, stderr=out)
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        assert answers(f"http://127.0.0.1:{port}/")
        assert "password" in (tmp_path / "out").read_text()
        second = subprocess.run(manage, env=env, capture_output=True, text=True)
        assert "already running" in second.stderr
        worker = next(pid for pid in children(house.pid) if "qcluster" in command(pid))
        os.kill(worker, signal.SIGKILL)
        until(lambda: sum("qcluster" in command(p) for p in children(house.pid)) > 2)
        family = children(house.pid)
    finally:
        house.send_signal(signal.SIGINT)
        assert house.wait(PATIENCE_SECONDS) == 0
    until(lambda: not [pid for pid in family if "manage.py" in command(pid)])
