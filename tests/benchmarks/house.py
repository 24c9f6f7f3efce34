"""A throw-away house for one benchmark: settings in the environment first, Django afterwards."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def open_house(**env: str) -> Path:
    """Set Django up on a database of its own (DATABASE_URL may name another, empty one)."""
    home = Path(tempfile.mkdtemp(prefix="songdesk-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.update({"VAR_DIR": str(home), "LOG_LEVEL": "ERROR", "SIGNUP_CREDITS": "0", **env})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    call_command("migrate", verbosity=0)
    return home


@contextmanager
def gateway() -> Iterator[str]:
    """The fake gateway in a process of its own; its API's address."""
    command = [sys.executable, "-m", "tests.gateway", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        port = process.stdout.readline().strip().rsplit(":", 1)[-1].split("/")[0]
        yield f"http://127.0.0.1:{int(port)}/api/v1"
    finally:
        process.terminate()
        process.wait(10)


def show(what: str, ours: list[float], baseline: list[float], *, reach: str) -> None:
    """Rates (a second) of ours and of the baseline, measured in turns, and their ratio."""
    ratio = median(a / b for a, b in zip(ours, baseline, strict=True))
    print(f"{what}: {median(ours):,.0f}/s, baseline {median(baseline):,.0f}/s, ratio {ratio:.2f}"
          f" (reach {reach})")  # fmt: skip


def share(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
