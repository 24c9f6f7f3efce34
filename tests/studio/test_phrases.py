"""What of a written line is sung, and in how many breaths."""

import pytest

from generator.studio.reading import phrases


def sung(text, language="en"):
    return [line.text for line in phrases.read(phrases.wanted(text).text, language).lines]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<b>Home</b> again", "Home again"),
        ("I **really** _love_ you", "I really love you"),
        ("I *really* love you", "I really love you"),
        ("Home again *softly*", "Home again"),
        ("*whispers*", ""),
        ("Home again (spoken)", "Home again"),
        ("Home again (oh yeah)", "Home again (oh yeah)"),
        ("[Am]Walking [G]down the [C#m7]road", "Walking down the road"),
        ("[00:12.34] Walking down", "Walking down"),
        ("- Walking down", "Walking down"),
        ("2. Walking down", "Walking down"),
        ("go to https://example.com/song?x=1 now", "go to now"),
        ("Rock &amp; roll ♪♫", "Rock & roll"),
        ("{wild} |Home|", "Home"),
        ("Title: Home Again", ""),
        ("Tempo: 120", ""),
        ("C       G", ""),
        ("Am F C/E Gsus4", ""),
        ("A B C", "A B C"),
        ("A Day", "A Day"),
    ],
)
def test_it_sings_no_markup_and_no_remarks(raw, text):
    assert phrases.wanted(raw).text == text


def test_it_tells_which_remarks_it_passed_over():
    assert phrases.wanted("Home *softly*").remarks == ("softly",)
    assert phrases.wanted("*shouts* Home (repeat)").remarks == ("shouts", "repeat")


@pytest.mark.parametrize(
    ("raw", "times"),
    [("Hey now (x2)", 2), ("Hey now 3x", 3), ("Hey now x 99", 4), ("Hey now", 1), ("2 x 0", 1)],
)
def test_it_sings_a_line_as_often_as_it_says(raw, times):
    assert phrases.wanted(raw).times == times


def test_it_breathes_where_a_long_line_pauses():
    line = "When the morning comes to the river, and the light is on the water again, I will go"
    assert sung(line) == [
        "When the morning comes to the river,",
        "and the light is on the water again, I will go",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "la " * 120),
        ("en", "I am walking to the station with a suitcase and the rain is coming down again"),
        ("en", "and " * 40),
        ("es", "Anoche soñé que volvía a la casa de mi abuela y que el río cantaba para los dos"),
        (
            "de",
            "Wenn der Regen an die Fenster klopft und alle Lichter langsam ausgehn in der Stadt",
        ),
        ("zh", "我一个人走在回家的路上听见远方的风在轻轻地唱着我们从前的歌"),
        ("ja", "夜空に輝く星を見上げて、きみの声が聞こえる朝まで歩いていこう"),
        ("ko", "오늘 밤 하늘에 별이 빛나고 있어 너를 사랑해 영원히 내 곁에 있어 줘"),
    ],
)
def test_it_sings_no_phrase_longer_than_a_breath_and_no_lonely_word(language, text):
    found = phrases.read(text.strip(), language)
    assert found.silent == ()
    assert len(found.lines) > 1
    assert all(3 <= len(line.syllables) <= phrases.BREATH + 2 for line in found.lines)
    words = "".join(word for line in found.lines for word in line.words)
    assert words == "".join(text.split())


def test_it_leaves_a_short_line_whole():
    assert sung("Stop. Look. Listen to me now.") == ["Stop. Look. Listen to me now."]


def test_it_divides_chinese_into_characters_and_writes_it_together():
    (line,) = phrases.read("月亮，代表我 love", "zh").lines
    assert line.words == ("月", "亮，", "代", "表", "我", "love")
    assert line.text == "月亮，代表我 love"


def test_it_keeps_a_mark_that_stands_alone_with_its_word():
    (line,) = phrases.read("Tu viens ce soir ?", "fr").lines
    assert line.words == ("Tu", "viens", "ce", "soir ?")


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("cat", 1),
        ("river", 2),
        ("café", 2),
        ("夜空", 2),
        ("любовь", 2),
        ("שלום", 2),
        ("사랑해", 3),
        ("99", 4),
        ("hmm", 1),
    ],
)
def test_it_guesses_syllables_by_the_letters(word, many):
    assert phrases.count(word) == many
