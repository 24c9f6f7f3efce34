"""What a provider is: a `Brief` goes in, an `Update` comes out, and nothing here knows the ORM.

A provider fills four holes. `submit` sends one brief, exactly once. `fetch` asks how it goes.
`lane` names the queue its submissions run in, and `repeatable` says whether a submission that
was cut off may simply be made again (true only where it costs nothing, as in the studio).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import httpx

from generator.causes import Cause


class Phase(StrEnum):
    """Where upstream says the work is."""

    BUSY = "busy"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Brief:
    """What was asked for. `song_id` seeds the studio; gateways never see it."""

    song_id: int
    model: str
    prompt: str
    lyrics: str = ""
    title: str = ""
    bitrate: int = 256_000
    """bits per second"""
    sample_rate: int = 44_100
    """hertz"""
    takes: int = 1
    lyrics_max: int = 3_000
    """characters the model takes as lyrics"""
    callback_url: str = ""


@dataclass(frozen=True)
class Clip:
    """One audio file upstream has for us: at an https address, or already on this machine."""

    url: str = ""
    path: Path | None = None
    title: str = ""
    seconds: float | None = None
    marks: tuple[tuple[str, float, float], ...] = ()
    """sections: name, start and end in seconds"""
    words: tuple[tuple[str, float, float, int], ...] = ()
    """sung words: text, start and end in seconds, and the line of the song from 0"""
    parts: tuple[tuple[str, Path], ...] = ()
    """more files of the same song: kind ("voice", "drums", "midi", "chords" ...) and where it is;
    whoever takes the clip takes them over, and removes them when they are of no more use"""
    facts: dict[str, str | float] = field(default_factory=dict)
    """what is known of the music: "genre", "tempo" (beats a minute), "key", "metre", "language"
    and "voice"; a fact that is not known is not there"""
    notice: str = ""
    """a sentence for the person, such as what of the lyrics was left out"""


@dataclass(frozen=True)
class Update:
    """One reading of upstream's state.

    `percent` is 0..100 and set only where upstream truly reports it. `word` is the status word
    as upstream wrote it. A FAILED update has a `cause` and a `message`, upstream's words redacted.
    """

    phase: Phase
    upstream_id: str = ""
    clips: tuple[Clip, ...] = ()
    stage: str = ""
    percent: int | None = None
    word: str = ""
    cause: Cause | None = None
    message: str = ""
    known_word: bool = True


Report = Callable[[str, int], None]
"""Called with a stage in words and a percent (0..100)."""


class Provider(Protocol):
    name: str
    lane: str
    repeatable: bool

    def connected(self) -> bool:
        """Whether this site has what the provider needs (a key)."""

    def submit(self, brief: Brief, *, report: Report) -> Update:
        """Send the brief once. The answer may already be the result.

        Raises `ProviderError` (with its cause) on a clear no, `OutcomeUnknown` when it was sent
        and no answer came: then nobody may send it again unless `repeatable`.
        """

    def async_client(self) -> httpx.AsyncClient:
        """What `fetch` asks with: one client for many songs, with the key in its headers."""

    async def fetch(self, client: httpx.AsyncClient, upstream_id: str) -> Update:
        """Ask upstream for the truth. Raises `ProviderError` where no reading could be had."""
