"""What upstream's answers do to a song. Each step claims first: one UPDATE from the state read.

A callback, a poll and the sweep all end up in `apply`, which is told the truth by a provider and
never by the caller. Losing a claim means somebody else was first, which is not an error.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Brief, Clip, Phase, Update
from generator.songs.models import Part, Song, State, Take
from generator.songs.signals import song_ended
from generator.wallet import ledger

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""How often a step that costs nothing (rendering here, copying) is tried."""
LOST_AFTER_SECONDS = 120
"""A task that upstream has not heard of by then is lost, not late."""
RENDER_LEASE_SECONDS = 60
"""An engine in this house that has not reported for so long is dead."""


def brief_of(song: Song) -> Brief:
    """What the provider is told."""
    callback = f"{settings.PUBLIC_URL}/callbacks/{song.callback_token}/"
    return Brief(
        song_id=song.pk,
        model=song.model.upstream_model,
        prompt=song.prompt,
        lyrics=song.lyrics,
        title=song.title,
        bitrate=song.bitrate,
        sample_rate=song.sample_rate,
        takes=song.model.takes,
        lyrics_max=song.model.lyrics_max,
        callback_url=callback if settings.PUBLIC_URL and song.model.callbacks else "",
    )


def claim_submission(song: Song, *, now: datetime) -> bool:
    """QUEUED -> SUBMITTING, before anything is sent: who gets this sends it, and no one else."""
    deadline = now + timedelta(seconds=settings.SONG_DEADLINE_SECONDS)
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    return song.move(
        to=State.SUBMITTING, sent_at=now, deadline_at=deadline, lease_until=lease,
        attempts=song.attempts + 1,
    )  # fmt: skip


def apply(song: Song, update: Update, *, now: datetime) -> None:
    """Take one reading of upstream's state."""
    if not update.known_word:
        log.warning("unknown status word %r", update.word, extra={"song": song.pk})
    if update.phase == Phase.FAILED:
        fail(song, cause=update.cause or Cause.PROVIDER_DOWN, detail=update.message, now=now)
    elif update.phase == Phase.DONE:
        _done(song, update, now=now)
    elif song.deadline_at and now >= song.deadline_at:
        expire(song, now=now)
    elif song.state == State.RENDERING:
        _still_busy(song, update)
    else:
        _accepted(song, update, now=now)


def _accepted(song: Song, update: Update, *, now: datetime) -> None:
    """Upstream has it: from now on the follower asks."""
    song.move(
        to=State.RENDERING,
        upstream_id=update.upstream_id,
        next_poll_at=now + timedelta(seconds=settings.POLL_FIRST_SECONDS),
        lease_until=None,
        attempts=0,
        stage=update.stage,
        percent=update.percent,
    )


def is_no_news(song: Song, update: Update, *, now: datetime) -> bool:
    """Whether the answer leaves the song as it is, so that nothing needs to be written."""
    late = song.deadline_at is not None and now >= song.deadline_at
    same = (update.stage, update.percent) == (song.stage, song.percent)
    busy = update.phase == Phase.BUSY and update.known_word
    return busy and same and not song.misses and not late


def _still_busy(song: Song, update: Update) -> None:
    song.change(stage=update.stage, percent=update.percent, misses=0)


def _done(song: Song, update: Update, *, now: datetime) -> None:
    """Copy what it made. Success without a file gets one more poll, then counts as a failure.

    The deadline was upstream's; bringing home what it made gets a time of its own.
    """
    if update.clips:
        song.move(
            to=State.COPYING,
            upstream_id=update.upstream_id or song.upstream_id,
            clips=[as_json(clip) for clip in update.clips],
            deadline_at=now + timedelta(seconds=settings.SONG_DEADLINE_SECONDS),
            next_poll_at=None,
            # Free for the taking: the copy job holds the lease while it works.
            lease_until=now,
            stage="",
            percent=None,
            misses=0,
        )
    elif song.state == State.RENDERING and not song.attempts:
        song.change(attempts=1, next_poll_at=now + timedelta(seconds=settings.POLL_SECONDS))
    elif song.state == State.RENDERING:
        fail(song, cause=Cause.BAD_FILE, detail="It said it was done but gave no file.", now=now)
    else:
        _accepted(song, update, now=now)


def as_json(clip: Clip) -> dict[str, Any]:
    """A clip as the song's row keeps it."""
    parts = [[kind, str(path)] for kind, path in clip.parts]
    return {**asdict(clip), "path": str(clip.path) if clip.path else "", "parts": parts}


