"""What is lost is found: messages, workers, answers, deadlines, followers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from generator.catalog.models import MusicModel
from generator.causes import Cause
from generator.errors import OutcomeUnknown, ProviderError
from generator.providers.base import Brief, Report, Update
from generator.songs import copying, jobs, leases, progress
from generator.songs.models import Lease, Song, State
from generator.teams.models import Team
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Transfer
from tests.songs.fake import FakeProvider
from tests.songs.sounds import Site
from tests.songs.steps import BUSY, Make, age, bring, disagreements_now
from tests.worker import empty_queue

BACK, HELD = Balance(100, 0), Balance(70, 30)
LONG = 1_000
"""seconds; past every lease, deadline and nudge"""

Drain = Callable[[], int]
pytestmark = pytest.mark.django_db(transaction=True)


def test_it_sends_the_message_again_that_was_lost(drain_queue: Drain, make_song: Make) -> None:
    song = make_song()
    empty_queue()
    jobs.sweep()
    assert drain_queue() == 0  # not before it had its time
    age(song, jobs.NUDGE_SECONDS + 1)
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY


def test_it_sends_a_message_once_however_often_it_sweeps(
    drain_queue: Drain, make_song: Make, fake: FakeProvider
) -> None:
    age(make_song(), jobs.NUDGE_SECONDS + 1)
    empty_queue()
    stale = jobs._stale(State.QUEUED, timezone.now())
    for song in [*stale, *stale]:  # two sweeps that looked at the same moment
        jobs._nudge(song, now=timezone.now())
    jobs.sweep()
    drain_queue()
    assert len(fake.briefs) == 1


def test_it_never_sends_a_paid_song_again(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, team: Team
) -> None:
    song = bring(make_song(), State.SUBMITTING)  # and here the worker died
    empty_queue()
    age(song, 241)
    Song.objects.update(deadline_at=timezone.now() + timedelta(seconds=60))
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.UNKNOWN
    assert fake.briefs == []
    assert balance_of(team) == HELD
    age(song, 61)
    jobs.sweep()
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.EXPIRED, Cause.UNKNOWN_OUTCOME)
    assert balance_of(team) == BACK


@pytest.mark.parametrize("state", [State.SUBMITTING, State.RENDERING])
def test_it_starts_free_work_over(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, state: State
) -> None:
    fake.repeatable = True
    song = bring(make_song(), State.SUBMITTING)
    if state == State.RENDERING:
        progress.report_stage(song, "Mixing", 60, now=timezone.now())
    empty_queue()
    Song.objects.update(lease_until=timezone.now())
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY
    assert len(fake.briefs) == 1


def test_it_gives_up_on_work_that_kills_its_worker_each_time(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, team: Team
) -> None:
    fake.repeatable = True
    song = make_song()
    for _ in range(progress.MOST_ATTEMPTS):
        song.refresh_from_db()
        bring(song, State.SUBMITTING)
        Song.objects.update(lease_until=timezone.now())
        jobs.sweep()
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.FAILED, Cause.PROVIDER_DOWN)
    assert balance_of(team) == BACK


def test_it_copies_what_nobody_came_to_copy(
    drain_queue: Drain, make_song: Make, sounds: Site
) -> None:
    song = bring(make_song(), State.COPYING, clip=sounds.clip())
    Song.objects.update(lease_until=timezone.now())
    empty_queue()
    jobs.sweep()
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY
    assert song.takes.count() == 1


def test_it_does_not_expire_a_song_while_its_files_are_being_copied(
    drain_queue: Drain, make_song: Make, sounds: Site
) -> None:
    song = age(bring(make_song(), State.RENDERING), 29)  # done at the last moment
    progress.apply(song, sounds.done(), now=timezone.now())
    age(song, 2)
    jobs.sweep()
    song.refresh_from_db()
    assert song.state == State.COPYING


def test_it_ends_songs_past_their_deadline(drain_queue: Drain, make_song: Make, team: Team) -> None:
    song = age(bring(make_song(), State.RENDERING), LONG)
    jobs.sweep()
    jobs.sweep()
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.EXPIRED, Cause.TIMED_OUT)
    assert balance_of(team) == BACK


def test_it_asks_before_it_expires_when_nothing_ran_for_a_while(
    drain_queue: Drain, make_song: Make
) -> None:
    jobs.sweep()
    song = age(bring(make_song(), State.RENDERING), LONG)
    empty_queue()
    Lease.objects.update(seen_at=timezone.now() - timedelta(seconds=LONG))
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY


def test_it_expires_again_once_things_have_run_for_a_minute(
    drain_queue: Drain, make_song: Make
) -> None:
    jobs.sweep()
    song = age(bring(make_song(), State.RENDERING), LONG)
    Lease.objects.update(seen_at=timezone.now() - timedelta(seconds=LONG))
    jobs.sweep()
    jobs.sweep()
    song.refresh_from_db()
    assert song.state == State.EXPIRED


def test_it_finds_a_follower_when_there_is_none(drain_queue: Drain, make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    empty_queue()
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY


def test_it_leaves_the_follower_alone_that_is_at_work(drain_queue: Drain, make_song: Make) -> None:
    bring(make_song(), State.RENDERING)
    empty_queue()
    leases.take(leases.FOLLOW, holder="somebody", now=timezone.now(), seconds=20)
    jobs.sweep()
    assert drain_queue() == 0


def test_it_sends_later_what_the_provider_had_no_time_for(
    drain_queue: Drain, make_song: Make, fake: FakeProvider
) -> None:
    busy = ProviderError("Busy.", cause=Cause.RATE_LIMITED, retry_after=40)
    fake.fail_next(busy)
    song = make_song()
    drain_queue()
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert (song.state, len(fake.briefs)) == (State.QUEUED, 1)
    Song.objects.update(lease_until=timezone.now())
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert (song.state, len(fake.briefs)) == (State.READY, 2)


def test_it_does_not_try_for_ever(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, team: Team
) -> None:
    song = age(make_song(), 31)
    fake.fail_next(ProviderError("Busy.", cause=Cause.RATE_LIMITED))
    drain_queue()
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.FAILED, Cause.RATE_LIMITED)
    assert balance_of(team) == BACK


def test_it_takes_an_answer_that_comes_after_it_was_given_up(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, team: Team
) -> None:
    song = make_song()

    def slowly(brief: Brief, *, report: Report) -> Update:
        Song.objects.update(lease_until=timezone.now())
        jobs.sweep()
        song.refresh_from_db()
        assert song.state == State.UNKNOWN
        return BUSY

    fake.submit = slowly  # type: ignore[method-assign]
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY
    assert balance_of(team) == Balance(70, 0)
    assert disagreements_now() == []


def test_it_holds_on_to_a_song_whose_answer_was_lost(
    drain_queue: Drain, make_song: Make, fake: FakeProvider, team: Team
) -> None:
    fake.fail_next(OutcomeUnknown("No answer.", cause=Cause.UNKNOWN_OUTCOME, permanent=True))
    song = make_song()
    drain_queue()
    jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert (song.state, len(fake.briefs)) == (State.UNKNOWN, 1)
    assert balance_of(team) == HELD


@pytest.mark.parametrize("state", [State.QUEUED, State.SUBMITTING, State.RENDERING])
def test_it_frees_songs_whose_provider_was_taken_away(
    drain_queue: Drain, make_song: Make, team: Team, state: State
) -> None:
    song = bring(make_song(), state)
    MusicModel.objects.update(provider="gone")
    for _ in range(2):
        age(song, LONG)
        jobs.sweep()
    drain_queue()
    song.refresh_from_db()
    assert song.state in (State.FAILED, State.EXPIRED)
    assert balance_of(team) == BACK


def test_it_goes_on_where_the_money_of_one_song_is_not_in_order(
    drain_queue: Drain, make_song: Make
) -> None:
    broken, sound = (bring(make_song(), State.UNKNOWN) for _ in range(2))
    Transfer.objects.filter(key=f"song:{broken.pk}:hold").update(key="song:0:hold")
    for song in (broken, sound):
        age(song, LONG)
    jobs.sweep()
    sound.refresh_from_db()
    assert sound.state == State.EXPIRED


def test_it_copies_a_song_once_where_two_come_to_copy(
    drain_queue: Drain, make_song: Make, sounds: Site
) -> None:
    song = bring(make_song(), State.COPYING, clip=sounds.clip())
    now = timezone.now()
    Song.objects.update(lease_until=now)
    other = Song.objects.get(pk=song.pk)
    copying.copy_song(song, now=now)
    copying.copy_song(other, now=now)
    assert song.takes.count() == 1
    assert disagreements_now() == []
