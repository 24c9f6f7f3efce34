"""A song as a task: where it is, how it sounds, where its credits are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from django.core.cache import cache

from generator.causes import ADVICE, Cause
from generator.songs.cards import Card
from generator.songs.models import Song, State, Take
from generator.songs.queries import Usual, usual_times
from generator.tasks import rows, schemas, sound

MARK = "song_"
USUAL_SECONDS = 30
"""How long what is usual is remembered: it changes with each song that is made."""


def name_of(song: Song) -> str:
    """The task's id. Songs are found among those of the key's team, so no id has to be secret."""
    return f"{MARK}{song.pk}"


def tasks_of(songs: Sequence[Song], *, site: str, now: datetime) -> list[schemas.Task]:
    """The tasks of songs whose models are read; `site` begins their absolute addresses."""
    bills, takes = rows.bills_of(songs), rows.takes_of(songs)
    usual = usually({song.model_id for song in songs if song.pending})
    return [
        _task(
            Card(song, now, usual.get(song.model_id)), bills[song.pk], takes.get(song.pk, []),
            site=site, now=now,
        )
        for song in songs
    ]  # fmt: skip


def usually(model_ids: Iterable[int]) -> dict[int, Usual]:
    """What is usual for each model, remembered for a while."""
    names = {f"api:usual:{pk}": pk for pk in sorted(model_ids)}
    kept: dict[str, Usual | None] = cache.get_many(names) if names else {}
    missing = [pk for name, pk in names.items() if name not in kept]
    if missing:
        fresh = usual_times(missing)
        new = {f"api:usual:{pk}": fresh.get(pk) for pk in missing}
        cache.set_many(new, timeout=USUAL_SECONDS)
        kept |= new
    return {names[name]: usual for name, usual in kept.items() if usual}


def status_of(song: Song) -> schemas.Status:
    """The words of the gateway's page: IN_PROGRESS, then "completed" or "failed"."""
    if song.pending:
        return "IN_PROGRESS"
    return "completed" if song.state == State.READY else "failed"


def _task(
    card: Card, bill: schemas.Billing, takes: Sequence[Take], *, site: str, now: datetime
) -> schemas.Task:
    song = card.song
    return schemas.Task(
        task_id=name_of(song), status=status_of(song), state=cast(schemas.StateWord, song.state),
        stage=card.headline if song.pending else "", percent=card.percent,
        usual_seconds=seconds_of(card.usual), title=song.display_title,
        created_at=song.created_at, finished_at=song.finished_at, request_body=_asked(song),
        response_data=[_clip(take, song, site=site, now=now) for take in takes],
        billing=bill, error=_trouble(card),
    )  # fmt: skip


def seconds_of(usual: Usual | None) -> schemas.Seconds | None:
    return schemas.Seconds(low=usual.low, high=usual.high) if usual else None


def _asked(song: Song) -> schemas.Asked:
    return schemas.Asked(
        model=song.model.slug, prompt=song.prompt, lyrics=song.lyrics, title=song.title,
        bitrate=song.bitrate, sample_rate=song.sample_rate,
    )  # fmt: skip


def _clip(take: Take, song: Song, *, site: str, now: datetime) -> schemas.Clip:
    return schemas.Clip(
        id=f"take_{take.pk}", title=song.display_title, audio_url=site + sound.path_of(take),
        audio_url_expires_at=now + sound.GOOD_FOR, duration=take.seconds, bitrate=take.bitrate,
        sample_rate=take.sample_rate, content_type=take.content_type, size=take.size,
        model_name=song.model.slug,
    )  # fmt: skip


def _trouble(card: Card) -> schemas.Trouble | None:
    if card.song.pending or card.song.state == State.READY:
        return None
    cause = card.song.cause
    advice = ADVICE[Cause(cause)] if cause else ""
    return schemas.Trouble(type=cause or card.song.state, message=card.headline, advice=advice)