def unanswered(song: Song, error: ProviderError, *, now: datetime) -> None:
    """A poll brought no reading. Only time, or a task nobody knows, ends a song for that."""
    if error.code == "not_found" and song.sent_at and _age(song, now) > LOST_AFTER_SECONDS:
        fail(song, cause=Cause.PROVIDER_DOWN, detail="The provider lost the song.", now=now)
        return
    if error.permanent:
        fail(song, cause=error.cause, detail=error.upstream or str(error), now=now)
        return
    if song.deadline_at and now >= song.deadline_at:
        expire(song, now=now)
        return
    wait = max(error.retry_after or 0.0, settings.POLL_SECONDS)
    Song.objects.filter(pk=song.pk, state=song.state).update(
        misses=song.misses + 1, next_poll_at=now + timedelta(seconds=min(wait, 120.0))
    )


def _age(song: Song, now: datetime) -> float:
    return (now - (song.sent_at or song.created_at)).total_seconds()


@transaction.atomic
def fail(song: Song, *, cause: Cause, detail: str = "", now: datetime) -> bool:
    """End the song without a take, and give its credits back."""
    return _end(song, State.FAILED, cause=cause, detail=detail, now=now)


@transaction.atomic
def cancel(song: Song, *, cause: Cause = Cause.CANCELLED, now: datetime) -> bool:
    return _end(song, State.CANCELLED, cause=cause, now=now)


@transaction.atomic
def expire(song: Song, *, now: datetime) -> bool:
    unknown = song.state == State.UNKNOWN
    cause = Cause.UNKNOWN_OUTCOME if unknown else Cause.TIMED_OUT
    return _end(song, State.EXPIRED, cause=cause, now=now)


def _end(song: Song, to: State, *, cause: Cause, now: datetime, detail: str = "") -> bool:
    ended = song.move(
        to=to, cause=cause, detail=detail[:500], finished_at=now,
        next_poll_at=None, lease_until=None, stage="", percent=None,
    )  # fmt: skip
    if not ended:
        return False
    if song.price:
        memo = f"Returned, “{song.display_title[:120]}”: {Cause(cause).label.lower()}"
        ledger.release(song.team, song.price, key=f"song:{song.pk}:release", memo=memo)
    song_ended.send(Song, song=song, now=now)
    log.info("%s: %s", to, cause, extra={"song": song.pk, "cause": str(cause)})
    return True


def lose_answer(song: Song) -> bool:
    """SUBMITTING -> UNKNOWN: sent, perhaps; the hold stays and nobody sends it again.

    A song that renders here and whose provider an admin took away waits for its deadline.
    """
    if song.state != State.SUBMITTING:
        return song.change(lease_until=None)
    return song.move(to=State.UNKNOWN, lease_until=None)


def start_over(song: Song, *, at: datetime) -> bool:
    """Back to QUEUED, for the sweep to send `at` that time: nothing was sent, or it is free."""
    return song.move(to=State.QUEUED, lease_until=at, stage="", percent=None, clips=[])


def ask_again(song: Song, *, now: datetime) -> bool:
    """COPYING -> RENDERING: no file could be had there, so ask upstream for fresh addresses."""
    soon = now + timedelta(seconds=settings.POLL_SECONDS)
    return song.move(
        to=State.RENDERING, next_poll_at=soon, lease_until=None, attempts=song.attempts + 1
    )


def report_stage(song: Song, stage: str, percent: int, *, now: datetime) -> bool:
    """A provider in this very process tells how far it is. False: the song has ended meanwhile."""
    lease = now + timedelta(seconds=min(RENDER_LEASE_SECONDS, settings.LEASE_SECONDS))
    if song.state == State.SUBMITTING:
        return song.move(to=State.RENDERING, stage=stage, percent=percent, lease_until=lease)
    return song.change(stage=stage, percent=percent, lease_until=lease)


@transaction.atomic
def finish(
    song: Song, takes: list[Take], parts: Iterable[Part] = (), *, title: str, now: datetime
) -> bool:
    """The song can be played: keep its takes and take its credits, in one step or not at all.

    `parts` are further files of these takes. `title` is upstream's, for a song that was given none.
    """
    ready = song.move(
        to=State.READY, finished_at=now, lease_until=None, title=(song.title or title)[:200],
        stage="", percent=None, clips=[], seconds=takes[0].seconds if takes else 0,
    )  # fmt: skip
    if not ready:
        return False
    Take.objects.bulk_create(takes)
    Part.objects.bulk_create(parts)
    if song.price:
        memo = f"Charged for “{song.display_title[:120]}”"
        ledger.capture(song.team, song.price, key=f"song:{song.pk}:capture", memo=memo)
    song_ended.send(Song, song=song, now=now)
    seconds = round(_age(song, now), 1)
    log.info("ready with %d takes", len(takes), extra={"song": song.pk, "seconds": seconds})
    return True
