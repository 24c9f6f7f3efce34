"""What every page knows, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from generator.context import Desk, desk
from generator.teams.models import Team, User
from generator.wallet import ledger


def test_it_asks_nothing_until_a_page_shows_it(
    alice: User, rf: RequestFactory, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    request = rf.get("/")
    request.user, request.session = alice, {}  # type: ignore[assignment]
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert desk(request)["SITE_NAME"]


def test_it_has_no_desk_for_visitors(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    assert not desk(request)["desk"]


def test_it_shows_the_persons_own_team_and_credits(alice: User, team: Team) -> None:
    ledger.hold(team, 30, key="song:7:hold", memo="")
    mine = Desk(alice)
    assert (mine.team, mine.available, mine.held) == (team, 70, 30)


def test_it_shows_the_team_they_chose(bob: User, team: Team) -> None:
    assert Desk(bob, team.pk).team == team


def test_it_falls_back_on_their_own_when_they_left_the_chosen_one(
    charlie: User, team: Team
) -> None:
    assert Desk(charlie, team.pk).team == charlie.personal_team
    assert Desk(charlie, "nonsense").team == charlie.personal_team


def test_it_does_not_take_anothers_own_team_for_theirs(alice: User, bob: User) -> None:
    bob.personal_team.members.add(alice)
    assert Desk(alice).team == alice.personal_team
