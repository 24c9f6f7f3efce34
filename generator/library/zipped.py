"""The takes of chosen songs as one ZIP, made while it is sent."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.audio.archive import Member, zipped
from generator.audio.serve import download_name
from generator.songs.models import Song, Take

log = logging.getLogger(__name__)


def zip_of(songs: Iterable[Song], *, now: datetime) -> Iterator[bytes]:
    """The archive, a piece at a time, for songs that came from `queries.with_takes`."""
    return zipped(_members(songs), when=now)


def _members(songs: Iterable[Song]) -> Iterator[Member]:
    """A file that is gone from the storage is left out and logged; the others are worth having."""
    for name, take in names(songs):
        if take.file.storage.exists(str(take.file)):
            yield Member(name, take.file.open)
        else:
            log.error("the file of take %s is gone", take.pk, extra={"song": take.song_id})


def names(songs: Iterable[Song]) -> Iterator[tuple[str, Take]]:
    """A name for each take, safe on every system; no two differ in case alone."""
    taken: set[str] = set()
    for song in songs:
        for take in song.takes.all():
            number = f" (take {take.number})" if take.number > 1 else ""
            ending = str(take.file).rsplit(".", 1)[-1]
            yield _unused(f"{song.display_title}{number}", ending, taken), take


def _unused(stem: str, ending: str, taken: set[str]) -> str:
    name, number = download_name(f"{stem}.{ending}"), 1
    while name.casefold() in taken:
        number += 1
        name = download_name(f"{stem[:100]} ({number}).{ending}")
    taken.add(name.casefold())
    return name
