"""Written lyrics in sections: by their tags, or by blank lines and what comes back."""

import re
from collections import Counter
from dataclasses import dataclass, field

from generator.studio.reading import tags

_SPEAKER = re.compile(r"^\s*([^\W\d_][^:：\[\]()\n]{0,23}?)\s*[:：](?!//)\s*(?=\S)")
_ROLES = re.compile(
    r"(both|all|everyone|duet|together|choir|male|female|man|woman|boy|girl|boys|girls|singer"
    r"|lead|backing|narrator"
    r"|男|女|合|齐|齊|él|ella|ambos|todos|er|sie|beide|alle|lui|elle|tous)( ?\d)?",
    re.IGNORECASE,
)


@dataclass
class Section:
    """A section as written: its kind, the words of its tag, and its lines with their numbers."""

    kind: str
    label: str
    written: list[tuple[int, str]] = field(default_factory=list)


def divide(lines: list[str]) -> list[Section]:
    """The sections of lyrics, in order; a line's number counts all of `lines` from 1."""
    numbered = _without_speakers(list(enumerate(lines, 1)))
    tagged = any(tags.split(line) for _, line in numbered)
    return _tagged(numbered) if tagged else _untagged(numbered)


def _without_speakers(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Take off who sings a line ("Anna: ..."), where such labels come more than once."""
    labels = Counter(found[1].strip() for _, line in numbered if (found := _SPEAKER.match(line)))
    names = {
        label
        for label, times in labels.items()
        if _ROLES.fullmatch(label) or (_a_name(label) and (times > 1 or sum(labels.values()) > 2))
    }
    plain = []
    for number, line in numbered:
        found = _SPEAKER.match(line)
        named = found is not None and found[1].strip() in names
        plain.append((number, line[found.end() :] if found and named else line))
    return plain


def _a_name(label: str) -> bool:
    """One or two words, the first with a capital (where the script has any), and no tag."""
    return len(label.split()) < 3 and not label[0].islower() and not tags.kind_of(label)


def _tagged(numbered: list[tuple[int, str]]) -> list[Section]:
    """Sections by their tags. A tag nobody knows begins one only after a blank line."""
    found: list[Section] = []
    blank = True
    for number, raw in numbered:
        tag = tags.split(raw)
        if tag:
            kind = tags.kind_of(tag[0])
            unknown = kind is None and blank and not tag[1].strip()
            if kind or unknown:
                found.append(Section(kind or "unknown", tag[0]))
            raw = tag[1]
        blank = not raw.strip() and not tag
        if not raw.strip():
            continue
        if not found:
            found.append(Section("verse", "Verse"))
        found[-1].written.append((number, raw))
    # An unknown tag with words is a verse; without, it was a remark to the band.
    known = [section for section in found if section.kind != "unknown" or section.written]
    for section in known:
        section.kind = "verse" if section.kind == "unknown" else section.kind
    return known


def _untagged(numbered: list[tuple[int, str]]) -> list[Section]:
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
        sections.append(Section(kind, kind.title(), block))
    if 2 < len(sections) <= 6 and sections[-1].kind == "verse" and not often:
        sections.append(sections[1])
    return sections


def _portions(block: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """A wall of text becomes stanzas of four lines, the last of up to six."""
    if len(block) <= 8:
        return [block]
    cuts = list(range(0, len(block) - 2, 4))
    return [block[a:b] for a, b in zip(cuts, [*cuts[1:], len(block)], strict=True)]
