"""Many clients at once, from several processes, on both databases."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.wallet.test_race import ROOT, postgres  # noqa: F401  a fixture, found by its name


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
        [sys.executable, "-m", "tests.api.races"],
        cwd=ROOT, env={**env, "LOG_LEVEL": "ERROR"}, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert [outcome["wrong"] for outcome in found.values()] == [[], []]
    return found


def test_it_makes_one_song_with_one_hold_for_64_calls_with_one_key(
    outcomes: dict[str, Any],
) -> None:
    found = outcomes["one key"]
    assert sum(found["got"]) == 64
    assert (found["songs"], found["holds"], found["held"]) == (1, 1, 5)
    first, again = found["answers"]
    assert first == again


def test_it_fills_a_keys_cap_and_no_more(outcomes: dict[str, Any]) -> None:
    found = outcomes["one cap"]
    assert (found["songs"], found["holds"], found["held"]) == (6, 6, 30)
    assert found["left"] == 4
