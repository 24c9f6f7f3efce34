"""Several workers at once, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wallet.test_race import ROOT, postgres  # noqa: F401  a fixture, found by its name
from tests.webhooks import races


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_it_sends_each_message_once_however_many_workers_there_are(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    url = f"sqlite:///{tmp_path}/race.sqlite3"
    if database == "postgres":
        url = request.getfixturevalue("postgres")
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": url, "REDIS_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.webhooks.races"],
        cwd=ROOT, env={**env, "LOG_LEVEL": "ERROR"}, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "exits": [0] * races.PROCESSES, "messages": races.MESSAGES, "most": 1,
        "attempts": races.MESSAGES, "accepted": races.MESSAGES,
    }  # fmt: skip
