"""Timed lyrics, read back as a player reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.audio.lrc import lrc
from generator.audio.timed import Word, words_of

WORDS = words_of(
    [
        ["Walking", 7.5, 7.9, 0],
        ["down,", 7.9, 8.204, 0],
        ["Night", 12.0, 12.5, 1],
        ["ferry", 75.018, 76.2, 1],
    ]
)


def written(words: tuple[Word, ...] = WORDS, title: str = "City lights") -> str:
    return lrc(words, title=title, seconds=80.4, by="Songdesk")


def read_back(text: str) -> list[tuple[str, float]]:
    """Every word and its start, as a player that knows the A2 extension finds them."""
    return [
        (word.strip(), 60 * int(minutes) + float(seconds))
        for minutes, seconds, word in re.findall(r"<(\d\d+):(\d\d\.\d\d)>([^<\n]+)", text)
    ]


def test_it_writes_a_time_for_each_line_and_each_word() -> None:
    assert written().splitlines() == [
        "[ti:City lights]",
        "[length:01:20]",
        "[re:Songdesk]",
        "[00:07.50]<00:07.50>Walking <00:07.90>down,<00:08.20>",
        "[00:12.00]<00:12.00>Night <01:15.02>ferry<01:16.20>",
        "[01:16.20]",
    ]


def test_it_clears_the_screen_where_nobody_sings_for_long() -> None:
    words = words_of([["One", 1, 2, 0], ["two", 30, 31, 1]])
    assert "[00:02.00]\n[00:30.00]<00:30.00>two" in written(words)


def test_it_sets_no_spaces_where_the_script_has_none() -> None:
    words = words_of([["夜", 1, 2, 0], ["雨", 2, 3, 0], ["rain", 3, 4, 0]])
    assert "<00:01.00>夜<00:02.00>雨 <00:03.00>rain" in written(words)


@pytest.mark.parametrize("text", ["a]b", "two\nlines", "<00:01.00>", "[ti:x]"])
def test_it_lets_no_word_and_no_title_pass_for_a_time(text: str) -> None:
    plain = written(words_of([[text, 1.0, 2.0, 0]]), title=text).splitlines()
    assert len(plain) == 5
    assert re.fullmatch(r"\[ti:[^\[\]<>]*\]", plain[0])
    assert re.fullmatch(r"\[00:01\.00\]<00:01\.00>[^\[\]<>]*<00:02\.00>", plain[3])


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöü'", min_size=1, max_size=8)
TIMED = st.tuples(LETTERS, st.integers(1, 90), st.booleans())


@given(st.lists(TIMED, min_size=1, max_size=30))
def test_it_is_read_back_word_for_word(timed: list[tuple[str, int, bool]]) -> None:
    words, at, line = [], 0, 0
    for text, hundredths, breaks in timed:
        line += breaks
        words.append(Word(text, at / 100, (at + hundredths) / 100, line))
        at += hundredths
    assert read_back(written(tuple(words))) == [(w.text, pytest.approx(w.start)) for w in words]
