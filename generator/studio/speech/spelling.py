"""What the speech library is given for a written word: letters, digits and little else."""

import re
import unicodedata
from collections.abc import Sequence

from generator.studio.speech import readings

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4`\u2032]")
_NOT_SPOKEN = re.compile(
    r"[^\w\s'&%$€£+.,\-\u0300-\u036f\u0590-\u05ff\u0610-\u06ff\u0900-\u097f]|_"
)
_PAUSES = ",.;:!?…—–，。、；：！？؟،।"
_YEAR = re.compile(r"\b(1[1-9]|20)([1-9]\d)\b")

CALLS = {
    "a": "ah", "o": "oh", "i": "ee", "e": "eh", "u": "oo", "m": "hmm", "mm": "hmm", "y": "why",
    "brr": "burr", "grr": "gurr", "sh": "shuh", "shh": "shuh", "zz": "zuzz", "pfft": "puff",
    "ayy": "ay", "ww": "wuh", "n": "nn", "h": "huh",
}  # fmt: skip
"""English calls that would be read letter by letter, as they sound."""

SPELLED = {
    "la": "lah", "didn't": "diddent", "heav'n": "heaven", "wanna": "wonna", "tryna": "try-na",
}  # fmt: skip
"""English words that the library gets wrong, so that it gets them right."""

VERBS = {"close": "cloze", "tear": "tare"}
"""English words that sound otherwise as verbs, which they are before one of `OBJECTS`."""

OBJECTS = {"your", "my", "our", "his", "her", "their", "the", "me", "it", "them", "us", "him",
           "this", "that", "these", "those", "every", "down", "up"}  # fmt: skip

AND = {"en": "and", "es": "y", "fr": "et", "de": "und", "it": "e", "pt": "e", "nl": "en",
       "sv": "och", "pl": "i", "tr": "ve", "zh": "和", "ja": "と", "ru": "и"}  # fmt: skip

DIGITS = re.compile(r"\d{5,}")


def plain(text: str) -> str:
    """Text without invisible characters, full-width forms or typographic apostrophes (NFKC)."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _APOSTROPHES.sub("'", text)


def spoken(word: str, language: str) -> str:
    """The word as the library should read it, "" when there is nothing to say.

    A comma stays where the singer would pause. "soooo" is "so", "1999" is "19 99" in English.
    """
    clean = plain(word)
    pause = "," if clean.rstrip("\"'”’)»」』")[-1:] in _PAUSES else ""
    clean = AND.get(language, "") if clean.strip(" ,.") == "&" else clean
    clean = _NOT_SPOKEN.sub(" ", clean).strip(" '-.,+")
    if not any(letter.isalnum() for letter in clean):
        return ""
    clean = re.sub(r"(?<!\d)[&%$€£+](?!\d)|(?<!\d)[.,]|[.,](?!\d)", " ", clean)
    clean = DIGITS.sub(lambda digits: " ".join(digits[0]), clean)
    if language == "en":
        clean = _YEAR.sub(r"\1 \2", _as_called(clean))
    if language == "ja":
        clean = readings.kana(clean)
    return " ".join(clean.split()) + pause


def line(words: Sequence[str], languages: Sequence[str]) -> list[str]:
    """`spoken` for the words of one line: in capitals throughout they are no abbreviations."""
    loud = len(words) > 2 and " ".join(words).isupper()
    read = [
        spoken(word.lower() if loud else word, language)
        for word, language in zip(words, languages, strict=True)
    ]
    for place, word in enumerate(read):
        if languages[place] == "en":
            read[place] = _in_context(word, read[:place], read[place + 1 :])
    return read


def _in_context(word: str, before: Sequence[str], after: Sequence[str]) -> str:
    """Words of two sounds: "I live", but "a live show"; "close your eyes", but "hold me close"."""
    lower = word.lower()
    if lower.rstrip(",") == "live" and not (before and before[-1].lower() in {"a", "the", "go"}):
        return lower.replace("live", "liv")
    if lower in VERBS and after and after[0].rstrip(",").lower() in OBJECTS:
        return VERBS[lower]
    return word


def _as_called(word: str) -> str:
    """Calls as they sound; drawn out letters once, or twice inside ("sooon", "hmmm", "looove")."""
    lower = word.lower()
    if re.search(r"([^\W\d])\1\1", lower):
        short = re.sub(r"([aiuyo])\1\1+$", r"\1", lower)
        short = re.sub(r"([aiuy])\1\1+", r"\1", short)
        short = re.sub(r"(\w)\1\1+", r"\1\1", short)
        return CALLS.get(short, CALLS.get(short[:1], short) if len(set(short)) == 1 else short)
    return SPELLED.get(lower, CALLS.get(lower, word)) if len(lower) > 1 else word
