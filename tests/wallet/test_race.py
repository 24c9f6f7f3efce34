"""Many processes and the last credits: never one too many, and nobody sees an error."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

psycopg = pytest.importorskip("psycopg", reason="needs psycopg", exc_type=ImportError)

ROOT = Path(__file__).resolve().parents[2]
RACERS, TRIES, CREDITS = 8, 12, 40
SERVER = "postgres://postgres@127.0.0.1:5432"
SETUP = """
from generator.accounts.actions import welcome
from generator.teams.models import User
welcome(User.objects.create_user("alice@songdesk.example"))
"""
RESULT = """
from generator.wallet.audit import disagreements
from generator.wallet.models import Account, Transfer
rows = dict(Account.objects.exclude(team=None).values_list("kind", "balance"))
holds = Transfer.objects.filter(kind="hold").count()
print(rows["available"], rows["held"], holds, len(list(disagreements())))
"""


@pytest.fixture
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


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a house with one team and its first credits."""
    database = f"sqlite:///{tmp_path}/race.sqlite3"
    if request.param == "postgres":
        database = request.getfixturevalue("postgres")
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": database, "REDIS_URL": ""}
    env |= {"SIGNUP_CREDITS": str(CREDITS), "LOG_LEVEL": "ERROR"}
    manage(env, "migrate", "-v0")
    manage(env, "shell", "-v0", "-c", SETUP)
    return env


def manage(env: dict[str, str], *args: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *args]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def race(env: dict[str, str], *, key: str = "") -> list[int]:
    """What each racer got, all started at the same moment."""
    command = [sys.executable, "-m", "tests.wallet.racer"]
    racers = [
        subprocess.Popen(
            [*command, str(number), str(TRIES), *([key] if key else [])],
            cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(RACERS)
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdout
        racer.stdout.readline()
    (Path(env["VAR_DIR"]) / "go").touch()
    said = [racer.communicate(timeout=60) for racer in racers]
    assert [errors for _, errors in said if errors] == []
    return [int(out) for out, _ in said]


def test_it_gives_out_the_last_credits_and_not_one_more(house: dict[str, str]) -> None:
    got = race(house)
    assert sum(got) == CREDITS
    assert manage(house, "shell", "-v0", "-c", RESULT).split() == ["0", "40", "40", "0"]


def test_it_moves_once_when_all_use_the_same_key(house: dict[str, str]) -> None:
    got = race(house, key="song:1")
    assert sum(got) == RACERS * TRIES
    assert manage(house, "shell", "-v0", "-c", RESULT).split() == ["39", "1", "1", "0"]
