"""An instance as the upstream of another: our own adapter at our own routes, by real HTTP.

Both share a database here; what keeps them apart is that one only knows the other's address and
a key.
"""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from generator.catalog.models import MusicModel, Price
from generator.causes import Cause
from generator.providers import registry
from generator.providers.apiin import ApiIn
from generator.providers.base import Phase, Update
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.actions import start_team
from generator.teams.models import Team, User
from generator.wallet import ledger
from tests.api.conftest import Issue
from tests.songs.fake import FakeProvider

Far = Callable[..., Song]


@pytest.fixture
def near(db: None) -> Team:
    """Whose songs the upstream is asked for; it has a wallet of its own."""
    owner = User.objects.create_user("near@songdesk.example")
    team = start_team(owner, name="Near")
    ledger.grant(team, 100, key="near", memo="")
    return team


@pytest.fixture
def far(
    drain_queue: Callable[[], int], live_server: LiveServer, settings: LazySettings,
    fake: FakeProvider, near: Team, issue: Issue,
) -> Far:  # fmt: skip
    """Makes a song through the other instance, which calls it `upstream`."""
    settings.APIIN_BASE_URL = f"{live_server.url}/api/v1"
    settings.POLL_FIRST_SECONDS = settings.POLL_SECONDS = 0.02
    settings.SONG_DEADLINE_SECONDS = 30

    def make(*, upstream: str, secret: str = "", **asked: object) -> Song:
        registry.providers()["apiin"] = ApiIn(
            api_key=secret or issue()[1], base_url=settings.APIIN_BASE_URL, sleep=lambda _: None
        )
        offer(f"{upstream}-far", provider="apiin", upstream_model=upstream)
        offer(upstream, provider="studio", upstream_model="studio")
        fake.fail_next(Update(Phase.DONE, clips=(fake.clip(),)))  # unless a test has planned more
        song = actions.submit_song(
            near, user=near.members.get(), model=MusicModel.objects.get(slug=f"{upstream}-far"),
            prompt="A calm waltz", bitrate=64_000, sample_rate=44_100, **asked,
        )  # type: ignore[arg-type]  # fmt: skip
        drain_queue()
        song.refresh_from_db()
        return song

    return make


def offer(slug: str, **fields: str) -> None:
    model, made = MusicModel.objects.update_or_create(slug=slug, defaults=fields)
    if made:
        Price.objects.create(model=model, credits=7)


def test_it_sings_through_another_instance(far: Far, near: Team, team: Team) -> None:
    song = far(upstream="minimax-near", lyrics="[Verse]\nHello there")
    other = Song.objects.get(team=team)
    assert (other.state, song.state) == ("ready", "ready"), song.detail
    assert (other.prompt, other.lyrics) == ("A calm waltz", "[Verse]\nHello there")
    assert song.upstream_id == f"song_{other.pk}"
    assert song.takes.get().seconds == pytest.approx(other.takes.get().seconds, abs=0.1)
    assert (ledger.balance_of(near).available, ledger.balance_of(team).held) == (93, 0)


@pytest.mark.parametrize("lyrics", ["", "Hello there"])
def test_it_sings_through_another_instances_suno(far: Far, team: Team, lyrics: str) -> None:
    song = far(upstream="suno-near", lyrics=lyrics)
    other = Song.objects.get(team=team)
    assert song.state == "ready", song.detail
    assert (other.prompt, other.lyrics) == ("A calm waltz", lyrics)


def test_it_hands_down_why_the_other_instance_failed(
    far: Far, fake: FakeProvider, near: Team, team: Team
) -> None:
    refused = Update(Phase.FAILED, cause=Cause.REFUSED_CONTENT, message="It names a star.")
    fake.fail_next(refused)
    song = far(upstream="minimax-near")
    assert (song.state, song.cause) == ("failed", "refused_content")
    assert "It names a star." in song.detail
    assert (ledger.balance_of(near).available, ledger.balance_of(team).held) == (100, 0)


@pytest.mark.parametrize(
    ("rights", "cause"),
    [
        ({"scopes": ["read"]}, Cause.NOT_CONNECTED),
        ({"daily_cap": 1}, Cause.OUT_OF_CREDIT),
    ],
)
def test_it_hands_down_why_the_other_instance_refused(
    far: Far, issue: Issue, near: Team, rights: dict[str, object], cause: Cause
) -> None:
    song = far(upstream="minimax-near", secret=issue(**rights)[1])
    assert (song.state, song.cause) == ("failed", cause)
    assert ledger.balance_of(near).available == 100
