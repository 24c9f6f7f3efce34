"""A song comes into a team before it is deleted, or not at all; credits never stay behind."""

from typing import Any

import pytest

from tests.races import Outcomes
from tests.teams import races


@pytest.fixture(params=["last credits", "free songs"])
def outcome(request: pytest.FixtureRequest, outcomes: Outcomes) -> dict[str, Any]:
    found: dict[str, Any] = outcomes[request.param]
    return found


def test_it_deletes_no_team_that_a_song_or_credits_came_into(outcome: dict[str, Any]) -> None:
    closed = [team for team in outcome["teams"] if team["closed"]]
    assert [team for team in closed if team["people"] or team["songs"] or team["credits"]] == []


def test_it_loses_no_song_that_is_moved_while_its_teams_are_deleted(outcomes: Outcomes) -> None:
    teams = outcomes["to and fro"]["teams"]
    assert sum(team["songs"] for team in teams) == races.TEAMS
    assert [team for team in teams if team["closed"] and team["songs"]] == []


def test_it_deletes_teams_that_songs_are_moved_out_of(outcomes: Outcomes) -> None:
    teams = outcomes["to and fro"]["teams"]
    pairs = list(zip(teams[: races.TEAMS], teams[races.TEAMS :], strict=True))
    assert [pair for pair in pairs if all(team["closed"] for team in pair)] == []
    assert any(team["closed"] for team in teams)


def test_it_keeps_everybody_in_the_teams_it_does_not_delete(outcome: dict[str, Any]) -> None:
    kept = [team for team in outcome["teams"] if not team["closed"]]
    assert [team["people"] for team in kept] == [4] * len(kept)
    assert [team for team in kept if not team["songs"] and not team["credits"]] == []


def test_it_makes_a_song_for_every_press_it_takes_and_for_none_it_refuses(
    outcomes: Outcomes,
) -> None:
    for name, pressing in (("last credits", 2), ("free songs", 3)):
        *others, closing = outcomes[name]["got"]
        assert sum(others[:pressing]) == sum(team["songs"] for team in outcomes[name]["teams"])
        assert closing == sum(team["closed"] for team in outcomes[name]["teams"])


def test_it_loses_no_credits(outcomes: Outcomes) -> None:
    own = 4 * races.OWN
    assert outcomes["last credits"]["credits"] == races.TEAMS * (own + races.PRICE)
    assert outcomes["free songs"]["credits"] == races.TEAMS * own
