"""The takes of chosen songs as one ZIP, made while it is sent: no file is whole in memory.

Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import logging
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime

from generator.audio.serve import CHUNK_BYTES, download_name
from generator.songs.models import Song, Take

log = logging.getLogger(__name__)


class _Outlet:
    """What the archive writes into. It can't seek, so that sizes come after each file."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def close(self) -> None:
        """Nothing is open."""

    def flush(self) -> None:
        """Pieces leave by `drain`."""

    def drain(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


def zip_of(songs: Iterable[Song], *, now: datetime) -> Iterator[bytes]:
    """The archive, a piece at a time, for songs that came from `queries.with_takes`.

    Sound doesn't shrink, so nothing is compressed. It is marked "deflated" at level 0 none the
    less: some unpackers refuse a stored file whose size comes after it. A file that is gone from
    the storage is left out and logged; the others are worth having.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for name, take in names(songs):
            try:
                file = take.file.open("rb")
            except FileNotFoundError:
                log.error("the file of take %s is gone", take.pk, extra={"song": take.song_id})
                continue
            with closing(file), archive.open(_info(name, take, now), "w") as target:
                while chunk := file.read(CHUNK_BYTES):
                    target.write(chunk)
                    yield outlet.drain()
            yield outlet.drain()
    yield outlet.drain()


def _info(name: str, take: Take, now: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 0  # type: ignore[attr-defined]  # public from Python 3.13 on
    info.external_attr = 0o644 << 16
    info.file_size = take.size
    return info


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
