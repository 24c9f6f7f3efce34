"""Single speech sounds out of the library's names for them, and what singers do with them.

A name may hold several sounds ("əl", "ɑːɹ") or be spelled in the library's own way ("ts.h"). A
sound of two vowels is one here (the diphthongs "oʊ", "ai", "iɑ"): it is sung on one note. A
consonant that is a syllable ("n̩" in "button") gets a short vowel to sing.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from generator.studio.speech.phones import Phone

_LETTERS = "aeiouyøœæɑɒʌɐəɚɛɜɝɪʊɯɨʉɤɔɵɘɞʏɶ"

_OWN_SPELLINGS = [
    ("nɡ", "ŋ"), ("ts.h", "tʂʰ"), ("ts.", "tʂ"), ("s.", "ʂ"), ("z.", "ʐ"), ("i.", "ɨ"),
    ("th", "tʰ"), ("kh", "kʰ"), ("ph", "pʰ"), ("tɕh", "tɕʰ"), ("tsh", "tsʰ"), ("c\u0327", "ç"),
    ("e-", "ə"), ("ᵻ", "ɪ"), ("aɪɚ", "aɪ|ɚ"), ("aɪə", "aɪ|ə"), ("iə", "i|ə"),
]  # fmt: skip
"""How the library spells some sounds, and the usual IPA; a bar divides two vowels."""

_ONE_SOUND = re.compile(rf"(?P<vowel>(?:[{_LETTERS}]\u0303?)+)|t[sʃɕʂ]ʰ?|d[zʒʑʐ]|[ptk]ʰ|[^\W\d_]")
_SYLLABIC = re.compile("([^\\W\\d_])\u0329")
_SWITCH = re.compile(r"\([^)]*\)?")
_LEFT_OUT = re.compile(r"[^\w|\u0303]|[ᵝˈˌːˑˠˤ\d_]")

GLIDES = {"i": "j", "ɪ": "j", "y": "ɥ", "u": "w", "ʊ": "w", "o": "w"}
"""What a vowel becomes when its neighbour has the note."""

RISING = {"es": "iu", "it": "iuʊ", "fr": "yui", "pt": "iu"}
"""Vowels that glide into the next when they have no stress themselves (It. "cuore", Fr. "nuit")."""

LONG = {("o", "ɯ"), ("e", "i")}
"""Two Japanese vowels of one word that are one long vowel (of equal ones the library makes one)."""

FALLING = {"it": "iɪ", "pt": "ɪi", "es": "i"}
"""Vowels that end a diphthong behind a stressed vowel (It. "noi", Port. "mãe")."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A sound and where it begins, in samples."""

    phone: Phone
    start: float


def split(name: str, word: int, start: float, end: float) -> list[Timed]:
    """The sounds in one name of the library, from sample `start` to `end`; none for a pause."""
    stress = 2 if "ˈ" in name else 1 if "ˌ" in name else 0
    plain = unicodedata.normalize("NFD", _SWITCH.sub("", re.sub("[ˈˌː]", "", name)))
    for own, usual in _OWN_SPELLINGS:
        plain = plain.replace(own, usual)
    plain = _SYLLABIC.sub(r"ə\1", plain)
    plain = _LEFT_OUT.sub("", plain).replace("ʲ", "j")
    found = list(_ONE_SOUND.finditer(plain))
    vowels = [match["vowel"] is not None for match in found]
    shares = [3.0 if vowel else 1.0 for vowel in vowels]
    timed, passed = [], 0.0
    for match, vowel, share in zip(found, vowels, shares, strict=True):
        mark = stress if vowel else 0
        stress = 0 if vowel else stress
        phone = Phone(match[0], word, vowel, mark, vowel and "ː" in name)
        timed.append(Timed(phone, start + (end - start) * passed / sum(shares)))
        passed += share
    return timed


def sung(timed: list[Timed], language: str) -> list[Timed]:
    """The sounds as they are sung: glides give up their note, Japanese long vowels are one."""
    found: list[Timed] = []
    for place, sound in enumerate(timed):
        phone, word = sound.phone, sound.phone.word
        before = found[-1].phone if found and found[-1].phone.word == word else None
        after = timed[place + 1].phone if place + 1 < len(timed) else None
        after = after if after and after.word == word else None
        if language == "pt" and phone.ipa == "y":
            sound = replace(sound, phone=replace(phone, ipa="ɪ"))
            phone = sound.phone
        if before and before.ipa == "ʔ" and phone.vowel and language == "en":
            found[-1] = replace(found[-1], phone=replace(before, ipa="t"))
        if phone.ipa == "ɹ" and before and before.ipa in {"ɹ", "ɚ"}:
            continue
        if language == "ja" and before and (before.ipa, phone.ipa) in LONG:
            found[-1] = replace(found[-1], phone=replace(before, long=True))
        elif language == "ja" and phone.ipa == "u\u0303":
            found.append(replace(sound, phone=Phone("ɴ", word, False)))
        elif _rises(phone, after, language) or _falls(before, phone, after, language):
            found.append(replace(sound, phone=Phone(GLIDES[phone.ipa], word, False)))
        else:
            found.append(sound)
    return found


def _rises(phone: Phone, after: Phone | None, language: str) -> bool:
    """Whether a vowel only leads into the next one of its word."""
    glide = phone.ipa in RISING.get(language, "") and not phone.stress
    return glide and after is not None and after.vowel


def _falls(before: Phone | None, phone: Phone, after: Phone | None, language: str) -> bool:
    """Whether a vowel only ends the stressed one before it."""
    if before is None or not before.vowel or not before.stress or before.ipa in "iu":
        return False
    ciao = language == "it" and (before.ipa, phone.ipa) == ("a", "o") and after is None
    return not phone.stress and (phone.ipa in FALLING.get(language, "") or ciao)
