"""Written lyrics and sung words, brought together."""

import pytest

from generator.songs.sung import Line, lyrics_in_time


def sing(*lines: str, first: float = 10.0) -> list[list[object]]:
    """A word a second; each argument is a line that is sung."""
    rows: list[list[object]] = []
    for number, line in enumerate(lines):
        for word in line.split():
            start = first + len(rows)
            rows.append([word, start, start + 0.5, number])
    return rows


def starts(lines: list[Line]) -> dict[str, list[float]]:
    return {line.text: line.at for line in lines if line.text and not line.tag}


def test_it_gives_every_line_and_word_its_time() -> None:
    lines = lyrics_in_time(
        "[Verse]\nHello there, you\n\nGood bye", sing("Hello there you", "Good bye")
    )
    assert [(line.text, line.tag) for line in lines] == [
        ("Verse", True), ("Hello there, you", False), ("", False), ("Good bye", False),
    ]  # fmt: skip
    hello = lines[1]
    assert [(piece.text, piece.at) for piece in hello.pieces] == [
        ("Hello ", [10.0]), ("there, ", [11.0]), ("you", [12.0]),
    ]  # fmt: skip
    assert (hello.at, hello.to) == ([10.0], [12.5])
    assert starts(lines)["Good bye"] == [13.0]


def test_it_leaves_lines_without_times_that_nobody_sang() -> None:
    lines = lyrics_in_time("One more\nTwo more\nThree more", sing("One more", "Three more"))
    assert starts(lines) == {"One more": [10.0], "Two more": [], "Three more": [12.0]}


def test_it_knows_a_refrain_that_comes_back_unwritten() -> None:
    lines = lyrics_in_time(
        "A verse here\nOur refrain",
        sing("A verse here", "Our refrain") + sing("Our refrain", first=60),
    )
    refrain = lines[1]
    assert (refrain.at, refrain.to) == ([13.0, 60.0], [14.5, 61.5])
    assert [piece.at for piece in refrain.pieces] == [[13.0, 60.0], [14.0, 61.0]]


def test_it_knows_a_line_that_is_written_twice_by_its_turn() -> None:
    lines = lyrics_in_time("Let me go\nStay\nLet me go", sing("Let me go", "Stay", "Let me go"))
    assert [line.at for line in lines] == [[10.0], [13.0], [14.0]]


def test_it_takes_a_long_line_that_is_sung_in_two_breaths_for_one() -> None:
    lines = lyrics_in_time("A long line, sung in two", sing("A long line", "sung in two"))
    assert (lines[0].at, lines[0].to) == ([10.0], [15.5])


@pytest.mark.parametrize(
    ("written", "sung"),
    [
        ("Hello (oh yeah) there", "Hello there"),
        ("Hello *there* you", "Hello there you"),
        ("I don’t know", "I don't know"),
        ("HELLO there", "hello There"),
        ("A well-known tune", "A well-known tune"),
    ],
)
def test_it_forgives_what_singers_pass_over(written: str, sung: str) -> None:
    (line,) = lyrics_in_time(written, sing(sung))
    assert (line.at, line.to) == ([10.0], [10 + len(sung.split()) - 0.5])
    assert "".join(piece.text for piece in line.pieces) == written


def test_it_times_scripts_without_spaces_by_the_letter() -> None:
    rows = [[letter, float(at), at + 0.5, 0] for at, letter in enumerate("夜雨", start=3)]
    (line,) = lyrics_in_time("夜雨。", rows)
    assert [(piece.text, piece.at) for piece in line.pieces] == [("夜", [3.0]), ("雨。", [4.0])]


def test_it_shows_words_that_were_sung_without_having_been_written() -> None:
    lines = lyrics_in_time("", sing("La la", "lo lo"))
    assert starts(lines) == {"La la": [10.0], "lo lo": [12.0]}


def test_it_has_no_times_where_none_are_known() -> None:
    lines = lyrics_in_time("[Verse]\nHello", [])
    assert [line.at for line in lines] == [[], []]


def test_it_ignores_words_nobody_wrote_where_there_are_lyrics() -> None:
    assert starts(lyrics_in_time("Hello", sing("Hello", "!!! ???", "ooh"))) == {"Hello": [10.0]}
