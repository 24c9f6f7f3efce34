"""Many processes and the last credits: never one too many, and nobody sees an error."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.wallet import races

psycopg = pytest.importorskip("psycopg", reason="needs psycopg", exc_type=ImportError)

ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgres://postgres@127.0.0.1:5432"
EVERYBODY = races.PROCESSES * races.THREADS


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
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
def outcomes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What came of each race."""
    home = tmp_path_factory.mktemp("race")
    database = f"sqlite:///{home}/race.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("postgres")
    env = {**os.environ, "VAR_DIR": str(home), "DATABASE_URL": database, "REDIS_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.wallet.races"],
        cwd=ROOT, env={**env, "LOG_LEVEL": "ERROR"}, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    assert [outcome["wrong"] for outcome in found.values()] == [[]] * 4
    return found


def books(outcome: dict[str, Any]) -> tuple[int, int, int]:
    return outcome["available"], outcome["held"], outcome["holds"]


def test_it_gives_out_the_last_credits_and_not_one_more(outcomes: dict[str, Any]) -> None:
    assert sum(outcomes["last credits"]["got"]) == 40
    assert books(outcomes["last credits"]) == (0, 40, 40)


def test_it_moves_once_when_all_use_the_same_key(outcomes: dict[str, Any]) -> None:
    assert sum(outcomes["one key"]["got"]) == EVERYBODY * races.TRIES
    assert books(outcomes["one key"]) == (39, 1, 1)


def test_it_lets_64_presses_spend_neither_over_a_cap_nor_over_the_wallet(
    outcomes: dict[str, Any],
) -> None:
    ten, thirty, *owner = outcomes["shared wallet"]["got"]
    assert EVERYBODY == 64
    assert ten <= 2  # 10 credits a day, at 5 a song
    assert thirty <= 6  # 34 credits a day
    assert ten + thirty + sum(owner) == 20  # and all of the 100 in the wallet are used
    assert books(outcomes["shared wallet"]) == (0, 100, 20)


def test_it_lets_64_presses_of_one_member_fill_their_cap_and_no_more(
    outcomes: dict[str, Any],
) -> None:
    assert sum(outcomes["one cap"]["got"]) == 6
    assert books(outcomes["one cap"]) == (70, 30, 6)
    assert outcomes["one cap"]["songs"] == 6  # those refused left nothing behind
