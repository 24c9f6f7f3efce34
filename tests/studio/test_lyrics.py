"""How lyrics are divided, and what is said about what cannot be sung."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.studio.reading import lyrics


def kinds(text):
    return [stanza.kind for stanza in lyrics.read(text).stanzas]


def lines(text):
    return [line.text for stanza in lyrics.read(text).stanzas for line in stanza.lines]


def test_it_divides_by_tags():
    text = (
        "[Intro]\n[Verse 1: softly]\nWalking down\n[Pre-Chorus]\nNow\n[Guitar Solo]\n[Outro]\nBye"
    )
    assert kinds(text) == ["intro", "verse", "prechorus", "solo", "outro"]
    assert lines(text) == ["Walking down", "Now", "Bye"]


def test_it_sings_words_under_a_tag_nobody_knows():
    assert kinds("[Zorp]\nWalking down the street\n[Chorus]\nHome again") == ["verse", "chorus"]


def test_it_takes_a_tag_within_a_section_for_a_remark():
    (stanza,) = lyrics.read("[Chorus]\nHome\n[soft strings]\nagain").stanzas
    assert (stanza.kind, len(stanza.lines)) == ("chorus", 2)


def test_it_sings_the_chorus_again_where_its_tag_stands_alone():
    text = "[Verse]\nOne\n[Chorus]\nHome again\nand again\n[Verse]\nTwo\n[Chorus]\n[Solo]"
    last, solo = lyrics.read(text).stanzas[-2:]
    assert [line.text for line in last.lines] == ["Home again", "and again"]
    assert solo.lines == ()


def test_it_sings_a_section_as_often_as_its_tag_says():
    assert lines("[Chorus x2]\nHome\nagain") == ["Home", "again"] * 2


def test_it_finds_the_chorus_of_untagged_lyrics():
    text = "One two three\n\nCome back home\n\nFour five six\n\nCome back home\n"
    assert kinds(text) == ["verse", "chorus", "verse", "chorus"]


def test_it_divides_a_wall_of_text():
    text = "\n".join(f"line number {n} goes on" for n in range(17))
    stanzas = lyrics.read(text).stanzas
    assert {"verse", "chorus"} <= {stanza.kind for stanza in stanzas}
    assert all(4 <= len(stanza.lines) <= 6 for stanza in stanzas)


def test_it_sings_no_names_of_who_is_singing():
    text = "Anna: I love you\nBen: I know it\nAnna: Do you\nMale: Yes"
    assert lines(text) == ["I love you", "I know it", "Do you", "Yes"]


def test_it_sings_a_word_before_a_colon_that_is_no_name():
    assert lines("Listen: I love you\nand nobody else") == [
        "Listen: I love you",
        "and nobody else",
    ]


def test_it_reads_each_line_in_its_language():
    text = "Te busqué por las calles\nmi corazón es tuyo\nCome on everybody, let's dance now"
    read = lyrics.read(text)
    assert read.language == "es"
    assert [line.language for line in read.stanzas[0].lines] == ["es", "es", "en"]


def test_it_hands_on_sounds_and_syllables():
    (stanza,) = lyrics.read("Walking home").stanzas
    (line,) = stanza.lines
    assert [syllable.text for syllable in line.syllables] == ["Wal", "king", "home"]
    assert "".join(phone.ipa for phone in line.phones) == "wɔkɪŋhoʊm"
    assert line.words == ("Walking", "home")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Home\n###\nagain", ["Line 2: no sounds could be found for “###”."]),
        ("Home ไทย", ["Line 1: no sounds could be found for “ไทย”."]),
        ("Home *softly*", ["Line 1: “softly” was taken for a remark."]),
        (
            "Home https://example.com",
            ["Line 1: “https://example.com” was taken for a remark."],
        ),
        ("la " * 2000, ["Line 1: only its first 4000 characters were read."]),
        ("Home\n\n[Chorus]\n[soft]\nagain (oh yeah) 🎵", []),
        ("שלום\nעליכם", ["Hebrew is sung with its written vowels: words may be unclear."]),
        ("[la la la]", [lyrics.BRACKETED]),
        ('{"lyrics": "Home again"}', [lyrics.BRACKETED]),
        ("[Intro]", []),
        ("", []),
    ],
)
def test_it_says_what_it_leaves_out(text, reasons):
    assert list(lyrics.read(text).left_out) == reasons


def test_it_says_so_for_a_few_lines_and_counts_the_rest():
    read = lyrics.read("Home\n" + "###\n***\n" * 10)
    assert len(read.left_out) == lyrics.MOST_REASONS + 1
    assert read.left_out[-1] == "12 more lines like these."


def test_it_has_no_stanza_where_nothing_can_be_sung():
    assert lyrics.read("###\n🎵🎵\n...").stanzas == ()
    assert kinds("[Verse]\n###\n[Solo]") == ["solo"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("home again tonight\n" * 5000, 240),
        (" ".join(f"walking to number {n}" for n in range(5000)), 1),
        ("[Verse]\n" * 5000, 1000),
    ],
)
def test_it_reads_no_more_than_a_song_can_hold_and_says_where_it_stopped(text, last):
    read = lyrics.read(text)
    assert read.left_out[-1].startswith(f"Nothing after line {last} was read")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "[" * 20_000,
        "(" * 20_000,
        "<" * 20_000,
        "* " * 20_000,
        "x: y\n" * 300,
        "爱" * 5000,
        "\u202eхaбa\u0301\u200d\ufeff",
        "حبيبي يا نور العين\nשלום עליכם",
        "\x00\x01\x0b\u2028\ud800".encode("utf-8", "ignore").decode() + "love",
        "<mark name='x'/>[[h@l'oU]] &lt;voice&gt; love",
        "e\u0301" * 50,
        "🎤🎶 love 🎶",
        "no " * 500,
        "BRRR hmm XYZ 1999 W 24/7 #1 @me",
    ],
)
def test_it_reads_whatever_it_is_given(text):
    read = lyrics.read(text)
    for stanza in read.stanzas:
        for line in stanza.lines:
            assert line.syllables
            assert line.syllables[-1].end == len(line.phones)
            assert {s.word for s in line.syllables} == set(range(len(line.words)))
    assert read.stanzas or read.left_out or not any(letter.isalnum() for letter in text)


def test_it_sings_nothing_and_says_why_where_speech_cannot_be_loaded(tmp_path):
    absent = tmp_path / "absent.so"
    (tmp_path / "espeakng_loader.py").write_text(
        f"def get_library_path():\n    return {str(absent)!r}\n"
    )
    program = (
        "from generator.studio.reading import lyrics\n"
        "read = lyrics.read('[Verse]\\nHome\\nagain\\n[Solo]')\n"
        "print([stanza.kind for stanza in read.stanzas], *read.left_out, sep='\\n')\n"
    )
    path = os.pathsep.join([str(tmp_path), str(Path(lyrics.__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    kinds, said = done.stdout.splitlines()
    assert kinds == "['verse', 'solo']"
    assert said.startswith("The words are not sung: The speech library could not be loaded")
