"""From one written line to the phrases sung of it: no markup, no remarks, none beyond a breath."""

import functools
import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.studio.speech import espeak, readings, syllables
from generator.studio.speech.phones import Line

BREATH = 14
"""Syllables: longer lines are sung as several phrases."""

LONGEST_LINE, LONGEST_WORD = 4000, 48
"""Characters that are read of a line; a longer word is none."""

MOST_TIMES = 4
"""How often a line or section marked "x8" is sung at most."""


class Wanted(NamedTuple):
    """What of a written line is to be sung, and how often; `remarks` are not."""

    text: str
    times: int
    remarks: tuple[str, ...]


class Phrases(NamedTuple):
    """The phrases of a line, and its words that have no sounds."""

    lines: tuple[Line, ...]
    silent: tuple[str, ...]


_BRACKETS = re.compile(r"\[[^\]]*\]?|【[^】]*】?|［[^］]*］?|\{[^}]*\}?|<[^>]{0,200}>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_STARRED = re.compile(r"(?<!\*)\*(?![\s*])([^*]+)\*(?!\*)")
_WRAPPED = re.compile(r"[(（]([^()（）]*)[)）]")
_TIMES = re.compile(r"[(（]?\s*\b(?:[x×]\s?(\d{1,2})|(\d{1,2})\s?[x×])\s*[)）]?\s*$", re.IGNORECASE)
_STAGE = re.compile(
    r"(repeat|spoken|whisper|soft|loud|quiet|slow|fast|instrumental|music|fade|pause|solo|chorus|verse"
    r"|refrain|laugh|sigh|cries|crying|scream|guitar|piano|drum|bass|sax|strings|beat|clap|hum"
    r"|ad.?lib|backing|male|female|both|all|applause|silence|key change|a cappella|acapella"
    r"|hablado|parlé|gesprochen|parlato|repetir|bis|コーラス|语音|独白|間奏)\w*\b[^,!?]{0,40}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^\W*(title|artist|genre|style|mood|bpm|tempo|key|capo|lyrics( by)?|music( by)?|written by"
    r"|language|vocals?|instruments?|título|titre|titel|titolo)\s*[:：].*$",
    re.IGNORECASE,
)
_CHORD = r"[A-G][#b♯♭]?(?:m|maj|min|dim|aug|sus|add|M)?\d{0,2}(?:(?:sus|add)\d)?(?:/[A-G][#b♯♭]?)?"
_CHORDS = re.compile(rf"^\s*{_CHORD}(?:[\s|]+{_CHORD})*[\s|]*$")
_MARKUP = re.compile(r"[*#~_|\\^=<>{}\[\]`♪♫♬]+")
_LISTED = re.compile(r"^\s*(?:[-–—•·>]+\s+|\d{1,2}[.)]\s+)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]|[^\u3400-\u9fff\uf900-\ufaff]+")
_ONE_EACH = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]")
_VOWELS = re.compile("[aeiouyæøœəіїєаеёиоуыэюяαεηιουωáéíóúàèìòùâêîôûäëïöüãõåąęıάέήίόύώ]+", re.I)
_JOINING = (
    " and but or so because when where while if that which who as than then like till until for"
    " y o pero porque cuando que si donde et ou mais car quand qui comme und oder aber weil wenn"
    " dass wie als e ma perché quando dove come mas porque onde en maar want als och men när"
    " i ale bo gdy że ve ama и но а когда что "
)
"""Words that a new phrase may begin with, in all languages."""


def wanted(raw: str) -> Wanted:
    """Take markup, stage remarks and repeat signs off a written line.

    Remarks are what stands in brackets of any kind, starred words at an end of the line
    ("*softly*"), and round brackets that direct ("(spoken)"); other round brackets are sung.
    """
    remarks: list[str] = []
    text = _BRACKETS.sub(" ", html.unescape(raw[:LONGEST_LINE]))
    remarks += _ADDRESS.findall(text)
    text = _ADDRESS.sub(" ", text)
    if _ABOUT.match(text) or _are_chords(text):
        return Wanted("", 1, (text.strip(),))
    for starred in _STARRED.finditer(text):
        if not text[: starred.start()].strip() or not text[starred.end() :].strip():
            remarks.append(starred[1].strip())
            text = text.replace(starred[0], " ", 1)
    often = times(text)
    text = _TIMES.sub(" ", text)
    for wrapped in _WRAPPED.finditer(text):
        if _STAGE.match(wrapped[1].strip()):
            remarks.append(wrapped[1].strip())
            text = text.replace(wrapped[0], " ", 1)
    text = _MARKUP.sub(" ", _LISTED.sub("", text))
    return Wanted(" ".join(text.split()), often, tuple(r for r in remarks if _said(r)))


def _are_chords(text: str) -> bool:
    """Whether a line holds the chords of the next: spaced out, or with a sign no letter has."""
    return (
        _CHORDS.match(text) is not None and re.search(r"\S\s{2,}\S|[A-G][^\s|]", text) is not None
    )


