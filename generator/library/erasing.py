"""The trash, and its emptying: files first, then rows, so that a crash between loses no file."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from generator.songs.models import Erased, Song, Take

KEEP_DAYS = 30
"""How long a song stays in the trash before it is deleted for good."""
MOST_AT_ONCE = 200


def still_in_trash(now: datetime) -> QuerySet[Song]:
    """Those that can be restored."""
    return Song.objects.filter(trashed_at__gt=now - timedelta(days=KEEP_DAYS))


def erase_overdue(*, now: datetime) -> int:
    """Delete what has been in the trash for so long: whole songs, and single takes of others."""
    limit = now - timedelta(days=KEEP_DAYS)
    songs = Song.objects.filter(trashed_at__lte=limit).order_by("trashed_at")[:MOST_AT_ONCE]
    takes = Take.objects.filter(trashed_at__lte=limit, song__trashed_at=None)[:MOST_AT_ONCE]
    done = 0
    for song in songs:
        _erase_song(song, now=now)
        done += 1
    for take in takes:
        _delete_files([take])
        take.delete()
        done += 1
    return done


def _erase_song(song: Song, *, now: datetime) -> None:
    """Nobody can restore it any more, so nobody changes it meanwhile; twice does no harm."""
    _delete_files(list(song.takes.all()))
    with transaction.atomic():
        Erased.objects.update_or_create(
            number=song.pk,
            defaults={
                "team_id": song.payer_id or song.team_id, "model_id": song.model_id,
                "price": song.price, "made_at": song.created_at, "erased_at": now,
            },
        )  # fmt: skip
        song.delete()


def _delete_files(takes: list[Take]) -> None:
    for take in takes:
        for name in take.file_names():
            default_storage.delete(name)
