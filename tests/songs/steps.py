"""A song brought to each of its states by the steps that really lead there."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from generator.providers.base import Clip, Phase, Update
from generator.songs import audit, copying, progress
from generator.songs.models import Song, State
from generator.wallet.audit import disagreements

Make = Callable[..., Song]
BUSY = Update(Phase.BUSY, upstream_id="task-1", word="pending")


def bring(song: Song, to: State, *, clip: Clip | None = None) -> Song:
    """From QUEUED to the state. COPYING and READY need the clip that upstream made."""
    now = timezone.now()
    if to == State.CANCELLED:
        progress.cancel(song, now=now)
    elif to != State.QUEUED:
        progress.claim_submission(song, now=now)
        _go_on(song, to, now, clip)
    assert song.state == to
    return song


def _go_on(song: Song, to: State, now: datetime, clip: Clip | None) -> None:
    if to in (State.RENDERING, State.EXPIRED, State.FAILED):
        progress.apply(song, BUSY, now=now)
    if to == State.UNKNOWN:
        progress.lose_answer(song)
    elif to == State.EXPIRED:
        progress.expire(song, now=now)
    elif to == State.FAILED:
        progress.fail(song, cause=progress.Cause.REFUSED_CONTENT, detail="No names.", now=now)
    elif to in (State.COPYING, State.READY):
        assert clip
        progress.apply(song, Update(Phase.DONE, upstream_id="task-1", clips=(clip,)), now=now)
        if to == State.READY:
            copying.copy_song(song, now=now)


def age(song: Song, seconds: float) -> Song:
    """As if everything about the song had happened so many seconds ago."""
    names = ("created_at", "sent_at", "deadline_at", "next_poll_at", "lease_until", "finished_at")
    song.refresh_from_db()
    then = timedelta(seconds=seconds)
    moved = {name: getattr(song, name) - then for name in names if getattr(song, name)}
    Song.objects.filter(pk=song.pk).update(**moved)
    song.refresh_from_db()
    return song


def disagreements_now() -> list[str]:
    return [*disagreements(), *audit.disagreements()]
