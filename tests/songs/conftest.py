"""Songs with a provider that works, quickly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from generator.catalog.models import MusicModel
from generator.providers import registry
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.models import Membership, Team, User
from tests.people import person
from tests.songs.fake import FakeProvider
from tests.songs.sounds import Site, site
from tests.songs.steps import Make
from tests.sounds import mp3_file


@pytest.fixture(autouse=True)
def quick(settings: LazySettings) -> None:
    """Polls without the wait."""
    settings.POLL_FIRST_SECONDS = settings.POLL_SECONDS = 0.02
    settings.SONG_DEADLINE_SECONDS = 30


@pytest.fixture(autouse=True)
def own_storage(settings: LazySettings, tmp_path: Path) -> Path:
    """Files that go with the test."""
    here = {"BACKEND": "tests.songs.storage.Watched", "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}
    return tmp_path / "media"


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeProvider]:
    """Stands in for the gateway."""
    found = registry.providers()
    real = found["apiin"]
    provider = FakeProvider(mp3_file(tmp_path))
    found["apiin"] = provider
    yield provider
    found["apiin"] = real


@pytest.fixture
def sounds(settings: LazySettings) -> Iterator[Site]:
    """Where upstream keeps its files: the one private address that is trusted."""
    with site() as opened:
        settings.APIIN_BASE_URL = opened.address
        settings.TRANSFER_SECONDS = 5
        yield opened


@pytest.fixture
def minimax(db: None) -> MusicModel:
    return MusicModel.objects.get(slug="minimax-music")


@pytest.fixture
def listener(db: None, team: Team) -> User:
    """May hear the team's songs, and no more."""
    user = person("lena")
    Membership.objects.create(team=team, user=user, role=Membership.Role.LISTENER)
    return user


@pytest.fixture
def make_song(alice: User, team: Team, minimax: MusicModel, fake: FakeProvider) -> Make:
    """Alice presses the button."""

    def make(**asked: object) -> Song:
        brief = {
            "model": minimax, "prompt": "A calm waltz", "lyrics": "[Verse]\nHello there",
            "title": "City lights", "bitrate": 64_000, "sample_rate": 44_100,
        }  # fmt: skip
        return actions.submit_song(team, user=alice, **{**brief, **asked})

    return make
