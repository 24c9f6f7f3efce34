"""Invitations and requests, as an admin sees them; and caps beside the members."""

import pytest
from django.test import Client

from generator.teams import asks, invites
from generator.teams.actions import set_caps, start_team
from generator.teams.models import Membership, Team, User
from tests.admin.conftest import Staff

INVITES, ASKS = "/admin/generator/invite/", "/admin/generator/ask/"


@pytest.fixture
def owner(alice: User) -> Membership:
    team = start_team(alice, name="Band")
    return Membership.objects.select_related("team", "user").get(team=team)


def test_it_shows_invitations_without_their_links(desk: Client, owner: Membership) -> None:
    made, token = invites.invite(owner, email="new@songdesk.example", role="member")
    for path in (INVITES, f"{INVITES}{made.pk}/change/"):
        page = desk.get(path).content.decode()
        assert "new@songdesk.example" in page
        assert token not in page
        assert made.token_hash not in page


def test_it_withdraws_an_invitation(desk: Client, owner: Membership) -> None:
    made, token = invites.invite(owner, email="new@songdesk.example", role="member")
    desk.post(f"{INVITES}{made.pk}/delete/", {"post": "yes"})
    assert invites.find(invites.hash_of(token)) is None


def test_it_shows_who_asked_for_more(desk: Client, owner: Membership, charlie: User) -> None:
    member = Membership.objects.create(team=owner.team, user=charlie)
    set_caps(owner, member=member, daily=1, weekly=None, monthly=None)
    member.refresh_from_db()
    ask = asks.ask_for_more(member, amount=40, note="For the anniversary")
    for path in (ASKS, f"{ASKS}{ask.pk}/change/"):
        page = desk.get(path).content.decode()
        assert "charlie@songdesk.example" in page
        assert "For the anniversary" in page


def test_it_sets_a_cap_beside_the_member(desk: Client, owner: Membership, charlie: User) -> None:
    member = Membership.objects.create(team=owner.team, user=charlie)
    name, rows = "membership_set", ((owner, ""), (member, "25"))
    form: dict[str, object] = {"name": "Band", f"{name}-TOTAL_FORMS": 2, f"{name}-INITIAL_FORMS": 2}
    for number, (place, cap) in enumerate(rows):
        row = {"id": place.pk, "team": place.team_id, "user": place.user_id, "role": place.role,
               "daily_cap": cap}  # fmt: skip
        form |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    desk.post(f"/admin/generator/team/{owner.team_id}/change/", form)
    member.refresh_from_db()
    assert member.daily_cap == 25


@pytest.mark.parametrize("path", [INVITES, ASKS])
def test_it_shows_them_only_to_whom_it_may(staff: Staff, owner: Membership, path: str) -> None:
    assert staff("generator.view_team").get(path).status_code == 403


def test_it_names_a_deleted_team_in_the_ledger(desk: Client, owner: Membership) -> None:
    Team.objects.filter(pk=owner.team_id).update(closed_at=owner.joined_at)
    page = desk.get("/admin/generator/team/", {"closed_at__isempty": "0"})
    assert [team.name for team in page.context["cl"].result_list] == ["Band"]
