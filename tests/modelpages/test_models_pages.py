"""The models' pages: what is said of each, and where it comes from."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator.api.offers import offers
from generator.api.schemas import MusicIn
from generator.catalog.models import MusicModel, Price
from generator.songs.models import Song, State
from generator.songs.queries import LOOK_BACK, last_ended
from generator.teams.models import Team, User

Ended = dict[State, int]


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    """The model that takes no lyrics is dear; the others are the new site's own."""
    model = MusicModel.objects.create(
        slug="hum", name="Hum", provider="nobody", upstream_model="hum", takes_lyrics=False,
        bitrates=[64_000], default_bitrate=64_000, position=9,
    )  # fmt: skip
    Price.objects.create(model=model, credits=70)


def end(team: Team, user: User, slug: str, ended: Ended, *, seconds: float = 40) -> None:
    """Songs of the model that ended, those of the first state first."""
    model, now = MusicModel.objects.get(slug=slug), timezone.now()
    songs = [
        Song(team=team, user=user, model=model, prompt="A waltz", state=state, price=5,
             bitrate=64_000, sample_rate=44_100)
        for state, number in ended.items()
        for _ in range(number)
    ]  # fmt: skip
    for age, song in enumerate(reversed(Song.objects.bulk_create(songs))):
        ago = now - timedelta(minutes=age)
        Song.objects.filter(pk=song.pk).update(
            created_at=ago - timedelta(seconds=seconds), finished_at=ago
        )


def names(client: Client, query: str = "") -> list[str]:
    text = client.get(f"/models/{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="/models/([\w-]+)/"', text)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["studio", "suno", "minimax-music", "hum"]),
        ("?sort=cost", ["studio", "suno", "minimax-music", "hum"]),
        ("?sort=-cost", ["hum", "minimax-music", "suno", "studio"]),
        ("?sort=name", ["hum", "minimax-music", "studio", "suno"]),
        ("?sort=%00", ["studio", "suno", "minimax-music", "hum"]),
    ],
)
def test_it_compares_the_models(client: Client, query: str, order: list[str]) -> None:
    assert names(client, query) == order


def test_it_says_what_is_cheapest_and_what_all_cost(client: Client) -> None:
    text = client.get("/models/").content.decode()
    assert "<b>5–70</b>" in text
    assert text.count("lowest cost") == 1


def test_it_says_that_nothing_was_measured_yet(client: Client) -> None:
    assert "No songs yet" in client.get("/models/studio/").content.decode()


def test_it_measures_success_over_the_last_songs(client: Client, team: Team, alice: User) -> None:
    long_ago = {State.FAILED: LOOK_BACK}
    lately = {State.READY: 44, State.EXPIRED: 2, State.FAILED: 4, State.CANCELLED: 9}
    end(team, alice, "studio", long_ago)
    Song.objects.update(finished_at=timezone.now() - timedelta(days=9))
    end(team, alice, "studio", lately)
    text = client.get("/models/studio/").content.decode()
    assert "44 of the last 50" in text
    assert "<b>88 %</b>" in text
    assert "<b>40 s</b>" in text
    found = {one.id: one for one in offers()}
    assert found["suno"].last_songs is None


def test_it_sorts_by_what_was_measured(client: Client, team: Team, alice: User) -> None:
    end(team, alice, "suno", {State.READY: 1, State.FAILED: 1}, seconds=20)
    end(team, alice, "studio", {State.READY: 1}, seconds=50)
    assert names(client, "?sort=time")[:2] == ["suno", "studio"]
    assert names(client, "?sort=-success")[:2] == ["studio", "suno"]


def test_it_reads_the_last_songs_from_an_index(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's; PostgreSQL reads a small table whole")
    plan = last_ended(MusicModel.objects.get(slug="studio").pk).explain()
    assert "COVERING INDEX song_ended" in plan
    assert "TEMP B-TREE" not in plan


def test_it_lists_every_field_the_api_takes_and_no_other(client: Client) -> None:
    text = client.get("/models/studio/").content.decode()
    table = text[text.index('class="sheet sheet-stack params"') :].partition("</table>")[0]
    assert re.findall(r'<th scope="row"><code>(\w+)', table) == list(MusicIn.model_fields)


def test_it_tells_of_a_models_own_limits(client: Client) -> None:
    text = client.get("/models/hum/").content.decode()
    assert "none: it takes no lyrics" in text
    assert "<code>64000</code>" in text
    assert "Not connected" in text
    assert "&quot;lyrics&quot;" not in text


def test_it_finds_no_model_that_is_not_on_offer(client: Client) -> None:
    MusicModel.objects.filter(slug="hum").update(active=False)
    for slug in ("hum", "nobody"):
        assert client.get(f"/models/{slug}/").status_code == 404


def test_it_lets_anybody_keep_what_visitors_see(client: Client, alice: User) -> None:
    for path in ("/models/", "/models/studio/"):
        seen = client.get(path)
        assert (seen["Cache-Control"], dict(seen.cookies)) == ("public, max-age=60", {})
    client.force_login(alice)
    assert "private" in client.get("/models/")["Cache-Control"]


def test_it_tells_other_sites_what_the_page_is(client: Client) -> None:
    text = client.get("/models/suno/").content.decode()
    assert '<meta property="og:title" content="Suno">' in text
    assert '<meta property="og:url" content="http://testserver/models/suno/">' in text


def test_it_reads_no_more_for_more_songs(client: Client, team: Team, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/models/")
        return len(seen)

    few = queries()
    end(team, alice, "studio", {State.READY: 60})
    assert queries() == few
