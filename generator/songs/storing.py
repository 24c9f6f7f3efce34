"""Putting a song's files into the storage, and taking them out again when nobody will have them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage

from generator.songs.models import Part, Take


@dataclass
class Copies:
    """What is stored for a song so far. Until the song is ready, it belongs to nobody."""

    song_id: int
    takes: list[Take] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        return len(self.takes) + 1

    def keep(
        self, take: Take, path: Path, *, ending: str, parts: Iterable[tuple[Part, Path]]
    ) -> None:
        """Store a take and its parts, or nothing. Raises FileNotFoundError where one is gone."""
        before = len(self._names)
        stem = f"songs/{self.song_id}/{uuid4().hex}"
        try:
            take.file = self._store(f"{stem}.{ending}", path)
            for part, file in parts:
                _measure(part, file)
                part.file = self._store(f"{stem}.{part.kind}.{part.ending}", file)
                self.parts.append(part)
        except FileNotFoundError:
            self.parts = [part for part in self.parts if part.take is not take]
            self.forget(since=before)
            raise
        self.takes.append(take)

    def _store(self, name: str, path: Path) -> str:
        with path.open("rb") as file:
            self._names.append(default_storage.save(name, File(file)))
        return self._names[-1]

    def forget(self, *, since: int = 0) -> None:
        """Delete what was stored, from the `since`th file on."""
        for name in self._names[since:]:
            default_storage.delete(name)
        del self._names[since:]


def _measure(part: Part, path: Path) -> None:
    with path.open("rb") as file:
        part.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    part.size = path.stat().st_size
