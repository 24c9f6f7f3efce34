"""How lyrics are divided and counted."""

import pytest

from generator.studio import lyrics

TAGS = {
    "[Intro]": "intro",
    "[Verse]": "verse",
    "[Verse 1]": "verse",
    "[Pre Chorus]": "prechorus",
    "[Pre-Chorus]": "prechorus",
    "[Chorus]": "chorus",
    "[Post Chorus]": "postchorus",
    "[Hook]": "hook",
    "[Bridge]": "bridge",
    "[Break]": "break",
    "[Build Up]": "build",
    "[Inst]": "inst",
    "[Solo]": "solo",
    "[Guitar Solo]": "solo",
    "[Interlude]": "interlude",
    "[Transition]": "transition",
    "[Outro]": "outro",
    "(Chorus)": "chorus",
    "Verse 2:": "verse",
}


@pytest.mark.parametrize(("tag", "kind"), TAGS.items())
def test_it_knows_the_tag(tag, kind):
    (stanza,) = lyrics.read(f"{tag}\nWalking down the street")
    assert stanza.kind == kind


def test_it_sings_words_under_a_tag_nobody_knows():
    stanzas = lyrics.read("[Zorp]\nWalking down the street\n[Chorus]\nHome again")
    assert [stanza.kind for stanza in stanzas] == ["verse", "chorus"]


def test_it_takes_a_tag_without_words_for_a_remark():
    (stanza,) = lyrics.read("[Chorus]\n[soft strings]\nHome again")
    assert (stanza.kind, len(stanza.lines)) == ("chorus", 1)


def test_it_finds_the_chorus_of_untagged_lyrics():
    text = "One two three\n\nCome back home\n\nFour five six\n\nCome back home\n"
    assert [s.kind for s in lyrics.read(text)] == ["verse", "chorus", "verse", "chorus"]


def test_it_divides_a_wall_of_text():
    stanzas = lyrics.read("\n".join(f"line number {n} goes on" for n in range(16)))
    assert len(stanzas) >= 4
    assert {"verse", "chorus"} <= {stanza.kind for stanza in stanzas}


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("cat", 1),
        ("river", 2),
        ("time", 1),
        ("walked", 1),
        ("wanted", 2),
        ("little", 2),
        ("beautiful", 3),
        ("café", 2),
        ("夜空", 2),
        ("любовь", 2),
        ("שלום", 2),
        ("🎵", 0),
    ],
)
def test_it_counts_syllables(word, many):
    assert lyrics.count(word) == many


def test_it_sings_no_markup_and_no_remarks():
    (line,) = lyrics.phrases("<b>Home</b> again (oh yeah) *softly*")
    assert line.text == "Home again softly"


def test_it_divides_a_long_line_where_it_pauses():
    lines = lyrics.phrases(
        "When the morning comes to the river, and the light is on the water again, I will go"
    )
    assert len(lines) > 1
    assert all(len(line.syllables) <= lyrics.MOST_SYLLABLES for line in lines)
