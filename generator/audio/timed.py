"""Sung words, each with its time: what LRC files, ID3 tags and the lyrics on a page are made of."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

# Chinese, Japanese and Thai are written without spaces.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class Word(NamedTuple):
    """A word as it is sung, in seconds from the song's beginning; `line` counts from 0."""

    text: str
    start: float
    end: float
    line: int


def words_of(rows: Iterable[Sequence[Any]]) -> tuple[Word, ...]:
    """The words from [text, start, end, line] rows, as JSON keeps them."""
    return tuple(Word(*row) for row in rows)


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each sung line, in order; what is sung twice is there twice."""
    return [list(line) for _, line in groupby(words, key=lambda word: word.line)]


def gaps(line: Sequence[Word]) -> list[str]:
    """What stands before each word of a line: nothing, or a space where the script has any."""
    return ["" for _ in line[:1]] + [_gap(before, word) for before, word in pairwise(line)]


def _gap(before: Word, word: Word) -> str:
    touching = _UNSPACED.match(before.text[-1:]) and _UNSPACED.match(word.text)
    return "" if touching else " "
