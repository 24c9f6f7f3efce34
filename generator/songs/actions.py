"""What people do with songs: one transaction each, no network inside."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from generator import queue
from generator.catalog.models import MusicModel
from generator.catalog.queries import price_now
from generator.causes import Cause
from generator.errors import BadInput, Conflict, NotConnected, SongdeskError
from generator.keys.models import ApiKey
from generator.providers import registry
from generator.songs import jobs, progress
from generator.songs.models import Song, State, title_key, titled
from generator.teams.actions import lock_maker
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger


def submit_song(
    team: Team,
    *,
    user: User,
    model: MusicModel,
    prompt: str,
    lyrics: str = "",
    title: str = "",
    bitrate: int,
    sample_rate: int,
    token: UUID | None = None,
    retry_of: Song | None = None,
    api_key: ApiKey | None = None,
) -> Song:
    """Ask for a song and hold its price. The same token again is the same song.

    Raises `NotAllowed`, `BadInput` (the model is not on offer), `NotConnected`,
    `InsufficientCredits` and `CapReached`; in each case nothing has changed.
    """
    token = token or uuid4()
    try:
        price = price_of(model)
        with transaction.atomic():
            # Until the song is there, nobody removes its maker or deletes the team.
            place = lock_maker(user, team)
            song = Song.objects.create(
                team=team, user=user, model=model, prompt=prompt, lyrics=lyrics, title=title,
                bitrate=bitrate, sample_rate=sample_rate, price=price, token=token,
                title_key=title_key(titled(title, lyrics, prompt)), retry_of=retry_of,
                lease_until=_nudge_after(timezone.now()),
            )  # fmt: skip
            _hold(song, user=user, place=place, api_key=api_key)
            queue.enqueue(jobs.start_song, song.pk, lane=registry.provider(model.provider).lane)
    except (IntegrityError, SongdeskError):
        # The same press arrived before, when it may have been allowed what it is refused now.
        earlier = Song.objects.filter(user=user, token=token).first()
        if earlier is None:
            raise
        return earlier
    return song


def price_of(model: MusicModel) -> int:
    """What a song costs now. Raises `BadInput` or `NotConnected` where none can be made."""
    price = getattr(model, "credits", None)  # `offered` has just read it along
    if price is None:
        price = price_now(model)
    if price is None:
        raise BadInput(f"{model.name} is not on offer any more. Pick another model.")
    if model.provider not in registry.connected():
        raise NotConnected(
            f"{model.name} is not connected: an admin has to add its key. Pick another model.",
            cause=Cause.NOT_CONNECTED,
        )
    return price


def _hold(song: Song, *, user: User, place: Membership, api_key: ApiKey | None) -> None:
    if song.price:
        memo = f"Held for “{song.display_title[:120]}”"
        ledger.hold(
            song.team, song.price, key=f"song:{song.pk}:hold", memo=memo, actor=user,
            api_key=api_key, place=place,
        )  # fmt: skip


def _nudge_after(now: datetime) -> datetime:
    return now + timedelta(seconds=jobs.NUDGE_SECONDS)


def cancel_song(song: Song) -> None:
    """End a song that is not ready yet. Raises `Conflict` where it ended otherwise meanwhile."""
    for _ in State:  # the worker may be moving it along at this very moment
        if not song.pending:
            break
        if progress.cancel(song, now=timezone.now()):
            return
        song.refresh_from_db()
    if song.state == State.CANCELLED:  # the button was pressed twice
        return
    raise Conflict(f"“{song.display_title}” had already ended; nothing was changed.")


def make_again(song: Song, *, user: User, token: UUID | None = None) -> Song:
    """A new song from the same input, at today's price."""
    return submit_song(
        song.team, user=user, model=song.model, prompt=song.prompt, lyrics=song.lyrics,
        title=song.title, bitrate=song.bitrate, sample_rate=song.sample_rate, token=token,
        retry_of=song,
    )  # fmt: skip


def ask_now(song: Song) -> bool:
    """Move the next poll to now. False where there is nothing to ask about."""
    now = timezone.now()
    rows = Song.objects.filter(pk=song.pk, state=State.RENDERING, next_poll_at__isnull=False)
    asked = rows.update(next_poll_at=now)
    if asked:
        jobs.ensure_follower(now=now)
    return bool(asked)
