"""Tapes: a group of the mix on disk, so that a long song needs little memory."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from generator.studio.samples import Samples

PIECE = 1 << 16
"""Samples read or written at a time."""

WIDTH = np.dtype(np.float32).itemsize


class Tape:
    """Stereo, `count` samples long, silent where nothing was recorded.

    The file has no name where the system allows that, so it is gone with the process, however
    that ends. Raises OSError where the disk is full.
    """

    def __init__(self, folder: Path | None, count: int) -> None:
        self.count = count
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (closed by __exit__)
        self._file.truncate(2 * count * WIDTH)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read(self, start: int, end: int) -> Samples:
        """(2, end - start), as recorded."""
        piece = np.empty((2, end - start), dtype=np.float32)
        for channel, row in enumerate(piece):
            self._file.seek((channel * self.count + start) * WIDTH)
            self._file.readinto(row.data)
        return piece

    def write(self, start: int, sound: Samples) -> None:
        """Put (2, many) in the place of what was there."""
        for channel, row in enumerate(sound):
            self._file.seek((channel * self.count + start) * WIDTH)
            self._file.write(np.ascontiguousarray(row, dtype=np.float32).data)

    def add(self, start: int, sound: Samples) -> None:
        """Record (channels, many) over what is there; one channel goes to both sides."""
        many = min(sound.shape[1], self.count - start)
        for begin in range(0, many, PIECE):
            end = min(many, begin + PIECE)
            there = self.read(start + begin, start + end)
            there += sound[:, begin:end]
            self.write(start + begin, there)

    def pieces(self) -> Iterator[tuple[int, Samples]]:
        """The whole tape in order: (where, (2, many))."""
        for start in range(0, self.count, PIECE):
            yield start, self.read(start, min(self.count, start + PIECE))

    def whole(self) -> Samples:
        """All of it, (2, count)."""
        return self.read(0, self.count)
