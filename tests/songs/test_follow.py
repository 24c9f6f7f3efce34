"""One process asks about every song in flight."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from generator.catalog.models import MusicModel, Price
from generator.errors import ProviderError
from generator.providers.base import Phase, Update
from generator.songs import jobs, leases, progress
from generator.songs.follow import SLOWER_AFTER_SECONDS, claim_due, follow
from generator.songs.models import Call, Lease, Song, State
from generator.songs.polls import Outcome
from generator.wallet.models import Transfer
from tests.songs.fake import FakeProvider
from tests.songs.steps import BUSY, Make, age, bring, disagreements_now

Drain = Callable[[], int]


@dataclass
class Clock:
    """Time that passes by a second whenever somebody looks."""

    now: datetime = field(default_factory=timezone.now)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def following(number: int, make_song: Make) -> list[Song]:
    """So many songs that upstream has, all of them due."""
    Price.objects.update(credits=1)
    songs = []
    for _ in range(number):
        song = make_song()
        progress.claim_submission(song, now=timezone.now())
        update = Update(Phase.BUSY, upstream_id=f"task-{song.pk}", word="pending")
        progress.apply(song, update, now=timezone.now() - timedelta(seconds=1))
        songs.append(song)
    return songs


def test_it_claims_each_due_song_once(make_song: Make) -> None:
    songs = following(3, make_song)
    now = timezone.now()
    assert claim_due(now, most=2) == songs[:2]
    assert claim_due(now) == songs[2:]
    assert claim_due(now) == []


def test_it_asks_about_the_longest_overdue_first(make_song: Make) -> None:
    first, second = following(2, make_song)
    age(second, 5)
    assert claim_due(timezone.now()) == [second, first]


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one connection in memory can't be two at once"
)
@pytest.mark.django_db(transaction=True)
def test_it_shares_due_songs_among_followers(make_song: Make) -> None:
    songs = following(3, make_song)
    now = timezone.now()

    def claim(_: int) -> list[int]:
        try:
            return [song.pk for song in claim_due(now, most=1)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        claimed = [pk for pks in pool.map(claim, range(6)) for pk in pks]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) <= {song.pk for song in songs}


@pytest.mark.parametrize(("sent", "factor"), [(1, 1), (SLOWER_AFTER_SECONDS + 1, 2)])
def test_it_asks_less_often_about_slow_songs(
    make_song: Make, sent: float, factor: float, settings: object
) -> None:
    settings.POLL_SECONDS = 5  # type: ignore[attr-defined]
    (song,) = following(1, make_song)
    age(song, sent)
    now = timezone.now()
    claim_due(now)
    song.refresh_from_db()
    assert song.next_poll_at is not None
    wait = (song.next_poll_at - now).total_seconds()
    assert 4.5 * factor <= wait <= 5.5 * factor


def test_it_claims_nothing_without_room(make_song: Make) -> None:
    following(1, make_song)
    assert claim_due(timezone.now(), most=0) == []


def test_it_reads_neither_prompt_nor_lyrics(make_song: Make) -> None:
    following(1, make_song)
    (song,) = claim_due(timezone.now())
    assert {"prompt", "lyrics"} <= song.get_deferred_fields()


def test_it_stops_when_nothing_is_in_flight(db: None) -> None:
    asked: list[Song] = []
    follow(holder="me", seconds=60, on_answer=lambda song, _: asked.append(song))
    assert asked == []


def test_it_stops_when_its_shift_is_over(make_song: Make, fake: FakeProvider) -> None:
    fake.polls = 1_000
    following(1, make_song)
    follow(holder="me", seconds=5, on_answer=lambda *_: None, clock=Clock())
    song = Song.objects.get()
    assert song.state == State.RENDERING
    assert fake.asked


def test_it_tells_every_answer_with_its_song(make_song: Make, fake: FakeProvider) -> None:
    fake.polls = 1_000
    songs = following(5, make_song)
    heard: dict[int, Outcome] = {}

    def hear(song: Song, outcome: Outcome) -> None:
        heard[song.pk] = outcome
        Song.objects.filter(pk=song.pk).update(next_poll_at=None)

    follow(holder="me", seconds=600, on_answer=hear)
    assert {pk: outcome.upstream_id for pk, outcome in heard.items()} == {  # type: ignore[union-attr]
        song.pk: f"task-{song.pk}" for song in songs
    }


def test_it_notices_a_nudge_while_it_waits(make_song: Make, fake: FakeProvider) -> None:
    (song,) = following(1, make_song)
    Song.objects.update(next_poll_at=timezone.now() + timedelta(hours=1))
    looks = 0

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        if looks == 4:  # a callback comes in
            Song.objects.update(next_poll_at=timezone.now())
        return timezone.now()

    def hear(song: Song, outcome: Outcome) -> None:
        Song.objects.filter(pk=song.pk).update(next_poll_at=None)

    follow(holder="me", seconds=60, on_answer=hear, clock=clock)
    assert fake.asked == [song.upstream_id]


def stop_asking(song: Song) -> None:
    Song.objects.filter(pk=song.pk).update(next_poll_at=None)


def test_it_counts_its_calls(make_song: Make, fake: FakeProvider) -> None:
    fake.fail_next(ProviderError("The provider is not working.", upstream="Oh no"))
    following(2, make_song)
    follow(
        holder="me", seconds=600,
        on_answer=lambda song, _: stop_asking(song),
    )  # fmt: skip
    (row,) = Call.objects.all()
    assert (row.provider, row.verb, row.calls, row.errors) == ("apiin", "fetch", 2, 1)
    assert row.last_error == "Oh no"
    assert row.last_ok_at is not None


@pytest.mark.django_db(transaction=True)
def test_it_brings_every_song_home(drain_queue: Drain, make_song: Make, fake: FakeProvider) -> None:
    fake.polls = 3
    songs = [make_song() for _ in range(3)]
    drain_queue()
    states = Song.objects.values_list("state", flat=True)
    assert list(states) == [State.READY] * len(songs)
    assert not leases.is_held(leases.FOLLOW, now=timezone.now())
    assert disagreements_now() == []


@pytest.mark.parametrize("spoil", ["provider", "money", "crash"])
def test_it_goes_on_where_one_answer_can_not_be_taken(
    make_song: Make, fake: FakeProvider, spoil: str
) -> None:
    bad, good = following(2, make_song)
    if spoil == "provider":
        odd = MusicModel.objects.create(slug="odd", name="Odd", provider="gone", upstream_model="x")
        Song.objects.filter(pk=bad.pk).update(model=odd)
    elif spoil == "money":
        Transfer.objects.filter(key=f"song:{bad.pk}:hold").update(key="song:0:hold")
        fake.fail_next(Update(Phase.FAILED, upstream_id=bad.upstream_id))
    else:
        fake.fail_next(ValueError("our own mistake"))
    follow(holder="me", seconds=1, on_answer=jobs.hear)
    good.refresh_from_db()
    assert good.state == State.READY


@pytest.mark.django_db(transaction=True)
def test_it_leaves_the_following_to_whoever_holds_the_lease(
    drain_queue: Drain, make_song: Make, fake: FakeProvider
) -> None:
    following(1, make_song)
    leases.take(leases.FOLLOW, holder="somebody", now=timezone.now(), seconds=20)
    jobs.follow()
    assert fake.asked == []


def test_it_gives_a_lease_to_one_holder_until_it_runs_out(db: None) -> None:
    now = timezone.now()
    assert leases.take("follow", holder="one", now=now, seconds=20)
    assert leases.take("follow", holder="one", now=now, seconds=20)
    assert not leases.take("follow", holder="two", now=now, seconds=20)
    assert leases.is_held("follow", now=now)
    later = now + timedelta(seconds=20)
    assert not leases.is_held("follow", now=later)
    assert leases.take("follow", holder="two", now=later, seconds=20)
    leases.let_go("follow", holder="one", now=later)  # too late: it is the other's by now
    assert leases.is_held("follow", now=later)
    assert Lease.objects.get().holder == "two"


def test_it_ignores_what_is_no_news(make_song: Make, django_assert_num_queries: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    with django_assert_num_queries(0):
        jobs.hear(song, BUSY)
