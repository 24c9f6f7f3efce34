"""A band: Alice owns it, Max manages it, Ben makes songs in it, Lena listens."""

import pytest
from django.test import Client

from generator.catalog.models import MusicModel
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from tests.people import person

Role = Membership.Role


@pytest.fixture
def band(alice: User) -> Team:
    team = start_team(alice, name="Band")
    ledger.grant(team, 200, key="band:gift", memo="To begin with")
    return team


def join(team: Team, name: str, role: str) -> Membership:
    return Membership.objects.create(team=team, user=person(name), role=role)


@pytest.fixture
def owner(band: Team, alice: User) -> Membership:
    return Membership.objects.get(team=band, user=alice)


@pytest.fixture
def manager(band: Team) -> Membership:
    return join(band, "max", Role.MANAGER)


@pytest.fixture
def member(band: Team) -> Membership:
    return join(band, "ben", Role.MEMBER)


@pytest.fixture
def listener(band: Team) -> Membership:
    return join(band, "lena", Role.LISTENER)


def as_(client: Client, place: Membership) -> Client:
    """The same client, signed in as that member."""
    client.force_login(place.user)
    return client


def press(user: User, team: Team, *, price: int = 5, title: str = "Song") -> Song:
    """A song by the studio, which costs 5."""
    studio = MusicModel.objects.get(slug="studio")

    song = actions.submit_song(
        team, user=user, model=studio, prompt="waltz", title=title, bitrate=64_000,
        sample_rate=44_100,
    )  # fmt: skip
    assert song.price == price
    return song
