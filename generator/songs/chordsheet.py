"""A chord sheet for reading: ChordPro text taken apart into chords above words.

https://www.chordpro.org/chordpro/chordpro-introduction/: chords stand in brackets before the
syllable they fall on, directives in braces; lines that begin with # are remarks.
"""

import re
from dataclasses import dataclass

_CHORD = re.compile(r"\[([^\]\n]{0,40})\]")
_DIRECTIVE = re.compile(r"\{\s*(\w+)\s*:?\s*([^}]*?)\s*\}")
_HEADINGS = re.compile(r"comment|c|ci|cb|highlight|start_of_\w+|so[a-z]")
_ACCIDENTALS = re.compile(r"(?<=[A-G])[#b]")


@dataclass(frozen=True)
class Beat:
    """Words, and the chord that sounds with the first of them ("" where it goes on)."""

    chord: str
    words: str


@dataclass(frozen=True)
class Row:
    """A heading (no beats), or a line of the song; both empty between stanzas."""

    heading: str = ""
    beats: tuple[Beat, ...] = ()


def rows_of(chordpro: str) -> list[Row]:
    """What there is to read, in order; directives that say how to print are left out."""
    rows = [row for line in chordpro.splitlines() if (row := _row(line.rstrip())) is not None]
    while rows and rows[0] == Row():
        del rows[0]
    return rows


def _row(line: str) -> Row | None:
    if line.startswith("#"):
        return None
    directive = _DIRECTIVE.fullmatch(line.strip())
    if directive is None:
        return Row(beats=_beats(line))
    name, said = directive[1].lower(), directive[2]
    return Row(heading=said) if said and _HEADINGS.fullmatch(name) else None


def _beats(line: str) -> tuple[Beat, ...]:
    first, *rest = _CHORD.split(line)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    beats = [Beat("", first), *(Beat(engraved(chord), words) for chord, words in pairs)]
    return tuple(beat for beat in beats if beat.chord or beat.words)


def engraved(name: str) -> str:
    """ "F#m" as "F♯m", "Bb minor" as "B♭ minor": as musicians write them."""
    return _ACCIDENTALS.sub(lambda sign: {"#": "♯", "b": "♭"}[sign[0]], name)
