"""What is read aloud for a written word."""

import pytest

from generator.studio.speech import spelling


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("love", "love"),
        ("“love,”", "love,"),
        ("love—", "love,"),
        ("(love)", "love"),
        ("don’t", "don't"),
        ("‘cause", "cause"),
        ("ze\u200bro", "zero"),
        ("cafe\u0301", "café"),
        ("ＬＯＶＥ！", "LOVE,"),
        ("well-known", "well-known"),
        ("soooo", "so"),
        ("looove", "loove"),
        ("yeaaaah", "yeah"),
        ("aaaaah", "ah"),
        ("mmmm", "hmm"),
        ("brrr", "burr"),
        ("1999", "19 99"),
        ("2000", "2000"),
        ("3.14", "3.14"),
        ("5551234", "5 5 5 1 2 3 4"),
        ("&", "and"),
        ("###", ""),
        ("🎵", ""),
        ("...", ""),
        ("_", ""),
    ],
)
def test_it_reads_an_english_word(word, read):
    assert spelling.spoken(word, "en") == read


@pytest.mark.parametrize(
    ("word", "language", "read"),
    [
        ("1999", "es", "1999"),
        ("&", "fr", "et"),
        ("Schifffahrt", "de", "Schifffahrt"),
        ("今日は", "ja", "きょうわ"),
        ("世界へ", "ja", "せかいえ"),
        ("さくら、", "ja", "さくら,"),
    ],
)
def test_it_reads_other_languages_in_their_way(word, language, read):
    assert spelling.spoken(word, language) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("I live in a live show", "I liv in a live show"),
        ("close your eyes, hold me close", "cloze your eyes, hold me close"),
        ("tear me apart, one tear", "tare me apart, one tear"),
        ("LET IT BE WITH US", "let it be with us"),
        ("meet me in the USA", "meet me in the USA"),
        ("la la didn't", "lah lah diddent"),
    ],
)
def test_it_reads_english_words_of_two_sounds_as_the_line_means_them(words, read):
    written = words.split()
    assert " ".join(spelling.line(written, ["en"] * len(written))) == read
