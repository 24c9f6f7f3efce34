"""What the worker enters: load, call, return. Each may run twice, at once, late, or never."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from generator import queue
from generator.causes import Cause
from generator.errors import OutcomeUnknown, ProviderError, SongdeskError
from generator.providers import registry
from generator.providers.base import Provider, Update
from generator.songs import calls, copying, leases, progress, queries, scratch
from generator.songs.follow import follow as follow_songs
from generator.songs.models import Song, State
from generator.songs.polls import Outcome

log = logging.getLogger(__name__)

FOLLOW_SECONDS = 120
"""A follower's shift; well under the queue's timeout, and it asks for the next one itself."""
NUDGE_SECONDS = 120
"""How long a message may take to be worked on before the sweep sends another."""
STANDSTILL_SECONDS = 180
"""Without a sweep for so long, nothing else ran here either."""


class SongEnded(SongdeskError):
    """Raised through a provider that renders here, when the song was cancelled meanwhile."""


def _song(song_id: int) -> Song | None:
    """The row is the truth: a message about a song that is not there is a message about nothing."""
    return Song.objects.select_related("model", "team").filter(pk=song_id).first()


def start_song(song_id: int) -> None:
    """QUEUED -> sent. Only the process that claims the song sends it."""
    song = _song(song_id)
    if song is None or song.state != State.QUEUED:
        return
    provider = _provider(song)
    if provider is None:
        why = f"There is no provider called “{song.model.provider}”."
        progress.fail(song, cause=Cause.NOT_CONNECTED, detail=why, now=timezone.now())
    elif progress.claim_submission(song, now=timezone.now()):
        log.info("submitting", extra={"song": song.pk, "model": song.model.slug})
        _submit(song, provider)


def _provider(song: Song) -> Provider | None:
    """None where an admin gave the model a provider that isn't there."""
    return registry.providers().get(song.model.provider)


def _submit(song: Song, provider: Provider) -> None:
    def report(stage: str, percent: int) -> None:
        if not progress.report_stage(song, stage, percent, now=timezone.now()):
            raise SongEnded("The song has ended.")

    try:
        update = provider.submit(progress.brief_of(song), report=report)
    except SongEnded:
        log.info("stopped, the song has ended", extra={"song": song.pk})
    except ProviderError as error:
        _record(provider, error)
        _not_submitted(song, error, provider=provider, now=timezone.now())
    else:
        _record(provider, None)
        _apply(song, update, now=timezone.now())
        if _was_given_up(song):
            _apply(song, update, now=timezone.now())
        ensure_follower(now=timezone.now())


def _was_given_up(song: Song) -> bool:
    """Whether the sweep took us for dead while the answer was on its way."""
    if song.state != State.SUBMITTING:
        return False
    song.refresh_from_db(fields=["state"])
    return song.state == State.UNKNOWN


def _record(provider: Provider, error: ProviderError | None) -> None:
    calls.record(
        provider.name, "submit", now=timezone.now(), errors=1 if error else 0,
        error=(error.upstream or str(error)) if error else "",
    )  # fmt: skip


def _not_submitted(song: Song, error: ProviderError, *, provider: Provider, now: datetime) -> None:
    log.warning("not submitted: %s", error, extra={"song": song.pk, "cause": error.cause})
    if isinstance(error, OutcomeUnknown):
        progress.lose_answer(song)
    elif error.cause == Cause.RATE_LIMITED and not error.permanent and _in_time(song, now):
        progress.start_over(song, at=now + timedelta(seconds=error.retry_after or 15))
    else:
        progress.fail(song, cause=error.cause, detail=error.upstream or str(error), now=now)


def _in_time(song: Song, now: datetime) -> bool:
    return bool((now - song.created_at).total_seconds() < settings.SONG_DEADLINE_SECONDS)


def _apply(song: Song, update: Update, *, now: datetime) -> None:
    """Apply an answer and see to what follows from it, in one transaction."""
    with transaction.atomic():
        progress.apply(song, update, now=now)
        if song.state == State.COPYING and not song.clips_are_here:
            queue.enqueue(copy_takes, song.pk)
    if song.state == State.COPYING and song.clips_are_here:
        # A file that was rendered here is only here: no other machine could copy it.
        copying.copy_song(song, now=now)
    elif song.state != State.COPYING:
        scratch.discard(progress.as_json(clip) for clip in update.clips)


