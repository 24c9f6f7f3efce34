"""A whole house as the README starts it, with data of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


def own(home: Path, **env: str) -> dict[str, str]:
    """The environment of processes whose database, queue and files are in that folder."""
    there = {"VAR_DIR": str(home), "DATABASE_URL": f"sqlite:///{home}/songdesk.sqlite3"}
    return {**os.environ, "REDIS_URL": "", **there, **env}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def manage(home: Path, *words: str, ready: str, **env: str) -> Iterator[str]:
    """A command of manage.py that serves, until the block is left; the site's address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(ROOT / "manage.py"), *words, "--port", str(port)]
    with (home / "house.log").open("wb") as log:
        house = subprocess.Popen(command, env=own(home, **env), stdout=log, stderr=log)
    try:
        _wait_until(f"{address}{ready}", house, home / "house.log")
        yield address
    finally:
        house.terminate()
        house.wait(30)


def _wait_until(address: str, house: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and house.poll() is None:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            pass  # not listening yet
        time.sleep(0.1)  # between two looks at a condition
    raise AssertionError(log.read_text())


def act(home: Path, *words: str, **env: str) -> str:
    """What `python -m tests.houses.act` prints, of the house in that folder."""
    command = [sys.executable, "-m", "tests.houses.act", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=own(home, **env), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
