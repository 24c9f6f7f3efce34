"""What the speech library is given for a written word: letters, digits and little else."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4`\u2032]")
_NOT_SPOKEN = re.compile(
    r"[^\w\s'&%$€£+.,\-\u0300-\u036f\u0900-\u097f\u0590-\u05ff\u0610-\u06ff]|_"
)
_PAUSES = ",.;:!?…—–，。、；：！？؟،।"
_YEAR = re.compile(r"\b(1[1-9]|20)([1-9]\d)\b")

AGAIN = {"a": "ah", "o": "oh", "i": "ee", "e": "eh", "u": "oo", "m": "mm", "y": "yy"}
"""How English calls ("aaaa", "ooo") are spelled, once their one letter is written once."""


def plain(text: str) -> str:
    """Text without invisible characters, full-width forms or typographic apostrophes (NFKC)."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _APOSTROPHES.sub("'", text)


def spoken(word: str, language: str) -> str:
    """The word as the library should read it, "" when there is nothing to say.

    A comma stays where the singer would pause. "soooo" is "so", "1999" is "19 99" in English.
    """
    clean = plain(word)
    pause = "," if clean.rstrip("\"'”’)»")[-1:] in _PAUSES else ""
    clean = _NOT_SPOKEN.sub(" ", clean).strip(" '-.,+")
    if not any(letter.isalnum() for letter in clean):
        return ""
    clean = re.sub(r"(?<!\d)[&%$€£+.,](?!\d)|[.,](?=\D)|(?<=\D)[.,]", " ", clean)
    if language == "en":
        clean = _YEAR.sub(r"\1 \2", _shortened(clean))
    return " ".join(clean.split()) + pause


def _shortened(word: str) -> str:
    """Drawn out letters once, or twice where English writes them twice ("sooon", "hmmm")."""
    if not re.search(r"([^\W\d])\1\1", word, re.IGNORECASE):
        return word
    lower = word.lower()
    if len(set(lower)) == 1:
        return AGAIN.get(lower[0], lower[:2])
    short = re.sub(r"([aiuyo])\1\1+$", r"\1", lower)
    short = re.sub(r"([aiuy])\1\1+", r"\1", short)
    return re.sub(r"(\w)\1\1+", r"\1\1", short)
