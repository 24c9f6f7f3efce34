"""A team is deleted only when nothing is left in it."""

import pytest
from django.test import Client
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.library.actions import restore
from generator.songs import progress
from generator.songs.models import Song
from generator.teams import invites
from generator.teams.actions import hand_over
from generator.teams.models import Membership, Team, User
from generator.teamwork.closing import close_team, what_is_left
from generator.wallet import audit
from generator.wallet.moving import move_credits
from generator.webhooks import actions as webhooks
from tests.teams.conftest import as_, press

TOKEN = "0b7e8a8e-5b5c-4b44-9f5e-0d9a3f5f5f01"


def empty(owner: Membership) -> None:
    own = owner.user.personal_team
    move_credits(owner.user, source=owner.team, to=own, amount=200, token=TOKEN)


def test_it_deletes_an_empty_team_for_everybody(
    client: Client, owner: Membership, member: Membership
) -> None:
    made, token = invites.invite(owner, email="new@songdesk.example", role="member")
    webhooks.add(owner, url="https://hooks.example/", name="", events=["song.ready"])
    empty(owner)
    assert as_(client, owner).post(f"/teams/{owner.team_id}/delete/")["Location"] == "/teams/"
    for place in (owner, member):
        assert as_(client, place).get(f"/teams/{owner.team_id}/").status_code == 404
        assert "Band" not in [c.place.team.name for c in client.get("/teams/").context["cards"]]
    assert invites.find(invites.hash_of(token)) is None
    team = Team.objects.get(pk=owner.team_id)
    assert team.closed_at
    assert not team.webhooks.exists()
    assert team.transfers.exists()  # the ledger never forgets
    assert list(audit.disagreements()) == []


def test_it_keeps_a_team_with_credits(owner: Membership) -> None:
    with pytest.raises(Conflict, match="200 credits are in its wallet"):
        close_team(owner)
    assert Membership.objects.filter(pk=owner.pk).exists()


def test_it_keeps_a_team_with_songs(owner: Membership) -> None:
    song = press(owner.user, owner.team)
    with pytest.raises(Conflict, match="1 song is in the works"):
        close_team(owner)
    progress.cancel(song, now=timezone.now())
    empty(owner)
    with pytest.raises(Conflict, match="1 song is in its library"):
        close_team(owner)
    Song.objects.update(team=owner.user.personal_team)
    close_team(owner)


def test_it_takes_what_lies_in_the_trash_with_it(owner: Membership) -> None:
    song = press(owner.user, owner.team)
    progress.cancel(song, now=timezone.now())
    empty(owner)
    Song.objects.update(trashed_at=timezone.now())
    close_team(owner)


def test_it_brings_no_song_back_into_a_team_that_was_deleted_meanwhile(owner: Membership) -> None:
    song = press(owner.user, owner.team)
    progress.cancel(song, now=timezone.now())
    empty(owner)
    Song.objects.update(trashed_at=timezone.now())
    close_team(owner)
    assert restore([song], user=owner.user, now=timezone.now()) == 0
    assert Song.objects.get().trashed_at


def test_it_deletes_once_when_two_press_at_once(owner: Membership) -> None:
    empty(owner)
    close_team(owner)
    with pytest.raises(Conflict, match="not in the team any more"):
        close_team(owner)


def test_it_asks_who_may_delete_once_more_when_it_is_its_turn(
    owner: Membership, member: Membership
) -> None:
    empty(owner)
    hand_over(owner, member=member)
    with pytest.raises(NotAllowed):
        close_team(owner)  # as the page was drawn, still the owner


def test_it_keeps_a_personal_team(alice: User) -> None:
    with pytest.raises(Conflict, match="personal"):
        close_team(Membership.objects.get(team=alice.personal_team, user=alice))


def test_it_lets_only_owners_delete(manager: Membership, owner: Membership) -> None:
    empty(owner)
    assert what_is_left(owner.team) == ""
    with pytest.raises(NotAllowed):
        close_team(manager)


def test_it_makes_no_song_in_a_team_that_was_deleted(owner: Membership, member: Membership) -> None:
    empty(owner)
    close_team(owner)
    with pytest.raises(NotAllowed):
        press(member.user, member.team)
    assert not Song.objects.exists()
