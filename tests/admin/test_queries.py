"""Lists ask the database as often for fifty rows as for two."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from generator.accounts.actions import welcome
from generator.songs.models import Song
from generator.teams.models import Team, User
from generator.wallet import ledger

LISTS = ("song", "user", "team", "transfer", "account", "musicmodel", "lease")


@pytest.fixture(autouse=True)
def settled(desk: Client, song: Song) -> None:
    """The first page of all fills Django's caches."""
    desk.get("/admin/")


def more(song: Song) -> Iterator[Song]:
    for number in range(12):
        user = User.objects.create_user(f"u{number}@songdesk.example")
        team = welcome(user)
        ledger.hold(team, 5, key=f"x:{number}:hold", memo="", actor=user)
        yield Song.objects.create(
            team=team, user=user, model=song.model, prompt="x", price=5, bitrate=64_000,
            sample_rate=44_100, state="ready", finished_at=timezone.now(),
        )  # fmt: skip


def queries(desk: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert desk.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", LISTS)
def test_it_lists_many_rows_in_as_many_queries_as_few(desk: Client, song: Song, name: str) -> None:
    address = reverse(f"admin:generator_{name}_changelist")
    few = queries(desk, address)
    list(more(song))
    assert queries(desk, address) == few


@pytest.mark.parametrize("address", ["/admin/", "/admin/providers/"])
def test_it_sums_many_songs_up_in_as_many_queries_as_few(
    desk: Client, song: Song, address: str
) -> None:
    few = queries(desk, address)
    list(more(song))
    assert queries(desk, address) == few


def test_it_shows_a_team_of_many_in_as_many_queries_as_a_team_of_few(
    desk: Client, song: Song, team: Team
) -> None:
    address = reverse("admin:generator_team_change", args=[team.pk])
    few = queries(desk, address)
    for made in more(song):
        team.members.add(made.user, through_defaults={"role": "member"})
    # The list of users to pick from says its own person's name: one short query a member.
    assert queries(desk, address) <= few + 12
