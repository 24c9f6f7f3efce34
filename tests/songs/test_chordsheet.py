"""ChordPro, read."""

import pytest

from generator.songs.chordsheet import Beat, Row, engraved, rows_of


def test_it_sets_each_chord_above_the_words_it_falls_on() -> None:
    (row,) = rows_of("[F#m]Hello [D]there, [A]")
    assert row.beats == (Beat("F♯m", "Hello "), Beat("D", "there, "), Beat("A", ""))


def test_it_begins_without_a_chord_where_the_line_does() -> None:
    assert rows_of("Oh [C]yes")[0].beats == (Beat("", "Oh "), Beat("C", "yes"))


@pytest.mark.parametrize(
    "directive",
    ["{comment: Verse 1}", "{c:Verse 1}", "{start_of_verse: Verse 1}", "{sov: Verse 1}"],
)
def test_it_takes_what_names_a_passage_for_a_heading(directive: str) -> None:
    assert rows_of(f"{directive}\nWords") == [
        Row(heading="Verse 1"),
        Row(beats=(Beat("", "Words"),)),
    ]


@pytest.mark.parametrize(
    "line",
    ["{title: City lights}", "{key: F#m}", "{tempo: 96}", "{end_of_verse}", "{sov}", "# a remark"],
)
def test_it_leaves_out_what_is_no_part_of_the_song(line: str) -> None:
    assert rows_of(f"{line}\n[C]Words") == [Row(beats=(Beat("C", "Words"),))]


def test_it_keeps_the_space_between_stanzas_but_none_before_the_first() -> None:
    assert [bool(row.beats) for row in rows_of("\n\nOne\n\nTwo")] == [True, False, True]


@pytest.mark.parametrize("broken", ["[C", "C]", "{title", "[]", "{}", "[[C]]", "[" * 5_000])
def test_it_reads_on_where_the_marks_are_broken(broken: str) -> None:
    assert rows_of(f"{broken}\nWords")[-1] == Row(beats=(Beat("", "Words"),))


def test_it_writes_accidentals_as_musicians_do() -> None:
    written = ["F#m", "Bb7", "Ab/Eb", "F# minor", "Bbdim", "Dsus4", "Cadd9"]
    assert [engraved(name) for name in written] == [
        "F♯m", "B♭7", "A♭/E♭", "F♯ minor", "B♭dim", "Dsus4", "Cadd9",
    ]  # fmt: skip
