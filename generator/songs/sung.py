"""Lyrics as they were written, with the times at which they are sung.

What is sung is not always what was written: remarks are passed over, long lines are sung in two
breaths, a refrain comes back unwritten. So each sung line is looked for among the written words,
from where the last one ended, and else from the top.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.audio.timed import Word, gaps, lines_of, words_of

# A letter of a script without spaces is a word of its own, as singers take it.
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    "|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+(?:['’][^\\W_]+)*"
)
_TAG = re.compile(r"\[(.+)\]")
NEAR = 40
"""Words within which a single word of a line that differs from the writing is looked for."""


@dataclass
class Piece:
    """A word as written, with what follows it up to the next; `at` are its starts in seconds."""

    text: str
    at: list[float] = field(default_factory=list)


@dataclass
class Line:
    """A written line. Sung twice, it has two starts and two ends; not sung, none."""

    text: str
    tag: bool
    pieces: list[Piece]
    at: list[float] = field(default_factory=list)
    to: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """A written word: what it is compared by, and where it stands."""

    token: str
    line: int
    piece: int


def lyrics_in_time(lyrics: str, rows: Sequence[Sequence[Any]]) -> list[Line]:
    """The lines of the lyrics with the times of the sung words, [text, start, end, line] each.

    Words that were sung without having been written (`lyrics` empty) are their own lyrics.
    """
    words = words_of(rows)
    lines = [_line(text) for text in (lyrics or _spelled(words)).splitlines()]
    _Reader(lines).follow(words)
    return lines


def _spelled(words: Sequence[Word]) -> str:
    return "\n".join(
        "".join(gap + word.text for gap, word in zip(gaps(line), line, strict=True))
        for line in lines_of(words)
    )


def _line(raw: str) -> Line:
    text = raw.strip()
    tag = _TAG.fullmatch(text)
    if tag:
        return Line(tag[1], tag=True, pieces=[])
    starts = [found.start() for found in _TOKEN.finditer(text)]
    edges = [0, *starts[1:], len(text)]
    pairs = zip(edges, edges[1:], strict=False)
    return Line(text, tag=False, pieces=[Piece(text[a:b]) for a, b in pairs])


class _Reader:
    """Goes through the written words, finger on the next one, while somebody sings."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._places = [
            Place(token, number, index)
            for number, line in enumerate(lines)
            if not line.tag
            for index, token in enumerate(_tokens(line.text))
        ]
        self._tokens = [place.token for place in self._places]
        self._next = 0

    def follow(self, words: Sequence[Word]) -> None:
        for line in lines_of(words):
            sung = [(token, word) for word in line for token in _tokens(word.text)]
            found = self._find([token for token, _ in sung])
            for place, (_, word) in zip(found, sung, strict=True):
                if place is not None:
                    self._write(place, word)

    def _find(self, tokens: list[str]) -> list[int | None]:
        """Where each of a sung line's words is written: as one run, or else one by one."""
        for start in (self._next, 0):
            for place in range(start, len(self._places) - len(tokens) + 1):
                if self._tokens[place : place + len(tokens)] == tokens:
                    return [*range(place, place + len(tokens))]
        return self._one_by_one(tokens)

    def _one_by_one(self, tokens: list[str]) -> list[int | None]:
        found: list[int | None] = []
        place = self._next
        for token in tokens:
            near = range(place, min(place + NEAR, len(self._places)))
            here = next((at for at in near if self._tokens[at] == token), None)
            place = place if here is None else here + 1
            found.append(here)
        return found

    def _write(self, place: int, word: Word) -> None:
        where = self._places[place]
        line = self._lines[where.line]
        line.pieces[where.piece].at.append(word.start)
        goes_on = 0 < self._next <= place and self._places[self._next - 1].line == where.line
        if goes_on:
            line.to[-1] = word.end
        else:
            line.at.append(word.start)
            line.to.append(word.end)
        self._next = place + 1


def _tokens(text: str) -> list[str]:
    return [token.casefold().replace("’", "'") for token in _TOKEN.findall(text)]
