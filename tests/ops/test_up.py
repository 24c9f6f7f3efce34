"""`manage.py up` for real: it starts, mends itself, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


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


@contextmanager
def house(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(up(port), env=env(folder), stdout=out, stderr=out)
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        yield process, port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


def up(port: int) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]


def env(folder: Path) -> dict[str, str]:
    own = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db", "REDIS_URL": ""}
    return {**os.environ, **own}


def workers(pid: int) -> list[int]:
    return [child for child in children(pid) if "qcluster" in command(child)]


def test_it_starts_mends_and_stops_the_whole_house(tmp_path: Path) -> None:
    with house(tmp_path) as (process, port):
        assert answers(f"http://127.0.0.1:{port}/")
        assert "password" in (tmp_path / "out").read_text()
        second = subprocess.run(up(port), env=env(tmp_path), capture_output=True, text=True)
        assert (second.returncode, "already running" in second.stderr) == (1, True)
        before = set(workers(process.pid))
        os.kill(min(before), signal.SIGKILL)
        until(lambda: len(set(workers(process.pid)) - before) > 2)
        family = children(process.pid)
    assert process.returncode == 0
    until(lambda: not [pid for pid in family if "manage.py" in command(pid)])


def test_it_leaves_no_orphan_when_it_is_killed(tmp_path: Path) -> None:
    with house(tmp_path) as (process, _):
        family = children(process.pid)
        process.kill()
    until(lambda: not [pid for pid in family if "manage.py" in command(pid)])


def test_it_says_at_once_that_the_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = subprocess.run(up(port), env=env(tmp_path), capture_output=True, text=True)
    assert answer.returncode == 1
    assert f"Port {port} of 127.0.0.1 is taken" in answer.stderr
    assert not (tmp_path / "db").exists()
