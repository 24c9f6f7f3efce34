"""Timed lyrics as a text file that players show: LRC, with a time for each word as well.

The "A2" extension, as https://en.wikipedia.org/wiki/LRC_(file_format) describes it: a line begins
with its [mm:ss.xx], each of its words with its own <mm:ss.xx>, and what ends is marked as well.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from generator.audio.timed import Word, gaps, lines_of

PAUSE_SECONDS = 4.0
"""After so long without a word, an empty line takes the last one off the screen."""
# Line ends would end the line, brackets would look like times.
_MARKS = re.compile(r"[\[\]<>\s]+")


def lrc(words: Sequence[Word], *, title: str, seconds: float, by: str) -> str:
    """The file's text: the song's title and length, the program that wrote it, and its lines."""
    minutes, rest = divmod(round(seconds), 60)
    head = [f"[ti:{_plain(title)}]", f"[length:{minutes:02d}:{rest:02d}]", f"[re:{_plain(by)}]"]
    lines = lines_of(words)
    body = [_lines(line, then) for line, then in zip_longest(lines, lines[1:])]
    return "\n".join([*head, *body]) + "\n"


def _lines(line: Sequence[Word], then: Sequence[Word] | None) -> str:
    timed = [
        f"{gap}<{_clock(word.start)}>{_plain(word.text)}"
        for gap, word in zip(gaps(line), line, strict=True)
    ]
    end = line[-1].end
    text = f"[{_clock(line[0].start)}]{''.join(timed)}<{_clock(end)}>"
    silent = then is None or then[0].start - end >= PAUSE_SECONDS
    return f"{text}\n[{_clock(end)}]" if silent else text


def _clock(seconds: float) -> str:
    """75.018 as 01:15.02"""
    minutes, hundredths = divmod(round(100 * seconds), 6_000)
    return f"{minutes:02d}:{hundredths / 100:05.2f}"


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip()
