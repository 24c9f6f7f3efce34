"""A provider that works, in memory: songs take as many polls as told, then sound for real."""

import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import httpx

from generator.providers.base import Brief, Clip, Phase, Report, Update

WORDS = (("Hello", 0.25, 0.75, 0), ("there", 0.75, 1.50000001, 0))
FACTS: dict[str, str | float] = {
    "genre": "waltz", "tempo": 96.0, "key": "F# minor", "metre": "3/4", "language": "en",
    "voice": "low female",
}  # fmt: skip
CHORDS = "{title: City lights}\n{comment: Verse}\n[F#m]Hello [D]there\n"


def more_files(sound: Path) -> tuple[tuple[str, Path], ...]:
    """Beside the song, as the engine writes them."""
    stems = [(kind, sound.with_suffix(f".{kind}.mp3")) for kind in ("voice", "drums")]
    for _, path in stems:
        shutil.copy(sound, path)
    midi, chords = sound.with_suffix(".mid"), sound.with_suffix(".chords.txt")
    midi.write_bytes(b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk\0\0\0\4\0\xff\x2f\0")
    chords.write_text(CHORDS)
    return (*stems, ("midi", midi), ("chords", chords))


@dataclass
class FakeProvider:
    """Yields `file` after `polls` polls. `fail_next` queues what the next submit or fetch does."""

    file: Path
    name: str = "apiin"
    lane: str = "default"
    repeatable: bool = False
    polls: int = 1
    is_connected: bool = True
    briefs: list[Brief] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    """What happens while a submission is on its way."""
    _next: deque[Update | BaseException] = field(default_factory=deque)

    def fail_next(self, outcome: Update | BaseException) -> None:
        """The next call, to submit or to fetch, ends like this."""
        self._next.append(outcome)

    def connected(self) -> bool:
        return self.is_connected

    def submit(self, brief: Brief, *, report: Report) -> Update:
        self.briefs.append(brief)
        self.meanwhile()
        upstream_id = f"task-{brief.song_id}"
        return self._planned() or Update(Phase.BUSY, upstream_id=upstream_id, word="pending")

    def async_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient()

    async def fetch(self, client: httpx.AsyncClient, upstream_id: str) -> Update:
        self.asked.append(upstream_id)
        planned = self._planned()
        if planned:
            return planned
        if self.asked.count(upstream_id) < self.polls:
            return Update(Phase.BUSY, upstream_id=upstream_id, word="pending")
        return Update(Phase.DONE, upstream_id=upstream_id, clips=(self.clip(),), word="done")

    def clip(self) -> Clip:
        """A copy: a file that was brought home is removed from where it lay."""
        own = self.file.with_name(f"{uuid4().hex}.mp3")
        shutil.copy(self.file, own)
        return Clip(path=own, title="What upstream calls it")

    def sung_clip(self, *, notice: str = "") -> Clip:
        """As the studio's are: with its words, what is known of it, and more files."""
        clip = self.clip()
        assert clip.path
        return replace(
            clip, words=WORDS, facts=dict(FACTS), notice=notice, parts=more_files(clip.path)
        )

    def _planned(self) -> Update | None:
        if not self._next:
            return None
        outcome = self._next.popleft()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome
