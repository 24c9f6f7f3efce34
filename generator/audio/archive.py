"""Several files as one ZIP, made while it is sent: nothing is kept in memory or on disk.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import zipfile
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from generator.audio.serve import CHUNK_BYTES, Readable

ZIP_EPOCH = 1980


@dataclass(frozen=True)
class Member:
    """A file of the archive; `open_file` is called when its turn has come."""

    name: str
    open_file: Callable[[], Readable]


class _Pipe:
    """What ZipFile writes into and the sending reads from; it can't be wound back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is written waits for `taken`."""

    close = flush

    def taken(self) -> bytes:
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def zipped(members: Iterable[Member], *, when: datetime) -> Generator[bytes, None, None]:
    """The archive's bytes, in order. `when` is the date its files show.

    MP3s can't be made smaller, so nothing is compressed. All the same it is "deflated", at level
    0: the length of a plainly stored file must stand before it, and here it is known only after.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for member in members:
            info = zipfile.ZipInfo(member.name, _dos_time(when))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16  # a plain file, -rw-r--r--
            info._compresslevel = 0  # type: ignore[attr-defined]  # public only from Python 3.13
            with closing(member.open_file()) as file, archive.open(info, "w") as target:
                while chunk := file.read(CHUNK_BYTES):
                    target.write(chunk)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()


def _dos_time(when: datetime) -> tuple[int, int, int, int, int, int]:
    return (max(when.year, ZIP_EPOCH), when.month, when.day, when.hour, when.minute, when.second)
