"""Lyrics: sections from their tags (or from blank lines), and their lines as they are sung.

Nothing is passed over in silence: what cannot be sung is said in `Lyrics.left_out`.
"""

import re
from dataclasses import dataclass, replace

from generator.studio.reading import phrases, sections
from generator.studio.reading.sections import Section
from generator.studio.speech import languages, readings
from generator.studio.speech.libespeak import NoSpeech
from generator.studio.speech.phones import Line, Syllable

__all__ = ["Line", "Lyrics", "Stanza", "Syllable", "read"]

MOST_CHARACTERS, MOST_LINES, MOST_STANZAS = 100_000, 1000, 80
"""What is looked at of a text at all."""

MOST_SYLLABLES, MOST_PHRASES = 1500, 240
"""More than can be sung in the longest song, even rapped; reading them takes about a second."""

MOST_REASONS = 8
"""So many sentences of what was left out; the rest is counted."""

BRACKETED = "All words stand in brackets, which are for tags and remarks, so none are sung."

AGAIN = {"chorus", "hook", "prechorus", "postchorus"}
"""Sections that are sung again where their tag stands alone."""


@dataclass(frozen=True)
class Stanza:
    """A section as written: `kind` is one of the fourteen, `label` the words of its tag."""

    kind: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lyrics:
    """What can be sung of a text, the language of most of it, and what cannot, in sentences."""

    stanzas: tuple[Stanza, ...]
    language: str
    left_out: tuple[str, ...] = ()


def read(text: str) -> Lyrics:
    """Divide lyrics into stanzas and read them; no stanzas when there is neither tag nor word."""
    whole = text[:MOST_CHARACTERS].splitlines()
    divided = sections.divide(whole[:MOST_LINES])[:MOST_STANZAS]
    sung = [phrases.wanted(line).text for section in divided for _, line in section.written]
    reader = _Reader(languages.detect("\n".join(sung)))
    stanzas = [reader.stanza(section) for section in divided]
    readings.close()
    if len(whole) > MOST_LINES or len(text) > MOST_CHARACTERS:
        reader.stop(MOST_LINES if len(whole) > MOST_LINES else len(whole))
    kept = tuple(stanza for stanza in _sung_again(stanzas) if stanza is not None)
    left_out = reader.sentences()
    if not kept and not left_out and any(letter.isalnum() for letter in text):
        left_out = (BRACKETED,)
    return Lyrics(kept, reader.language, left_out)


class _Reader:
    """Reads sections one after the other, until there is more than any song can hold."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._reasons: list[str] = []
        self._last = ""
        self._mute = False
        self._phrases = MOST_PHRASES
        self._syllables = MOST_SYLLABLES

    def stanza(self, section: Section) -> Stanza | None:
        """The section with what can be sung of it; None when it had words and none can."""
        times = phrases.times(section.label)
        lines: list[Line] = []
        for number, raw in section.written:
            lines += self._lines(number, raw)
        if section.written and not lines and not self._mute:
            return None
        return Stanza(section.kind, section.label, tuple(lines * times))

    def stop(self, number: int) -> None:
        """Say once that the lines after this one were not read."""
        self._last = self._last or f"Nothing after line {number} was read: no song is so long."

    def sentences(self) -> tuple[str, ...]:
        """What was left out, not too many of them."""
        told = list(dict.fromkeys(self._reasons))
        if len(told) > MOST_REASONS:
            told[MOST_REASONS:] = [f"{len(told) - MOST_REASONS} more lines like these."]
        return (*told, self._last) if self._last else tuple(told)

    def _lines(self, number: int, raw: str) -> list[Line]:
        if self._last:
            return []
        if self._phrases <= 0 or self._syllables <= 0:
            self.stop(number - 1)
            return []
        if len(raw) > phrases.LONGEST_LINE:
            self._leave(number, f"only its first {phrases.LONGEST_LINE} characters were read")
        wanted = phrases.wanted(raw)
        for remark in wanted.remarks:
            self._leave(number, f"“{_short(remark)}” was taken for a remark")
        if not any(letter.isalnum() for letter in wanted.text):
            if not wanted.remarks and not re.search(r"[\[【{<]", raw):
                self._leave(number, f"no sounds could be found for “{_short(raw)}”")
            return []
        return self._sung(number, wanted)

    def _sung(self, number: int, wanted: phrases.Wanted) -> list[Line]:
        language = languages.of_line(wanted.text, self.language)
        try:
            found = phrases.read(wanted.text, language)
        except NoSpeech as cause:
            self._last = f"The words are not sung: {cause}"
            self._mute = True
            return []
        for word in found.silent:
            self._leave(number, f"no sounds could be found for “{_short(word)}”")
        if language in languages.FEW_VOWELS:
            name = languages.FEW_VOWELS[language]
            self._reasons.append(f"{name} is sung with its written vowels: words may be unclear.")
        lines = list(found.lines * wanted.times)
        self._phrases -= len(lines)
        self._syllables -= sum(len(line.syllables) for line in lines)
        return lines

    def _leave(self, number: int, reason: str) -> None:
        self._reasons.append(f"Line {number}: {reason}.")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _sung_again(stanzas: list[Stanza | None]) -> list[Stanza | None]:
    """A chorus's tag alone means the words of the one before it."""
    before: dict[str, tuple[Line, ...]] = {}
    found: list[Stanza | None] = []
    for stanza in stanzas:
        if stanza and not stanza.lines and stanza.kind in AGAIN:
            stanza = replace(stanza, lines=before.get(stanza.kind, ()))
        if stanza and stanza.lines:
            before[stanza.kind] = stanza.lines
        found.append(stanza)
    return found
