"""A text in speech sounds, and spoken, by libespeak-ng, in the languages it knows.

The library tells for each sound where in the text its word begins, but runs some words together
("of the", Chinese compounds): such a run is divided again by what its words sound like alone.
"""

import functools
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import numpy as np
import numpy.typing as npt

from generator.studio.samples import Samples
from generator.studio.speech import ipa, languages, libespeak, periods, spelling
from generator.studio.speech.ipa import Timed
from generator.studio.speech.libespeak import Said
from generator.studio.speech.phones import Line, Phone, Speech

VOICES = {
    "en": "en-us", "es": "es-419", "fr": "fr", "de": "de", "it": "it", "pt": "pt-br",
    "zh": "cmn", "ja": "ja", "ko": "ko", "ru": "ru", "nl": "nl", "pl": "pl", "sv": "sv",
    "tr": "tr", "el": "el", "hi": "hi", "ar": "ar", "he": "he",
}  # fmt: skip
"""The library's voice for each language that can be sung."""

CHARACTERS = {"zh", "ja", "ko"}
"""Languages with characters that the library may not know."""

HOP = 110
"""Samples from one value of the pitch to the next: 5 ms."""

PAUSE = 0.03
"""Seconds of silence that are left within a line; the song decides where to wait."""


@functools.lru_cache(maxsize=1024)
def phones(words: tuple[str, ...], language: str) -> tuple[Phone, ...]:
    """The sounds of the words of one line, in order, each with the number of its word.

    Raises NoSpeech when the library cannot be loaded, KeyError for a language not in `VOICES`.
    """
    return tuple(timed.phone for timed in _say(words, language)[0])


def speak(line: Line) -> Speech:
    """The line spoken slowly on one pitch; its phones are those of `line`.

    Raises NoSpeech when the library cannot be loaded, KeyError for a language not in `VOICES`.
    """
    timed, said = _say(line.words, line.language)
    kept, starts, end = _without_pauses(said, [sound.start for sound in timed])
    bounds = np.maximum.accumulate(np.array([*starts, end])) + 0.02 * np.arange(len(timed) + 1)
    return Speech(
        samples=kept,
        rate=said.rate,
        hop=HOP,
        pitch=periods.track(kept, said.rate, HOP),
        phones=tuple(sound.phone for sound in timed),
        bounds=bounds / said.rate,
    )


def _say(words: Sequence[str], language: str) -> tuple[list[Timed], Said]:
    """Speak, and put every sound to its word."""
    spoken = _spoken(words, language)
    said, timed, garbled = _heard(spoken, language)
    if garbled:
        # A pause keeps the library from looking the words up together.
        spoken = [(f"{word.rstrip(',')}," if word else "", own) for word, own in spoken]
        said, timed, garbled = _heard(spoken, language)
        timed = [sound for sound in timed if sound.phone.word not in garbled]
        spoken = [
            ("", own) if n in garbled else (word, own) for n, (word, own) in enumerate(spoken)
        ]
    if len(spoken) > 1:
        timed = _divided(timed, [word for word, _ in spoken], language)
    return ipa.sung(timed, language), said


def _heard(
    spoken: Sequence[tuple[str, str]], language: str
) -> tuple[Said, list[Timed], frozenset[int]]:
    """Say the words, put every sound to its word, and tell which words were only spelled out.

    The library turns to English for a character it does not know, and describes it.
    """
    marked = [_marked(word, own, language) for word, own in spoken]
    places = np.cumsum([0, *(len(word) + 1 for word in marked)])
    said = libespeak.library().say(" ".join(marked), VOICES[language])
    ends = [*(sound.start for sound in said.heard[1:]), len(said.samples)]
    timed, garbled = list[Timed](), set[int]()
    for heard, end in zip(said.heard, ends, strict=False):
        number = _word_at(places, heard.place)
        timed += ipa.split(heard.ipa, number, heard.start, end)
        if heard.ipa.startswith("(") and language in CHARACTERS:
            garbled.add(number)
    return said, timed, frozenset(garbled)


def _spoken(words: Sequence[str], language: str) -> list[tuple[str, str]]:
    """What to say for each word, and in which language; "" for what nobody can read."""
    own = [languages.of_word(word, language) for word in words]
    readable = [word if code else "" for word, code in zip(words, own, strict=True)]
    codes = [code or language for code in own]
    return list(zip(spelling.line(readable, codes), codes, strict=True))


def _marked(word: str, own: str, language: str) -> str:
    """SSML for a word, in another voice where it is in another language."""
    if not word or own == language:
        return escape(word, quote=False)
    return f'<voice xml:lang="{VOICES[own]}">{escape(word, quote=False)}</voice>'


def _word_at(places: npt.NDArray[np.int64], place: int) -> int:
    """The number of the word that has this character of the text."""
    return int(np.clip(np.searchsorted(places, place, side="right") - 1, 0, len(places) - 2))


def _divided(timed: list[Timed], spoken: Sequence[str], language: str) -> list[Timed]:
    """Give words that were run together their own sounds again."""
    heard = {sound.phone.word for sound in timed}
    silent = [n for n, word in enumerate(spoken) if word and n not in heard]
    for number in silent:
        first = max((n for n in heard if n < number), default=-1)
        run = [n for n in range(max(first, 0), number + 1) if spoken[n]]
        if first < 0 or number + 1 in silent:
            continue
        alone = [phones((spoken[n].rstrip(","),), language) for n in run]
        timed = _redealt(timed, first, run, alone)
    return timed


def _redealt(
    timed: list[Timed], first: int, run: Sequence[int], alone: Sequence[tuple[Phone, ...]]
) -> list[Timed]:
    """Deal the sounds of word `first` to the words of `run`, by the vowels each has alone."""
    sounds = [sound for sound in timed if sound.phone.word == first]
    vowels = [place for place, sound in enumerate(sounds) if sound.phone.vowel]
    wanted = [sum(phone.vowel for phone in each) for each in alone]
    if not vowels or not sum(wanted):
        return timed
    cuts, passed = [0], 0
    for each, after in zip(wanted, [*alone[1:], ()], strict=True):
        passed += each
        until = round(passed * len(vowels) / sum(wanted))
        onset = next((n for n, phone in enumerate(after) if phone.vowel), 0)
        last = len(sounds) if until >= len(vowels) else vowels[until]
        floor = vowels[until - 1] + 1 if until else 0
        cuts.append(len(sounds) if until >= len(vowels) else max(floor, last - onset))
    dealt = [
        replace(sound, phone=replace(sound.phone, word=number))
        for number, begin, end in zip(run, cuts, cuts[1:], strict=False)
        for sound in sounds[begin:end]
    ]
    place = next(n for n, sound in enumerate(timed) if sound.phone.word == first)
    return [*timed[:place], *dealt, *timed[place + len(sounds) :]]


def _without_pauses(said: Said, starts: list[float]) -> tuple[Samples, list[float], float]:
    """The sound with its pauses cut short, where the phones begin in it, and where it ends."""
    keep = int(PAUSE * said.rate)
    ends = [*(sound.start for sound in said.heard[1:]), len(said.samples)]
    pieces, cuts, begin = [], [], 0
    for heard, end in zip(said.heard, ends, strict=True):
        if not ipa.split(heard.ipa, 0, 0, 1) and end - heard.start > keep:
            pieces.append(said.samples[begin : heard.start + keep])
            cuts.append((heard.start + keep, end))
            begin = end
    pieces.append(said.samples[begin:])
    sound = np.concatenate(pieces)
    moved = [start - sum(min(start, b) - a for a, b in cuts if a < start) for start in starts]
    return sound, moved, float(len(sound))
