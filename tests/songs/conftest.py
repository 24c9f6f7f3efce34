"""Songs with a provider that works, quickly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from generator.catalog.models import MusicModel
from generator.providers import registry
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.models import Team, User
from tests.songs.fake import FakeProvider
from tests.sounds import mp3_file


@pytest.fixture(autouse=True)
def quick(settings: LazySettings, tmp_path: Path) -> None:
    """Polls without the wait, and files that go with the test."""
    settings.POLL_FIRST_SECONDS = settings.POLL_SECONDS = 0.02
    settings.SONG_DEADLINE_SECONDS = 30


@pytest.fixture(autouse=True)
def own_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_storage, "_location", str(tmp_path / "media"), raising=False)


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
def minimax(db: None) -> MusicModel:
    return MusicModel.objects.get(slug="minimax-music")


@pytest.fixture
def make_song(
    alice: User, team: Team, minimax: MusicModel, fake: FakeProvider
) -> Callable[..., Song]:
    """Alice presses the button."""

    def make(**asked: object) -> Song:
        brief = {
            "model": minimax, "prompt": "A calm waltz", "lyrics": "[Verse]\nHello there",
            "title": "City lights", "bitrate": 64_000, "sample_rate": 44_100,
        }  # fmt: skip
        return actions.submit_song(team, user=alice, **{**brief, **asked})

    return make
