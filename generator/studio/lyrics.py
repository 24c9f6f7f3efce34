"""Lyrics: sections from their tags (or from blank lines), lines, and syllables to sing.

The tags are the fourteen of MiniMax's music models (https://platform.minimax.io/docs, section
structure), with the spellings people really use.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from generator.studio.voice.speech import Line, Syllable

__all__ = ["Line", "Stanza", "Syllable", "kind_of", "phrases", "read"]

MOST_LINES = 160
"""More cannot be sung in the longest song."""

MOST_SYLLABLES = 14
"""Longer lines are sung as two phrases."""


@dataclass(frozen=True)
class Stanza:
    """A section as written: `kind` is one of `KINDS`, `label` the words of its tag."""

    kind: str
    label: str
    lines: tuple[Line, ...]


KINDS: list[tuple[str, str]] = [
    ("pre ?chorus|pre ?hook|lift", "prechorus"),
    ("post ?chorus|after ?chorus", "postchorus"),
    ("chorus|refrain|estribillo|drop", "chorus"),
    ("hook", "hook"),
    ("verse|strophe|stanza|rap|verso|couplet", "verse"),
    ("bridge|middle (8|eight)|puente", "bridge"),
    ("build", "build"),
    ("break", "break"),
    ("interlude", "interlude"),
    ("transition", "transition"),
    ("solo", "solo"),
    ("inst", "inst"),
    ("intro|opening", "intro"),
    ("outro|ending|end|coda|fade out|finale", "outro"),
]
"""What a tag must contain (hyphens are spaces) to be of a kind; the first that fits wins."""

_TAG = re.compile(r"^\s*[\[【]\s*([^\]】]{1,60}?)\s*[\]】]\s*:?\s*(.*)$")
_BARE = re.compile(r"^\s*\(?\s*([A-Za-z][A-Za-z -]{2,16}\s*\d{0,2})\s*\)?\s*:?\s*$")
_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_VOWELS = re.compile(r"[aeiouyæøœɑəіїєаеёиоуыэюяαεηιουω]+", re.IGNORECASE)
_ONE_EACH = re.compile(r"[぀-ヿ㐀-鿿가-힯豈-﫿]")
_AROUND = ".,;:!?\"'’“”«»"
_LIGHT = re.compile(
    r"(a|an|the|of|to|in|on|at|and|or|but|as|is|it|i|my|me|we|you|your|he|she|they|be|by|for|so|if"
    r"|was|are|am|from|with|that|this|his|her|its)"
)
"""Words that want no strong beat."""


def read(text: str) -> list[Stanza]:
    """Divide lyrics into stanzas; empty when there is nothing to sing and no tag."""
    stanzas = _tagged(text) if _has_tags(text) else _untagged(text)
    kept, left = [], MOST_LINES
    for stanza in stanzas[:60]:
        kept.append(Stanza(stanza.kind, stanza.label, stanza.lines[:left]))
        left -= len(kept[-1].lines)
        if left <= 0:
            break
    return kept


def kind_of(tag: str) -> str | None:
    """The kind a tag means ("Pre-Chorus 2" is a prechorus), or None for one nobody knows."""
    plain = tag.lower().replace("-", " ").replace("_", " ").split(":")[0]
    return next((kind for words, kind in KINDS if re.search(rf"\b({words})", plain)), None)


def _label(line: str) -> tuple[str, str] | None:
    """A tag and what follows on its line; "Chorus:" and "(Chorus)" alone on a line count too."""
    tag = _TAG.match(line)
    if tag:
        return tag[1], tag[2]
    bare = _BARE.match(line)
    wrapped = bare and (":" in line or "(" in line or re.search(r"\d\s*$", line))
    return (bare[1], "") if bare and wrapped and kind_of(bare[1]) else None


def _has_tags(text: str) -> bool:
    return any(_label(line) for line in text.splitlines()[:2000])


def _tagged(text: str) -> list[Stanza]:
    found: list[tuple[str, str, list[Line]]] = []
    for raw in text.splitlines()[:2000]:
        label = _label(raw)
        if label:
            kind = kind_of(label[0])
            if kind or not found or found[-1][2]:
                found.append((kind or "unknown", label[0], []))
            raw = label[1]
        lines = phrases(raw)
        if lines and not found:
            found.append(("verse", "Verse", []))
        if lines:
            found[-1][2].extend(lines)
    # An unknown tag with words is a verse; without, it was a remark to the band.
    known = [
        ("verse" if k == "unknown" else k, t, ls) for k, t, ls in found if ls or k != "unknown"
    ]
    return [Stanza(kind, label, tuple(lines)) for kind, label, lines in known]


def _untagged(text: str) -> list[Stanza]:
    """Blank lines divide; what comes back word for word is the chorus."""
    blocks: list[list[Line]] = [[]]
    for raw in text.splitlines()[:2000]:
        lines = phrases(raw)
        blocks[-1].extend(lines)
        if not raw.strip() and blocks[-1]:
            blocks.append([])
    blocks = [part for block in blocks if block for part in _portions(block)]
    texts = [" ".join(line.text for line in block).lower() for block in blocks]
    often = {text for text, times in Counter(texts).items() if times > 1}
    # Words that hardly ever change are no refrain.
    refrain = often and 3 * sum(words in often for words in texts) <= 2 * len(texts)
    pattern = ("verse", "chorus", "verse", "chorus", "bridge", "chorus")
    stanzas = []
    for number, (block, words) in enumerate(zip(blocks, texts, strict=True)):
        kind = pattern[number % 6] if len(blocks) > 1 else "verse"
        if refrain:
            kind = "chorus" if words in often else "verse"
        stanzas.append(Stanza(kind, kind.title(), tuple(block)))
    if 2 < len(stanzas) <= 6 and stanzas[-1].kind == "verse" and not often:
        stanzas.append(stanzas[1])
    return stanzas


def _portions(block: list[Line]) -> list[list[Line]]:
    """A wall of text becomes stanzas of four lines."""
    if len(block) <= 8:
        return [block]
    return [block[i : i + 4] for i in range(0, len(block), 4)]


def phrases(raw: str) -> list[Line]:
    """The singable phrases of one written line: no markup, no remarks, none too long."""
    text = re.sub(r"<[^>]{0,200}>", " ", raw[:4000])
    text = re.sub(r"[\[\]{}*#~_|\\]", " ", text)
    without = re.sub(r"\([^)]*\)", " ", text)
    text = without if _LETTERS.search(without) else re.sub(r"[()]", " ", text)
    whole = [word for word in text.split() if _LETTERS.search(word)]
    lines, part, sung = [], list[str](), 0
    for position, word in enumerate(whole):
        part.append(word)
        sung += count(word)
        rest = sum(count(later) for later in whole[position + 1 : position + 9])
        pause = word[-1] in ",;:.!?—，。、！？" and sung >= 5 and sung + rest > MOST_SYLLABLES
        if pause or sung >= MOST_SYLLABLES - 3 and rest > 3:
            lines.append(_line(part))
            part, sung = [], 0
    if part:
        lines.append(_line(part))
    return lines


def _line(written: list[str]) -> Line:
    syllables = [
        syllable for number, word in enumerate(written) for syllable in _syllables(word, number)
    ]
    return Line(" ".join(written), tuple(syllables[: 2 * MOST_SYLLABLES]))


def count(word: str) -> int:
    """Syllables of a word: vowel groups, one per Chinese, Japanese or Korean character."""
    each = len(_ONE_EACH.findall(word))
    if each:
        return each
    plain = "".join(_LETTERS.findall(_bare(word)))
    if not plain:
        return 0
    groups = len(_VOWELS.findall(plain))
    if groups > 1 and re.search(r"[^aeiouyl]e(s|d)?$", word.lower().strip(_AROUND)):
        groups -= 0 if re.search("[td]ed$", plain) else 1  # a silent e
    # Arabic, Hebrew and the like write few vowels: about two letters sound as one syllable.
    written = groups or -(-len(plain) // 2 if not plain.isascii() else 1)
    return max(1, min(abs(written), 8))


def _bare(word: str) -> str:
    """Without accents: "café" has the vowels of "cafe"."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _syllables(word: str, number: int) -> list[Syllable]:
    """Even parts of the word; the first is stressed unless the word is a small one."""
    many = count(word)
    plain = _bare(word).strip(_AROUND)
    cuts = [round(i * len(word) / many) for i in range(many + 1)] if many else []
    late = many > 1 and re.match(r"(a|be|re|de|un|to|for|ex|en|in)[^aeiou]", plain) is not None
    return [
        Syllable(word[a:b], number, not _LIGHT.fullmatch(plain) and (i % 2 == (1 if late else 0)))
        for i, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False))
    ]
