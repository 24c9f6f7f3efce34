"""Chords: Roman numerals read, a progression for every passage, and voicings that move little."""

import re
from functools import lru_cache

from generator.studio.reading.plan import Plan
from generator.studio.reading.spelling import note_name
from generator.studio.writing.progressions import PROGRESSIONS
from generator.studio.writing.score import Chord, Passage, Span

DEGREES = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}

SUFFIXES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "mmaj7": (0, 3, 7, 11),
    "9": (0, 4, 7, 10, 14),
    "m9": (0, 3, 7, 10, 14),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "mm7b5": (0, 3, 6, 10),
    "mdim": (0, 3, 6),
    "sus4": (0, 5, 7),
    "sus2": (0, 2, 7),
}
"""Semitones above the root; a leading m comes from a lower-case numeral."""

SYMBOLS = {"mmaj7": "m(maj7)", "madd9": "m(add9)", "mm7b5": "m7b5", "mdim": "dim"}
"""How a chord sheet writes the suffixes that are not written like that."""

PART_OF = {"chorus": "chorus", "hook": "chorus", "postchorus": "chorus", "inst": "chorus",
           "bridge": "bridge", "break": "bridge", "prechorus": "pre", "build": "pre",
           "outro": "chorus"}  # fmt: skip
"""The part of the form whose progression a kind of passage takes; all others take the verse's."""


@lru_cache(maxsize=256)
def chord(numeral: str, key: int) -> Chord:
    """Read one numeral, such as "bVImaj7", in a key (pitch class of the tonic)."""
    found = re.fullmatch(r"(b?)([IViv]+)(.*)", numeral)
    if not found:
        raise ValueError(f"no such chord: {numeral}")
    flat, degree, suffix = found.groups()
    quality = ("m" if degree.islower() else "") + suffix
    return Chord((key + DEGREES[degree.upper()] - len(flat)) % 12, SUFFIXES[quality])


def chord_name(chord: Chord, key: int, mode: str) -> str:
    """A chord the way a sheet has it, such as "Am7", spelt for a key (tonic's pitch class, mode).

    In a passage that is lifted, the key is `plan.key + passage.lift`.
    """
    suffix = next(suffix for suffix, tones in SUFFIXES.items() if tones == chord.tones)
    return note_name(chord.root, key, mode) + SYMBOLS.get(suffix, suffix)


def harmonise(plan: Plan, passages: list[Passage]) -> list[Span]:
    """The chords of the whole song; equal kinds of passages share a progression."""
    family = PROGRESSIONS[plan.genre.harmony][plan.mode]
    chosen = {}
    for part, choices in family.items():
        chosen[part] = choices[int(plan.dice("chords", part).integers(len(choices)))].split()
    spans: list[Span] = []
    for passage in passages:
        bars = chosen[PART_OF.get(passage.kind, "verse")]
        for bar in range(passage.bars):
            spans += _bar(plan, passage, bars[bar % len(bars)], passage.bar + bar)
    # Home at the end: the last bar is the tonic, whatever the progression says.
    key = (plan.key + passages[-1].lift) % 12
    home = chord("I" if plan.mode == "major" else "i", key)
    last = passages[-1].bar + passages[-1].bars - 1
    start = last * plan.metre.steps
    spans = [span for span in spans if span.start < start]
    return [*spans, Span(start, start + plan.metre.steps, home)]


def _bar(plan: Plan, passage: Passage, written: str, number: int) -> list[Span]:
    chords = [chord(name, (plan.key + passage.lift) % 12) for name in written.split(",")]
    steps, start = plan.metre.steps, number * plan.metre.steps
    cut = 2 * plan.metre.pulse if steps > 12 else steps - plan.metre.pulse
    if len(chords) == 1:
        return [Span(start, start + steps, chords[0])]
    return [Span(start, start + cut, chords[0]), Span(start + cut, start + steps, chords[1])]


def voicing(wanted: Chord, before: tuple[int, ...], centre: int, most: int = 4) -> tuple[int, ...]:
    """Close position near `centre` (MIDI), moving as little as can be from the chord before."""
    tones = sorted(wanted.pitch_classes, key=lambda pc: (pc - wanted.root) % 12)
    if len(tones) > most:
        # The fifth says least.
        tones = [pc for pc in tones if (pc - wanted.root) % 12 != 7]
    aim = sum(before) / len(before) if before else centre
    best: tuple[float, tuple[int, ...]] = (1e9, ())
    for lowest in range(centre - 10, centre + 4):
        if lowest % 12 not in tones:
            continue
        stack = sorted(lowest + (pc - lowest) % 12 for pc in tones)
        middle = sum(stack) / len(stack)
        move = abs(middle - aim) + 0.35 * abs(middle - centre)
        # A semitone at the bottom of a chord is mud.
        move += 2.0 if len(stack) > 1 and stack[1] - stack[0] < 2 else 0.0
        if move < best[0]:
            best = (move, tuple(stack))
    return best[1]
