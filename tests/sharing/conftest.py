"""A ready song of Alice's team; Charlie's own team, where Bob is a member."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile

from generator.catalog.models import MusicModel
from generator.sharing import actions
from generator.sharing.models import Link
from generator.songs.models import Song, State, Take
from generator.teams.models import Membership, Team, User
from tests.people import person

Sing = Callable[..., Song]
SOUND = b"ID3" + bytes(range(97))


@pytest.fixture(autouse=True)
def here(settings: LazySettings, tmp_path: Path) -> None:
    """Files that go with the test."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": files | {"OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def sing(alice: User, team: Team) -> Sing:
    """A song that is ready, without the work of making one."""

    def song(*, takes: int = 1, **fields: object) -> Song:
        told = {
            "title": "City <lights>", "prompt": "A secret brief", "lyrics": "[Verse]\nHello there",
            "bitrate": 64_000, "sample_rate": 44_100, "price": 5, "state": State.READY,
            "team": team, "user": alice, "model": MusicModel.objects.get(slug="studio"),
        }  # fmt: skip
        made = Song.objects.create(**{**told, **fields})
        for number in range(1, takes + 1):
            add_take(made, number)
        return made

    return song


def add_take(song: Song, number: int) -> Take:
    take = Take(
        song=song, number=number, content_type="audio/mpeg", seconds=61.5, size=len(SOUND),
        bitrate=64_000, sample_rate=44_100, channels=2, sha256=f"{number}" * 64, peaks=[40, 80],
    )  # fmt: skip
    take.file.save("take.mp3", ContentFile(SOUND))
    return take


@pytest.fixture
def song(sing: Sing) -> Song:
    return sing()


@pytest.fixture
def link(song: Song, alice: User) -> Link:
    return open_link(song, alice)


def open_link(song: Song, user: User, **shown: object) -> Link:
    plain = {"until": None, "download": False, "lyrics": False, "prompt": False}
    return actions.open_link(song, user=user, **{**plain, **shown})  # type: ignore[arg-type]


@pytest.fixture
def choir(bob: User, charlie: User) -> Team:
    """Charlie's team. Bob may make songs for it, too; Alice is not in it."""
    Membership.objects.create(team=charlie.personal_team, user=bob, role=Membership.Role.MEMBER)
    return charlie.personal_team


@pytest.fixture
def listener(team: Team) -> User:
    user = person("lena")
    Membership.objects.create(team=team, user=user, role=Membership.Role.LISTENER)
    return user
