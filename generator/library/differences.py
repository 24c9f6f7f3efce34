"""What was changed between a song and the one it was made from, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.songs.models import Song

PIECES = re.compile(r"\s+|[^\s\w]+|\w+")
MOST_PIECES = 4_000
"""Longer texts are compared by lines: comparing takes the square of the number of pieces."""


@dataclass(frozen=True)
class Run:
    """A stretch of text: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One thing that was asked for otherwise."""

    name: str
    runs: list[Run]


def changes(before: Song, after: Song) -> list[Change]:
    """Everything that was asked for otherwise; empty where nothing was."""
    return [
        Change(name, difference(old, new))
        for name, old, new in zip(_NAMES, _asked(before), _asked(after), strict=True)
        if old != new
    ]


_NAMES = ("Prompt", "Lyrics", "Title", "Model", "Quality")


def _asked(song: Song) -> tuple[str, ...]:
    quality = f"{song.bitrate / 1000:g} kbps, {song.sample_rate / 1000:g} kHz"
    return song.prompt, song.lyrics, song.title, song.model.name, quality


def difference(before: str, after: str) -> list[Run]:
    """The two texts as one: what stayed, what is gone and what is new, in reading order.

    By the longest common runs of words, as Python's difflib finds them:
    https://docs.python.org/3/library/difflib.html#sequencematcher-objects
    """
    old, new = _pieces(before, after)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(runs, "same", old[a:b])
        else:
            _add(runs, "gone", old[a:b])
            _add(runs, "new", new[c:d])
    return runs


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = PIECES.findall(before), PIECES.findall(after)
    if max(len(old), len(new)) <= MOST_PIECES:
        return old, new
    return before.splitlines(keepends=True), after.splitlines(keepends=True)


def _add(runs: list[Run], kind: str, pieces: list[str]) -> None:
    if pieces:
        runs.append(Run(kind, "".join(pieces)))