def times(text: str) -> int:
    """How often a line or tag that ends in "x2", "(2x)" or the like is sung; else 1."""
    found = _TIMES.search(text)
    return min(max(1, int(found[1] or found[2])), MOST_TIMES) if found else 1


@functools.lru_cache(maxsize=512)
def read(text: str, language: str) -> Phrases:
    """The phrases of what `wanted` left, with their sounds and syllables.

    Raises NoSpeech where nothing can be spoken.
    """
    found, silent = list[Line](), list[str]()
    for part in cut(words(text, language), language):
        line, without = _line(part, language)
        silent += without
        if line is None:
            continue
        heard = [0] * len(line.words)
        for syllable in line.syllables:
            heard[syllable.word] += 1
        if len(line.syllables) > BREATH + 2 and len(line.words) > 1:
            again = [_line(piece, language)[0] for piece in _parted(line.words, heard, language)]
            found += [piece for piece in again if piece]
        else:
            found.append(line)
    return Phrases(tuple(found), tuple(silent))


def words(text: str, language: str) -> list[str]:
    """The written words: by spaces; one a character in Chinese, by the dictionary in Japanese."""
    found: list[str] = []
    for piece in text.split():
        parts = [piece]
        if language == "ja" and not piece.isascii():
            parts = readings.words(piece)
        elif language == "zh":
            parts = _HAN.findall(piece)
        for part in parts:
            if _said(part):
                found.append(part)
            elif found and part.strip("-"):
                found[-1] += part if part is not piece else f" {part}"
    return found


def cut(written: Sequence[str], language: str) -> list[list[str]]:
    """Words in phrases of at most a breath, by how many syllables their letters suggest."""
    return _parted(written, [count(word) for word in written], language)


def count(word: str) -> int:
    """About how many syllables a written word has: vowels, or characters where each is one."""
    each = len(_ONE_EACH.findall(word))
    digits = sum(letter.isdigit() for letter in word)
    rest = _VOWELS.findall(word)
    letters = sum(letter.isalpha() for letter in word)
    # Arabic and Hebrew write few vowels: about two letters sound as one syllable.
    vowels = len(rest) or (0 if each or word.isascii() else -(-letters // 2))
    return max(1, each + 2 * digits + vowels)


def _parted(written: Sequence[str], weights: Sequence[int], language: str) -> list[list[str]]:
    """The cheapest way to cut: few phrases, of equal length, at pauses and before joining words."""
    if sum(weights) <= BREATH or len(written) < 2:
        return [list(written)] if written else []
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(written) + 1):
        options = []
        sung = 0
        for begin in range(end - 1, -1, -1):
            sung += weights[begin]
            if sung > BREATH and begin < end - 1:
                break
            lonely = 3.0 if end - begin == 1 and sung < 6 else 0.0
            uneven = ((sung - 9) / 5) ** 2
            options.append((best[begin][0] + 2.0 + lonely + uneven, begin))
        cost, begin = min(options)
        best.append((cost + _cost_of_cut(written, end, language), begin))
    parts, end = [], len(written)
    while end:
        begin = best[end][1]
        parts.append(list(written[begin:end]))
        end = begin
    return parts[::-1]


def _cost_of_cut(written: Sequence[str], place: int, language: str) -> float:
    """How much a singer would mind a breath before the word at `place`."""
    if place == len(written):
        return 0.0
    before, after = written[place - 1], written[place]
    if after[0] in "(（" or before[-1] in ".!?…。！？;:)）":
        return 0.0
    if before[-1] in ",，、；：—–":
        return 0.4
    cost = 1.2 if f" {after.lower()} " in _JOINING else 2.4
    return cost + (2.0 if syllables.light(before, language) else 0.0)


def _line(written: Sequence[str], language: str) -> tuple[Line | None, list[str]]:
    """A phrase with its sounds, and the words that have none; None where none has."""
    readable = tuple(word for word in written if len(word) <= LONGEST_WORD)
    heard = {phone.word for phone in espeak.phones(readable, language)}
    sounding = tuple(word for number, word in enumerate(readable) if number in heard)
    silent = [word for number, word in enumerate(readable) if number not in heard and _said(word)]
    silent += [f"{word[:12]}…" for word in written if len(word) > LONGEST_WORD]
    if not sounding:
        return None, silent
    sounds = espeak.phones(sounding, language)
    divided = syllables.divide(sounding, sounds, language)
    return Line(_joined(sounding, language), divided, sounding, language, sounds), silent


def _joined(written: Sequence[str], language: str) -> str:
    """Words as they are written together."""
    text = " ".join(written)
    if language in {"zh", "ja"}:
        text = re.sub(r"(?<=[^\x00-\u024f]) (?=[^\x00-\u024f])", "", text)
    return text


def _said(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
