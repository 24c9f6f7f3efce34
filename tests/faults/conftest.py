"""The real provider against the fake gateway on loopback: real HTTP, real files, short waits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from generator.catalog.models import MusicModel
from generator.providers import registry
from generator.providers.apiin import ApiIn
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.models import Team, User
from tests.gateway.server import Gateway

KEY = "aio_a_key_that_nobody_may_see"


@pytest.fixture(autouse=True)
def desk(settings: LazySettings, tmp_path: Path) -> None:
    settings.POLL_FIRST_SECONDS = settings.POLL_SECONDS = 0.03
    settings.SONG_DEADLINE_SECONDS = 30
    settings.TRANSFER_SECONDS = 1.0
    settings.AUDIO_MAX_BYTES = 2_000_000
    disk = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": disk}


@pytest.fixture
def upstream(gateway: Gateway, settings: LazySettings) -> Iterator[Gateway]:
    """The gateway, connected: its own origin is the one private address that is trusted."""
    settings.APIIN_BASE_URL = gateway.base_url
    found = registry.providers()
    real = found["apiin"]
    found["apiin"] = ApiIn(
        api_key=KEY, base_url=gateway.base_url, submit_timeout=0.5, fetch_timeout=0.5,
        sleep=lambda seconds: None,
    )  # fmt: skip
    yield gateway
    found["apiin"] = real


@pytest.fixture
def press(alice: User, team: Team, upstream: Gateway) -> Callable[..., Song]:
    """Alice presses the button; the prompt names the scene that the gateway plays."""

    def make(prompt: str, *, slug: str = "minimax-music") -> Song:
        model = MusicModel.objects.get(slug=slug)
        return actions.submit_song(
            team, user=alice, model=model, prompt=prompt, lyrics="[Verse]\nHello there, you",
            bitrate=128_000, sample_rate=44_100,
        )  # fmt: skip

    return make
