"""API keys at the desk: to look at, and to revoke."""

import pytest
from django.test import Client

from generator.keys import actions
from generator.keys.models import ApiKey
from generator.teams.models import Membership, Team, User
from tests.admin.conftest import Staff

KEYS = "/admin/generator/apikey/"


@pytest.fixture
def key(alice: User, team: Team) -> ApiKey:
    place = Membership.objects.select_related("team", "user").get(team=team, user=alice)
    return actions.issue(place, name="Nightly bot", scopes=["make"])[0]


def revoke(desk: Client, key: ApiKey) -> None:
    desk.post(KEYS, {"action": "revoke", "_selected_action": [key.pk]})
    key.refresh_from_db()


def test_it_shows_keys_without_what_they_are_told_by(desk: Client, key: ApiKey) -> None:
    for path in (f"{KEYS}?q=nightly", f"{KEYS}{key.pk}/change/"):
        page = desk.get(path).content.decode()
        assert key.prefix in page
        assert key.digest not in page


def test_it_revokes_a_key(desk: Client, key: ApiKey) -> None:
    revoke(desk, key)
    assert key.revoked_at


def test_it_lets_nobody_revoke_who_may_only_look(staff: Staff, key: ApiKey) -> None:
    revoke(staff("generator.view_apikey"), key)
    assert key.revoked_at is None
