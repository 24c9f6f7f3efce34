"""Who sings: the voice a prompt asks for, one the genre likes, or nobody."""

import re
from dataclasses import replace

import numpy as np

from generator.studio.reading.genres import Genre
from generator.studio.reading.voices import VOICES, Voice

_SILENT = re.compile(
    r"\b(no|without|zero|minus|skip|leave out)\s+(any\s+|all\s+|the\s+|lead\s+|human\s+)*"
    r"(vocals?|voices?|singing|singers?|lyrics|words|vox)\b"
    r"|\b(non|un) ?vocal\b|\bvocal(s|ess)? ?(free|less)\b|\bwordless\b|\bkaraoke\b|\bminus one\b"
    r"|\bbacking track\b|\b(beat|beats|music) only\b|\b(just|only) (a|the) beat\b|\btype beat\b"
    r"|\b(don'?t|do not|nobody|no one) sings?\b"
)
_PLAYED = re.compile(
    r"(?<!not )(?<!no )(?<!non )\binstrumentals?\b"
    r"(?! (break|bridge|intro|outro|solo|section|interlude|part|hook))"
)
"""An instrumental, but not an instrumental break in a song."""

_TOPIC = re.compile(
    r"\b(about|for|to|of|from) (a |an |the |my |his |her |our |your |old |young |lost |lonely )+"
    r"(girls?|boys?|m[ae]n|wom[ae]n|lad(y|ies)|guys?)\b"
)
"""Whom a song is about is not who sings it."""

_FEMALE = (
    "female|females|woman|women|girl|lady|feminine|soprano|mezzo|alto|contralto|diva|songstress"
)
_MALE = "males?|m[ae]n|boy|guy|masculine|tenor|baritone|countertenor|crooner|gentleman"
_KINDS = {
    "soprano": 1,
    "mezzo": 0,
    "alto": -1,
    "contralto": -1,
    "tenor": 1,
    "countertenor": 1,
    "baritone": 0,
    "crooner": -1,
}
_VOICE = rf"(voices?|vocals?|vocalists?|singers?|singing|sung|{_FEMALE}|{_MALE})"
_LOW = re.compile(rf"\b(deep|low|dark|bass|husky|gravelly|smoky|rich)( \w+)? {_VOICE}\b")
_HIGH = re.compile(rf"\b(high|bright|falsetto|clear|soaring|young|light)( \w+)? {_VOICE}\b")
_BREATHY = re.compile(r"\b(breathy|airy|whisper(y|ed|ing)?|hushed|intimate voice)\b")


def cast(text: str, genre: Genre, dice: np.random.Generator) -> Voice | None:
    """The singer for a prompt in plain lower case; None where it wants no singing.

    What the prompt leaves open, the genre's own singers decide, drawn with `dice`.
    """
    drawn = VOICES[genre.singers[int(dice.integers(len(genre.singers)))]]
    if _SILENT.search(text) or _PLAYED.search(text):
        return None
    said = _wanted(_TOPIC.sub(" ", text))
    female = _sex(said)
    height = _height(said)
    if female is not None and female != drawn.female or height is not None:
        drawn = _pick(drawn.female if female is None else female, height or 0)
    return replace(drawn, breath=max(drawn.breath, 0.45)) if _BREATHY.search(said) else drawn


def _wanted(text: str) -> str:
    """The text without the voices it does not want."""
    unwanted = (
        rf"\b(no|not|without|instead of|rather than)( an?| any)?( \w+)? ({_FEMALE}|{_MALE})\b"
    )
    return re.sub(unwanted, lambda found: _opposite(found[4]), text)


def _opposite(word: str) -> str:
    """Who is not to be a woman is a man, and the other way round."""
    return " male " if re.fullmatch(_FEMALE, word) else " female "


def _sex(text: str) -> bool | None:
    """Whether a woman is named (first), a man (False), or neither."""
    found = re.search(rf"\b(?:({_FEMALE})|({_MALE}))(?:'s)?\b", text)
    return bool(found[1]) if found else None


def _height(text: str) -> int | None:
    """-1 low, 1 high, 0 where a kind in the middle is named, None where nothing is said."""
    kinds = [height for word, height in _KINDS.items() if re.search(rf"\b{word}\b", text)]
    if _LOW.search(text):
        return -1
    if _HIGH.search(text):
        return 1
    return kinds[0] if kinds else None


def _pick(female: bool, height: int) -> Voice:
    """The lowest, the middle or the highest of the women or the men."""
    ranked = sorted((v for v in VOICES.values() if v.female == female), key=lambda v: v.low)
    return ranked[{-1: 0, 0: len(ranked) // 2, 1: len(ranked) - 1}[height]]
