"""Races from several processes, each run whole on an empty SQLite and an empty PostgreSQL.

What races is a module with a `main` that prints what came of it as JSON: `tests.wallet.races`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SERVER = "postgres://postgres@127.0.0.1:5432"
Outcomes = dict[str, Any]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    psycopg = pytest.importorskip("psycopg", reason="needs psycopg", exc_type=ImportError)
    name = f"songdesk_race_{os.getpid()}"
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("needs PostgreSQL on 127.0.0.1:5432")
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def outcomes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What came of each race of the `races` beside the test; the books agree after each."""
    home = tmp_path_factory.mktemp("race")
    database = f"sqlite:///{home}/race.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("postgres")
    env = {**os.environ, "VAR_DIR": str(home), "DATABASE_URL": database, "REDIS_URL": ""}
    races = request.module.__name__.rpartition(".")[0] + ".races"
    done = subprocess.run(
        [sys.executable, "-m", races], cwd=ROOT, env={**env, "LOG_LEVEL": "ERROR"},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    found: Outcomes = json.loads(done.stdout)
    assert [outcome["wrong"] for outcome in found.values()] == [[]] * len(found)
    return found
