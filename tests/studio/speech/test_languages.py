"""Which language lyrics are in."""

from collections import defaultdict
from pathlib import Path

import pytest

from generator.studio.speech import languages

PASSAGES: dict[str, list[str]] = defaultdict(list)
for row in (Path(__file__).parent / "passages.txt").read_text("utf-8").splitlines():
    code, passage = row.split("|")
    PASSAGES[code].append(passage.replace(" / ", "\n"))


@pytest.mark.parametrize("code", PASSAGES)
def test_it_knows_the_language_of_a_few_lines(code):
    wrong = [text for text in PASSAGES[code] if languages.detect(text) != code]
    assert len(PASSAGES[code]) >= 15
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("사랑해 그대", "ko"),
        ("Я люблю тебя", "ru"),
        ("σ' αγαπώ", "el"),
        ("मेरा दिल", "hi"),
        ("حبيبي", "ar"),
        ("שלום", "he"),
        ("ＬＯＶＥ ｍｅ ｔｏｎｉｇｈｔ", "en"),
        ("la la la la", "en"),
        ("1999 !!! 🎵", "en"),
        ("", "en"),
    ],
)
def test_it_goes_by_the_script_and_takes_the_rest_for_english(text, code):
    assert languages.detect(text) == code


@pytest.mark.parametrize(
    ("line", "song", "code"),
    [
        ("Come on everybody, let's dance now", "es", "en"),
        ("Baby, te quiero", "es", "es"),
        ("je t'aime, je t'aime toujours", "en", "fr"),
        ("C'est la vie", "en", "fr"),
        ("Oh oh oh", "fr", "fr"),
        ("Amigo, amigo", "en", "en"),
        ("永遠", "ja", "ja"),
        ("永远", "en", "zh"),
        ("I love you baby", "ja", "en"),
        ("###", "de", "de"),
    ],
)
def test_it_reads_a_line_in_another_language_only_when_that_is_plain(line, song, code):
    assert languages.of_line(line, song) == code


@pytest.mark.parametrize(
    ("word", "line", "code"),
    [
        ("love,", "ja", "en"),
        ("love", "fr", "fr"),
        ("桜", "ja", "ja"),
        ("桜", "en", "zh"),
        ("さくら", "en", "ja"),
        ("1999", "es", "es"),
        ("ไทย", "en", None),
    ],
)
def test_it_reads_a_word_of_another_script_in_its_own_language(word, line, code):
    assert languages.of_word(word, line) == code
