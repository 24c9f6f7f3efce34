"""A name for a song that was given none."""

import re
import unicodedata
from collections import Counter

from generator.studio.writing.score import Score

MOST_WORDS, MOST_LETTERS = 6, 48

WIDE = 14
"""Letters of a title in a script without spaces."""

JOINTS = re.compile(
    r"with|and|featuring|feat|over|for|about|in|at|of|the|an?|to|from|by|on|or|but"
    r"|y|con|und|mit|avec|et",
    re.IGNORECASE,
)
"""Words that a title can't end with, and that a prompt's first phrase ends before."""


def title_of(prompt: str, score: Score) -> str:
    """The best line of the chorus, else of the first stanza, else the prompt's first phrase."""
    worded = [passage for passage in score.passages if passage.phrases]
    if worded:
        best = next((p for p in worded if p.kind in {"chorus", "hook"}), worded[0])
        name = _shortened(_words(_best([phrase.line.text for phrase in best.phrases])))
    else:
        name = _from_prompt(prompt)
    return name[:1].upper() + name[1:] if name else "Untitled"


def _best(lines: list[str]) -> str:
    """The line that comes back, else the first of a title's length, else the first."""
    times = Counter(line.lower() for line in lines)
    often = [line for line in lines if times[line.lower()] > 1]
    fits = [line for line in lines if 2 <= len(line.split()) <= MOST_WORDS]
    return (often or fits or lines)[0]


def _from_prompt(prompt: str) -> str:
    plain = re.sub(r"<[^>]{0,200}>|\[[^\]]{0,100}\]", " ", prompt[:400])
    plain = re.sub(r"(?i)\b\d+(\.\d+)?\s*bpm\b|\bbpm\s*:?\s*\d+\b", " ", plain)
    phrases = [_words(phrase) for phrase in re.split(r"[,.;:!?/|\n\r。，、！？]+", plain)]
    words = next((phrase for phrase in phrases if phrase), [])
    joint = next((i for i, w in enumerate(words) if i >= 2 and JOINTS.fullmatch(w)), len(words))
    return _shortened(words[:joint])


def _words(text: str) -> list[str]:
    """The words, without the marks around them; what has no letter is none."""
    stripped = (re.sub(r"^[^\w]+|[^\w\u0300-\u036f]+$", "", word) for word in text.split())
    kept = (_whole(word) for word in stripped)
    return [word for word in kept if any(letter.isalnum() for letter in word)]


def _whole(word: str) -> str:
    """Without underscores, symbols (emoji) and characters that print nothing."""
    return "".join(c for c in word if c != "_" and unicodedata.category(c)[0] not in "SC")


def _shortened(words: list[str]) -> str:
    """What fits, not ending on a joint."""
    kept = words[:MOST_WORDS]
    while len(" ".join(kept)) > MOST_LETTERS and len(kept) > 1:
        kept.pop()
    while len(kept) > 1 and len(kept) < len(words) and JOINTS.fullmatch(kept[-1]):
        kept.pop()
    name = " ".join(kept)
    return name[: MOST_LETTERS if name.isascii() or " " in name else WIDE]
