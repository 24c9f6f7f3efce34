"""Words in speech sounds, and spoken."""

import numpy as np
import pytest

from generator.studio.speech import espeak, libespeak
from generator.studio.speech.phones import Line


def by_word(text, language="en"):
    """The sounds of each written word."""
    words = tuple(text.split())
    phones = espeak.phones(words, language)
    return ["".join(p.ipa for p in phones if p.word == n) for n in range(len(words))]


def spoken(text, language="en"):
    words = tuple(text.split())
    line = Line(text, (), words, language, espeak.phones(words, language))
    return line, espeak.speak(line)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("child", ["tʃ", "aɪ", "l", "d"]),
        ("joy", ["dʒ", "ɔɪ"]),
        ("fire", ["f", "aɪ", "ɚ"]),
        ("little", ["l", "ɪ", "ɾ", "ə", "l"]),
        ("star", ["s", "t", "ɑ", "ɹ"]),
    ],
)
def test_it_takes_a_diphthong_or_affricate_for_one_sound(word, sounds):
    assert [phone.ipa for phone in espeak.phones((word,), "en")] == sounds


def test_it_knows_vowels_their_length_and_their_stress():
    sounds = espeak.phones(("beneath",), "en")
    assert [phone.ipa for phone in sounds if phone.vowel] == ["ɪ", "i"]
    assert [(phone.stress, phone.long) for phone in sounds if phone.vowel] == [
        (0, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I've been out of the well-known house since 1999, don't you know?"),
        ("en", "rock'n'roll & 24/7 at $5, e.g. S.O.S. in the U.S.A."),
        ("es", "¿Quién eres tú? la lluvia y la noche de un amor"),
        ("fr", "Qu'est-ce que les enfants ont aujourd'hui, l'amour, l'été"),
        ("de", "Ich hab' dich, schöne Straße, du und ich"),
        ("it", "l'amore che c'è, un po' di te e tu"),
        ("pt", "a cidade é minha e te amo à noite"),
        ("zh", "月 亮 代 表 我 的 心 永 远 的 朋 友 什 么 时 候"),
        ("ja", "桜が 咲く 頃に 君は コーヒーを のんだ Baby"),
        ("ko", "하늘 바람 나의 마음 외로운 Baby 그대"),
        ("ru", "я и ты в ночи с любовью"),
        ("ar", "حبيبي يا نور العين"),
        ("hi", "मेरा दिल तुम ही हो"),
        ("el", "σ' αγαπώ γιατί είσαι ωραία"),
        ("tr", "seni çok seviyorum aşkım"),
        ("pl", "nie ma cię i w oczach łzy"),
        ("sv", "jag är på väg hem i natt"),
        ("nl", "ik hou van jou, zo'n dag"),
    ],
)
def test_it_gives_every_written_word_its_own_sounds(language, text):
    assert all(by_word(text, language)), by_word(text, language)


def test_it_knows_which_character_each_chinese_syllable_is():
    assert by_word("月 亮 和 朋 友", "zh") == ["jyɛ", "liɑŋ", "χo", "pʰəŋ", "jiou"]
    assert by_word("快 乐", "zh")[1] != by_word("音 乐", "zh")[1]


def test_it_spells_no_character_out_in_english():
    assert by_word("坐 一 会 儿", "zh") == ["tsuo", "ji", "χuei", "ər"]
    assert by_word("我 𪚥 你", "zh") == ["wo", "", "ni"]
    assert by_word("きみ 龘", "ja") == ["kimi", ""]


def test_it_joins_words_as_a_speaker_does():
    assert by_word("les amis", "fr")[0].endswith("z")
    assert by_word("les jours", "fr")[0] != by_word("les amis", "fr")[0]


def test_it_reads_a_word_in_another_script_with_that_language():
    assert by_word("きみ と forever", "ja")[2] == by_word("forever")[0]
    assert by_word("I love さくら")[2] == by_word("さくら", "ja")[0]


@pytest.mark.parametrize("nothing", ["###", "🎵", "—", "…", "ไทย", "***"])
def test_it_says_nothing_for_what_has_no_sound(nothing):
    words = ("love", nothing, "me")
    assert {phone.word for phone in espeak.phones(words, "en")} == {0, 2}
    assert espeak.phones((nothing,), "en") == ()


def test_it_reads_markup_as_text():
    assert by_word("love <break/> & </voice> me") == by_word("love break and voice me")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hold me, hold me: never let me go", "en"),
        ("la lluvia y la noche", "es"),
        ("月 亮 代 表 我 的 心", "zh"),
        ("forever きみ と", "ja"),
        ("Träume. Schäume!", "de"),
    ],
)
def test_it_speaks_the_same_sounds_one_after_the_other(text, language):
    line, speech = spoken(text, language)
    assert speech.phones == line.phones
    assert len(speech.bounds) == len(line.phones) + 1
    assert (np.diff(speech.bounds) > 0).all()
    assert speech.bounds[-1] <= len(speech.samples) / speech.rate + 0.01
    assert len(speech.pitch) == -(-len(speech.samples) // speech.hop)


def test_it_speaks_on_one_pitch():
    _, speech = spoken("we are leaving in the morning, are you coming?")
    voiced = speech.pitch[speech.pitch > 0]
    assert 0.5 < len(voiced) / len(speech.pitch) < 1.0
    assert np.percentile(np.abs(voiced / np.median(voiced) - 1), 95) < 0.03


def test_it_finds_no_pitch_in_a_hiss():
    line, speech = spoken("a sister")
    hiss = next(n for n, phone in enumerate(line.phones) if phone.ipa == "s")
    begin, end = speech.bounds[hiss : hiss + 2] * speech.rate / speech.hop
    assert np.mean(speech.pitch[int(begin) + 2 : int(end) - 2] > 0) < 0.3


def test_it_leaves_no_pause_within_a_line():
    _, speech = spoken("wait. wait, wait! wait; wait")
    frames = speech.samples[: len(speech.samples) // 220 * 220].reshape(-1, 220)
    silent = np.abs(frames).max(axis=1) < 0.003
    runs = "".join("s" if quiet else "." for quiet in silent).split(".")
    # The closure of a "t" between vowels takes up to a tenth of a second.
    assert max(len(run) for run in runs) * 220 / speech.rate < 0.16


def test_it_says_that_the_library_cannot_be_loaded(tmp_path):
    with pytest.raises(libespeak.NoSpeech, match="could not be loaded"):
        libespeak.load(str(tmp_path / "libespeak-ng.so"))


def test_it_says_that_a_voice_is_missing():
    with pytest.raises(libespeak.NoSpeech, match="no voice called nobody"):
        libespeak.library().say("love", "nobody")
