"""Songs in a library, made the quick way: as rows."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile

from generator.catalog.models import MusicModel
from generator.songs.models import Song, State, Take, title_key, titled
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from tests.people import person

AddSong = Callable[..., Song]


@pytest.fixture(autouse=True)
def own_storage(settings: LazySettings, tmp_path: Path) -> Path:
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    here = files | {"OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}
    return tmp_path / "media"


@pytest.fixture
def add_song(alice: User, team: Team) -> AddSong:
    """A free song of Alice's, ready with so many takes unless told otherwise."""
    studio = MusicModel.objects.get(slug="studio")

    def add(title: str = "", *, takes: int = 1, seconds: float = 60.0, **more: object) -> Song:
        fields = {
            "team": team, "user": alice, "model": studio, "prompt": "A calm waltz",
            "lyrics": "", "state": State.READY, "bitrate": 64_000, "sample_rate": 44_100,
            "price": 0, **more,
        }  # fmt: skip
        named = titled(title, str(fields["lyrics"]), str(fields["prompt"]))
        song = Song.objects.create(
            title=title, title_key=title_key(named), seconds=seconds if takes else 0, **fields
        )
        for number in range(1, takes + 1):
            add_take(song, number, seconds)
        return song

    return add


def add_take(song: Song, number: int, seconds: float) -> Take:
    content = f"sound {song.pk}.{number} ".encode() * 9_000
    take = Take(
        song=song, number=number, content_type="audio/mpeg", seconds=seconds, size=len(content),
        bitrate=64_000, sample_rate=44_100, channels=2, sha256="0" * 64, peaks=[5, 50, 20],
    )  # fmt: skip
    take.file.save(f"songs/{song.pk}/{number}.mp3", ContentFile(content))
    return take


@pytest.fixture
def listener(db: None, team: Team) -> User:
    user = person("lena")
    Membership.objects.create(team=team, user=user, role=Membership.Role.LISTENER)
    return user


@pytest.fixture
def choir(alice: User) -> Team:
    """Another team of Alice's."""
    return start_team(alice, name="Choir")


def body(answer: object) -> BytesIO:
    return BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
