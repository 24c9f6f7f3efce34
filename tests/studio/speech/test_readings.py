"""Japanese words and how they are read."""

import pytest

from generator.studio.speech import readings


@pytest.mark.parametrize(
    ("text", "words", "kana"),
    [
        ("桜が咲く頃に", ["桜が", "咲く", "頃に"], ["さくらが", "さく", "ころに"]),
        ("君を思い出す", ["君を", "思い出す"], ["きみを", "おもいだす"]),
        (
            "今日は雨が降っている",
            ["今日は", "雨が", "降っている"],
            ["きょうわ", "あめが", "ふっている"],
        ),
        ("僕らは何処へ", ["僕らは", "何処へ"], ["ぼくらわ", "どこえ"]),
        ("きみをおもう", ["きみを", "おもう"], ["きみを", "おもう"]),
        ("お金もない", ["お金もない"], ["おかねもない"]),
        ("窓を開けて", ["窓を", "開けて"], ["まどを", "あけて"]),
        ("パンをたべる", ["パンを", "たべる"], ["パンを", "たべる"]),
        ("きみはまだ", ["きみはまだ"], ["きみわまだ"]),
        ("夢、Love!", ["夢、", "Love!"], ["ゆめ、", "Love!"]),
    ],
)
def test_it_divides_a_line_into_words_and_reads_them(text, words, kana):
    assert readings.words(text) == words
    assert [readings.kana(word) for word in words] == kana


def test_it_opens_the_dictionary_again_after_it_was_closed():
    readings.close()
    assert readings.kana("星空を") == "ほしぞらを"