def copy_takes(song_id: int) -> None:
    """COPYING -> READY."""
    song = _song(song_id)
    if song is not None:
        copying.copy_song(song, now=timezone.now())
    ensure_follower(now=timezone.now())


def follow() -> None:
    """Ask upstream about every song in flight. One such job runs at a time."""
    holder = uuid4().hex
    now = timezone.now()
    if not leases.take(leases.FOLLOW, holder=holder, now=now, seconds=15):
        return
    try:
        follow_songs(holder=holder, seconds=FOLLOW_SECONDS, on_answer=hear)
    finally:
        leases.let_go(leases.FOLLOW, holder=holder, now=timezone.now())
    # A song sent after our last look saw the lease held and left the following to us.
    ensure_follower(now=timezone.now())


def hear(song: Song, outcome: Outcome) -> None:
    """One answer about one song. Whatever is wrong with it stays its own trouble."""
    now, was = timezone.now(), song.state
    if isinstance(outcome, Update) and progress.is_no_news(song, outcome, now=now):
        return
    song.refresh_from_db()  # the follower had read only what it takes to ask
    if song.state != was:
        return
    try:
        if isinstance(outcome, ProviderError):
            progress.unanswered(song, outcome, now=now)
        else:
            _apply(song, outcome, now=now)
    except SongdeskError:
        log.exception("an answer could not be taken", extra={"song": song.pk})


def ensure_follower(*, now: datetime) -> None:
    """See that somebody follows, where there is something to follow."""
    if queries.in_flight().exists() and not leases.is_held(leases.FOLLOW, now=now):
        queue.enqueue(follow)


def sweep() -> None:
    """Find what was lost: messages, workers, answers, deadlines. Runs every minute."""
    now = timezone.now()
    # After a standstill songs may be done long since: first they are asked about, then expired.
    asleep = _stood_still(now)
    leases.take(leases.SWEEP, holder="sweep", now=now, seconds=0)
    for song in _stale(State.QUEUED, now):
        _nudge(song, now=now)
    for song in _stale(State.SUBMITTING, now) + _stale(State.RENDERING, now):
        _mend(song, now=now)
    for song in _stale(State.COPYING, now):
        queue.enqueue(copy_takes, song.pk)
    if not asleep:
        _expire_overdue(now)
        scratch.discard_orphans(registry.scratch(), older_than_seconds=_orphan_seconds())
    ensure_follower(now=now)


def _stood_still(now: datetime) -> bool:
    last = leases.last_seen(leases.SWEEP)
    return last is not None and (now - last).total_seconds() > STANDSTILL_SECONDS


def _orphan_seconds() -> float:
    """How long a rendered file may be wanted: rendering has its time, then copying has."""
    return float(settings.STUDIO_TIMEOUT_SECONDS + 2 * settings.SONG_DEADLINE_SECONDS)


def _expire_overdue(now: datetime) -> None:
    for song in queries.overdue(now).select_related("model", "team"):
        try:
            progress.expire(song, now=now)
        except SongdeskError:  # its money is not in order; that must not hold up the others
            log.exception("could not be expired", extra={"song": song.pk})


def _stale(state: State, now: datetime) -> list[Song]:
    rows = Song.objects.filter(state=state, lease_until__lte=now).select_related("model", "team")
    return list(rows.order_by("lease_until")[:500])


def _nudge(song: Song, *, now: datetime) -> None:
    """Send the message again; the song is not nudged once more before that one had its time."""
    later = now + timedelta(seconds=NUDGE_SECONDS)
    mine = Song.objects.filter(pk=song.pk, state=State.QUEUED, lease_until=song.lease_until)
    if mine.update(lease_until=later):
        provider = _provider(song)
        queue.enqueue(start_song, song.pk, lane=provider.lane if provider else queue.DEFAULT)


def _mend(song: Song, *, now: datetime) -> None:
    """Whoever held the song died. Free work starts over; paid work is never sent again."""
    provider = _provider(song)
    if provider is None or not provider.repeatable:
        progress.lose_answer(song)
    elif song.attempts >= progress.MOST_ATTEMPTS:
        progress.fail(song, cause=Cause.PROVIDER_DOWN, detail="The studio gave up.", now=now)
    elif progress.start_over(song, at=now):
        _nudge(song, now=now)
