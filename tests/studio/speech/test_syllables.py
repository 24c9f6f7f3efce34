"""What of the sounds of a line goes on one note."""

import pytest

from generator.studio.speech import espeak, syllables
from tests.studio.speech.counted import COUNTED


def divided(text, language="en"):
    words = tuple(text.split())
    phones = espeak.phones(words, language)
    return phones, syllables.divide(words, phones, language)


def written(text, language="en"):
    """The sounds of each syllable, with a bar between them."""
    phones, found = divided(text, language)
    return "|".join("".join(p.ipa for p in phones[s.begin : s.end]) for s in found)


@pytest.mark.parametrize("language", COUNTED)
def test_it_finds_as_many_syllables_as_are_sung(language):
    pairs = [item.rsplit(":", 1) for item in COUNTED[language].split()]
    wrong = [word for word, many in pairs if len(divided(word, language)[1]) != int(many)]
    assert len(pairs) >= 20
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("text", "language", "sounds"),
    [
        ("morning", "en", "mɔɹ|nɪŋ"),
        ("extra", "en", "ɛk|stɹə"),
        ("singer", "en", "sɪŋ|ɚ"),
        ("button", "en", "bʌ|tən"),
        ("obra", "es", "o|βɾa"),
        ("transporte", "es", "tɾans|poɾ|te"),
        ("finestra", "it", "fi|nɛ|stra"),
        ("Straße", "de", "ʃtɾɑ|sə"),
        ("apprivoiser", "fr", "a|pʁi|vwa|ze"),
        ("がっこう", "ja", "ɡak|ko"),
    ],
)
def test_it_begins_a_syllable_as_a_word_could_begin(text, language, sounds):
    assert written(text, language) == sounds


def test_it_keeps_to_the_words_and_leaves_no_sound_out():
    phones, found = divided("every single instrument was gone again, don't you know")
    assert [s.begin for s in found[1:]] == [s.end for s in found[:-1]]
    assert (found[0].begin, found[-1].end) == (0, len(phones))
    for syllable in found:
        inside = phones[syllable.begin : syllable.end]
        assert {phone.word for phone in inside} == {syllable.word}
        assert syllable.begin <= syllable.nucleus < syllable.end


@pytest.mark.parametrize("word", ["hmm", "brrr", "psst", "W", "XYZ", "tsk", "shh", "24/7"])
def test_it_finds_a_note_for_whatever_sounds(word):
    phones, found = divided(word)
    assert found
    assert {syllable.word for syllable in found} == {0}
    assert found[-1].end == len(phones)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("walking", ["wal", "king"]),
        ("well-known", ["well-", "known"]),
        ("little", ["lit", "tle"]),
        ("time,", ["time,"]),
        ("beautiful", ["beau", "ti", "ful"]),
        ("W", ["W", "", ""]),
        ("étoile", ["é", "toile"]),
    ],
)
def test_it_shares_out_the_written_word(word, pieces):
    assert syllables.letters(word, len(pieces)) == pieces


@pytest.mark.parametrize("many", [1, 2, 3, 5])
@pytest.mark.parametrize("word", ["strengths", "1999", "a", "Ärger…", "夜空", "queue", "don’t!"])
def test_it_loses_no_letter_of_the_written_word(word, many):
    pieces = syllables.letters(word, many)
    assert ("".join(pieces), len(pieces)) == (word, many)


@pytest.mark.parametrize(
    ("text", "language", "stressed"),
    [
        ("walking in the morning", "en", "WAL king in the MOR ning"),
        ("Again, again", "en", "a GAIN, a GAIN"),
        ("el corazón de la noche", "es", "el co ra ZÓN de la NO che"),
        ("la petite étoile", "fr", "la pe TITE é TOILE"),
        ("der Himmel und die Straße", "de", "der HIM mel und die STRA ße"),
    ],
)
def test_it_stresses_what_is_strong_and_no_small_words(text, language, stressed):
    found = divided(text, language)[1]
    shown = " ".join(s.text.upper() if s.stressed else s.text for s in found)
    assert shown.lower() == stressed.lower()
    assert [s.stressed for s in found] == [part.isupper() for part in stressed.split()]
