"""Section tags in the spellings people use."""

import pytest

from generator.studio.reading import tags

KNOWN = {
    "intro": "[Intro] [intro] [Introducción] 【前奏】 [인트로] Intro:",
    "verse": "[Verse] [Verse_1] [verse-2:_softly] [Strophe_1] [Couplet_2] [Estrofa] [Kuplett_Vers]"
    " [主歌] [第一段] [1절] [Куплет_1] [V1] (Verse_2) Verse_2 **Verse_1** Verse_one",
    "prechorus": "[Pre_Chorus] [Pre-Chorus] [PreChorus_2] [Pre-Refrain] [Pre-coro] [Lift]",
    "chorus": "[Chorus] [Chorus_x2] [Final_Chorus] [Refrain] [Estribillo] [Coro] [Ritornello]"
    " [Refrão] [Kehrvers] [Припев] 【副歌】 [サビ] [후렴] [Drop] (Chorus) CHORUS ##_Chorus Chorus:",
    "postchorus": "[Post_Chorus] [Post-Chorus] [After_Chorus]",
    "hook": "[Hook] Hook:",
    "bridge": "[Bridge] [Middle_8] [Puente] [Ponte] [Brücke] [桥段] [C-part]",
    "build": "[Build_Up] [Build-up] [Buildup] [Build]",
    "break": "[Break] [Breakdown]",
    "interlude": "[Interlude] [Interludio] [间奏] [Zwischenspiel]",
    "transition": "[Transition]",
    "solo": "[Solo] [Guitar_Solo] [Sax_Solo_-_wild] [ソロ]",
    "inst": "[Inst] [Instrumental] [Riff]",
    "outro": "[Outro] [Outro_-_fade] [End] [Coda] [Fade_out] [Finale] [尾奏] [Schluss]",
}


@pytest.mark.parametrize(
    ("tag", "kind"), [(tag, kind) for kind, many in KNOWN.items() for tag in many.split()]
)
def test_it_knows_the_tag(tag, kind):
    found = tags.split(tag.replace("_", " "))
    assert found is not None
    assert (tags.kind_of(found[0]), found[1]) == (kind, "")


@pytest.mark.parametrize(
    "words",
    [
        "Bridge over the river",
        "Break my heart",
        "The end",
        "End",
        "I love you (yeah)",
        "(oh yeah)",
        "Introduce me to your friends:",
        "verse",
        "OK",
        "",
        "1999",
        "Final countdown 2",
    ],
)
def test_it_takes_words_for_words(words):
    assert tags.split(words) is None


@pytest.mark.parametrize("tag", ["[Zorp]", "[soft strings]", "[Brother]", "[endless love]"])
def test_it_does_not_guess_at_a_tag_nobody_knows(tag):
    assert tags.kind_of(tags.split(tag)[0]) is None


def test_it_keeps_the_words_that_follow_a_tag():
    assert tags.split("[Chorus]: Home again") == ("Chorus", "Home again")
