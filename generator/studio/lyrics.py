"""Lyrics: sections from their tags (or from blank lines), and their lines as they are sung.

Nothing is passed over in silence: what cannot be sung is said in `Lyrics.left_out`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from generator.studio import phrases, tags
from generator.studio.voice import languages, readings
from generator.studio.voice.libespeak import NoSpeech
from generator.studio.voice.speech import Line, Syllable

__all__ = ["Line", "Lyrics", "Stanza", "Syllable", "read"]

MOST_CHARACTERS, MOST_LINES, MOST_STANZAS = 100_000, 1000, 80
"""What is looked at of a text at all."""

MOST_SYLLABLES, MOST_PHRASES = 1500, 240
"""More than can be sung in the longest song, even rapped; reading them takes about a second."""

MOST_REASONS = 8
"""So many sentences of what was left out; the rest is counted."""

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


@dataclass
class _Section:
    """A section's written lines with their numbers, before they are read."""

    kind: str
    label: str
    written: list[tuple[int, str]] = field(default_factory=list)


def read(text: str) -> Lyrics:
    """Divide lyrics into stanzas and read them; no stanzas when there is neither tag nor word."""
    whole = text[:MOST_CHARACTERS].splitlines()
    numbered = _without_speakers(list(enumerate(whole[:MOST_LINES], 1)))
    tagged = any(tags.split(line) for _, line in numbered)
    sections = (_tagged(numbered) if tagged else _untagged(numbered))[:MOST_STANZAS]
    sung = [phrases.wanted(line).text for section in sections for _, line in section.written]
    reader = _Reader(languages.detect("\n".join(sung)))
    stanzas = [reader.stanza(section) for section in sections]
    readings.close()
    if len(whole) > MOST_LINES or len(text) > MOST_CHARACTERS:
        reader.stop(MOST_LINES if len(whole) > MOST_LINES else len(whole))
    kept = tuple(stanza for stanza in _sung_again(stanzas) if stanza is not None)
    return Lyrics(kept, reader.language, reader.sentences())


class _Reader:
    """Reads sections one after the other, until there is more than any song can hold."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._reasons: list[str] = []
        self._last = ""
        self._phrases = MOST_PHRASES
        self._syllables = MOST_SYLLABLES

    def stanza(self, section: _Section) -> Stanza | None:
        """The section with what can be sung of it; None when it had words and none can."""
        times = phrases.wanted(f"- {section.label}").times if section.label else 1
        lines: list[Line] = []
        for number, raw in section.written:
            lines += self._lines(number, raw)
        if section.written and not lines:
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
            return []
        for word in found.silent:
            self._leave(number, f"no sounds could be found for “{_short(word)}”")
        lines = list(found.lines * wanted.times)
        self._phrases -= len(lines)
        self._syllables -= sum(len(line.syllables) for line in lines)
        return lines

    def _leave(self, number: int, reason: str) -> None:
        self._reasons.append(f"Line {number}: {reason}.")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


_SPEAKER = re.compile(r"^\s*([^\W\d_][^:：\[\]()\n]{0,23}?)\s*[:：](?!//)\s*(?=\S)")
_ROLES = re.compile(
    r"(both|all|everyone|duet|together|choir|male|female|man|woman|boy|girl|boys|girls|singer"
    r"|lead|backing|narrator"
    r"|男|女|合|齐|齊|él|ella|ambos|todos|er|sie|beide|alle|lui|elle|tous)( ?\d)?",
    re.IGNORECASE,
)


def _without_speakers(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Take off who sings a line ("Anna: ..."), where such labels come more than once."""
    labels = Counter(found[1].strip() for _, line in numbered if (found := _SPEAKER.match(line)))
    names = {
        label
        for label, times in labels.items()
        if _ROLES.fullmatch(label)
        or (times > 1 or sum(labels.values()) > 2)
        and len(label.split()) < 3
        and (label[0].isupper() or not label[0].islower())
        and not tags.kind_of(label)
    }
    plain = []
    for number, line in numbered:
        found = _SPEAKER.match(line)
        named = found is not None and found[1].strip() in names
        plain.append((number, line[found.end() :] if found and named else line))
    return plain


def _tagged(numbered: list[tuple[int, str]]) -> list[_Section]:
    """Sections by their tags. A tag nobody knows begins one only after a blank line."""
    found: list[_Section] = []
    blank = True
    for number, raw in numbered:
        tag = tags.split(raw)
        if tag:
            kind = tags.kind_of(tag[0])
            unknown = kind is None and blank and not tag[1].strip()
            if kind or unknown:
                found.append(_Section(kind or "unknown", tag[0]))
            raw = tag[1]
        blank = not raw.strip() and not tag
        if not raw.strip():
            continue
        if not found:
            found.append(_Section("verse", "Verse"))
        found[-1].written.append((number, raw))
    # An unknown tag with words is a verse; without, it was a remark to the band.
    known = [section for section in found if section.kind != "unknown" or section.written]
    for section in known:
        section.kind = "verse" if section.kind == "unknown" else section.kind
    return known


def _untagged(numbered: list[tuple[int, str]]) -> list[_Section]:
    """Blank lines divide; what comes back word for word is the chorus."""
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, raw in numbered:
        if raw.strip():
            blocks[-1].append((number, raw))
        elif blocks[-1]:
            blocks.append([])
    blocks = [part for block in blocks if block for part in _portions(block)]
    texts = [" ".join(raw for _, raw in block).lower() for block in blocks]
    often = {text for text, times in Counter(texts).items() if times > 1}
    # Words that hardly ever change are no refrain.
    refrain = often and 3 * sum(words in often for words in texts) <= 2 * len(texts)
    pattern = ("verse", "chorus", "verse", "chorus", "bridge", "chorus")
    sections = []
    for number, (block, words) in enumerate(zip(blocks, texts, strict=True)):
        kind = pattern[number % 6] if len(blocks) > 1 else "verse"
        if refrain:
            kind = "chorus" if words in often else "verse"
        sections.append(_Section(kind, kind.title(), block))
    if 2 < len(sections) <= 6 and sections[-1].kind == "verse" and not often:
        sections.append(sections[1])
    return sections


def _portions(block: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """A wall of text becomes stanzas of four lines, the last of up to six."""
    if len(block) <= 8:
        return [block]
    cuts = list(range(0, len(block) - 2, 4))
    return [block[a:b] for a, b in zip(cuts, [*cuts[1:], len(block)], strict=True)]


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
