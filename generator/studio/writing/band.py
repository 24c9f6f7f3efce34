"""The band: bass, chords, riff, pad, and what answers the tune, read from `tabs`."""

import re

import numpy as np

from generator.studio.reading.plan import Plan
from generator.studio.writing import harmony
from generator.studio.writing.drummer import UNHURRIED, weight
from generator.studio.writing.melody import chord_at
from generator.studio.writing.score import Chord, Note, Passage, Span
from generator.studio.writing.tabs import BASS, BUSIER, CALMER, COMP, Style

BASS_LOW = 31
"""G1: lower roots than this are not heard on small speakers."""


def _marks(bar: str) -> list[tuple[int, int, str]]:
    """(step, length, mark) of each note in a bar of a tab."""
    return [(m.start(), m.end() - m.start(), m[0][0]) for m in re.finditer(r"[^.\-]-*", bar)]


CALM = 0.22
"""Energy below which even the chords have a lighter figure."""

STRAIGHT = 0.3
"""Syncopation up to which a driven bass plays every eighth; others live by their rests."""

LEAST = {"bass": 0.2, "riff": 0.56, "pad": 0.62, "counter": 0.8}
"""How full a passage must be for a player to join, unless the genre is nothing without them."""

CALM_RIFF = 0.85
"""The same for the riff of a calm song, which its genre can do without."""


def enters(plan: Plan, role: str, passage: Passage, bar: int) -> bool:
    """Whether a player plays in this bar: fuller passages have more players."""
    always = role in plan.genre.always
    least = LEAST.get(role, 0.0)
    if role == "riff" and (plan.driven or plan.relaxed):
        always, least = plan.driven, CALM_RIFF
    if passage.kind == "break":
        return role in {"chords", "pad", "lead"}
    if passage.kind == "build":
        return role in {"chords", "riff", "pad"} or role == "bass" and bar < passage.bars - 1
    if passage.kind == "intro":
        later = bar >= passage.bars // 2
        return role == "chords" or always or later and role in {"bass", "pad", "riff"}
    if passage.kind == "outro":
        return role in {"chords", "bass"} or always or role == "pad" and passage.full > 0.3
    return always or passage.full >= least


def _loudness(plan: Plan, passage: Passage, step: int) -> float:
    """Strength of a note: the passage's, with the beat leaned on."""
    lean = 0.06 if step % plan.metre.pulse == 0 else -0.04
    return 0.42 + 0.42 * passage.full + lean


def bass(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Note]:
    """The bass line; the last bar is one long root."""
    style = BASS["long" if plan.relaxed else plan.genre.bass[1]]
    notes: list[Note] = []
    for passage in passages:
        for bar in range(passage.bars):
            if enters(plan, "bass", passage, bar):
                notes += _bass_bar(plan, passage, bar, chords, style)
    return notes


def _bass_bar(
    plan: Plan, passage: Passage, bar: int, chords: list[Span], style: Style
) -> list[Note]:
    steps = plan.metre.steps
    start = (passage.bar + bar) * steps
    if passage.last and bar == passage.bars - 1:
        return [Note(start, _last(plan), _root(chord_at(chords, start)), 0.7)]
    written = style.bar(weight(plan, passage), steps, bar)
    if plan.driven and plan.genre.syncopation <= STRAIGHT:
        written = _hurried(written)
    found = []
    for step, length, mark in _marks(written):
        chord = chord_at(chords, start + step)
        # Where the chord changes inside the bar the bass says so.
        mark = "R" if step and mark != "n" and chord != chord_at(chords, start + step - 1) else mark
        following = chord_at(chords, start + steps)
        pitch = _bass_pitch(mark, chord, following)
        found.append(Note(start + step, length * 0.94, pitch, _loudness(plan, passage, step)))
    return found


def _last(plan: Plan) -> int:
    """How long the last chord is, in sixteenths."""
    return 2 if plan.genre.button else plan.metre.steps


def _root(chord: Chord) -> int:
    return BASS_LOW + (chord.root - BASS_LOW) % 12


def _bass_pitch(mark: str, chord: Chord, following: Chord) -> int:
    root = _root(chord)
    if mark == "a":
        target = _root(following)
        return target - 1 if target > root else target + 1
    if mark == "n":
        return _root(following)
    if mark == "8":
        return root + 12
    wanted = {"R": 0, "3": 4, "5": 7, "7": 10}[mark]
    near = min(chord.tones, key=lambda tone: abs(tone - wanted))
    return root + near if root + near <= BASS_LOW + 19 else root + near - 12


def comping(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Note]:
    """The chord instrument."""
    guitar = "guitar" in plan.band.get("chords", "")
    centre = 57 if guitar else 60
    style = plan.genre.chords[1]
    style = CALMER.get(style, style) if plan.relaxed else style
    return _figures(plan, passages, chords, "chords", COMP[style], centre)


def riff(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Note]:
    """The second colour: arpeggios, stabs, sparkles, an octave above the chords."""
    style = plan.genre.riff[1] if plan.genre.riff else "sparkle"
    style = BUSIER.get(style, style) if plan.driven else style
    return _figures(plan, passages, chords, "riff", COMP[style], 67)


def _figures(
    plan: Plan, passages: list[Passage], chords: list[Span], role: str, style: Style, centre: int
) -> list[Note]:
    notes: list[Note] = []
    voiced: tuple[int, ...] = ()
    for passage in passages:
        for bar in range(passage.bars):
            if not enters(plan, role, passage, bar):
                continue
            start = (passage.bar + bar) * plan.metre.steps
            final = passage.last and bar == passage.bars - 1
            written = "C" + "-" * (_last(plan) - 1) if final else ""
            if role != "chords" and final:
                continue
            written = written or style.bar(_heft(plan, passage), plan.metre.steps, bar)
            if plan.driven and role == "chords" and not final:
                written = _hurried(written)
            if plan.relaxed and role == "riff":
                written = _rested(written, plan.metre.pulse)
            powered = final and style in (COMP["rock"], COMP["chug"], COMP["eighths"])
            for step, length, mark in _marks(written[: plan.metre.steps]):
                chord = chord_at(chords, start + step)
                voiced = harmony.voicing(chord, voiced, centre)
                loud = _loudness(plan, passage, step)
                mark = "P" if powered else mark
                low = 40 + (chord.root - 40) % 12 if role == "chords" else voiced[0]
                notes += _strike(plan, mark, start + step, length, low, voiced, loud)
    return notes


def _heft(plan: Plan, passage: Passage) -> int:
    """A verse has the song's own figure, a chorus the busy one; breaks and calm verses rest."""
    if plan.relaxed and plan.step < UNHURRIED:
        return 0
    calm = plan.energy < CALM or plan.relaxed
    return 0 if passage.kind == "break" else max(0 if calm else 1, weight(plan, passage))


def _rested(bar: str, pulse: int) -> str:
    """What of a figure falls on the beats, held for as long as a beat."""
    return "".join(mark if step % pulse == 0 else "-" for step, mark in enumerate(bar))


def _hurried(bar: str) -> str:
    """The same figure without a sixteenth of rest or hold between two eighths."""
    filled = [
        mark if mark not in ".-" or step % 2 else bar[:step].rstrip(".-")[-1:] or mark
        for step, mark in enumerate(bar)
    ]
    return "".join(filled)


def _strike(
    plan: Plan,
    mark: str,
    start: float,
    length: float,
    low: int,
    voiced: tuple[int, ...],
    loud: float,
) -> list[Note]:
    """The notes of one mark of a tab; `low` is the first of the chord's tones."""
    ladder = sorted({low, *voiced, *(pitch + 12 for pitch in voiced)})
    if mark.isdigit():
        return [Note(start, max(length, 2) * 0.98, ladder[int(mark) - 1], loud * 0.92)]
    if mark == "L":
        return [Note(start, length * 0.98, low, loud)]
    if mark in "Pp":
        held, hit = (length * 0.97, loud) if mark == "P" else (0.55, loud * 0.7)
        return [Note(start, held, low + up, hit) for up in (0, 7, 12)]
    if mark in "DU":
        return _strum(plan, mark, start, length, low, voiced, loud)
    held, hit = (length * 0.95, loud) if mark == "C" else (0.5, loud * 0.6)
    roll = 0.008 / plan.step
    return [Note(start + roll * i, held, pitch, hit) for i, pitch in enumerate(voiced)]


def _strum(
    plan: Plan,
    mark: str,
    start: float,
    length: float,
    low: int,
    voiced: tuple[int, ...],
    loud: float,
) -> list[Note]:
    """A hand across the strings: all of them down, the thin ones up, some milliseconds apart."""
    strings = [low, *voiced, voiced[0] + 12] if mark == "D" else [*voiced[:0:-1], voiced[0]]
    lag = 0.011 / plan.step
    held, hit = max(length, 3) * 0.98, loud if mark == "D" else loud * 0.72
    return [Note(start + lag * i, held, pitch, hit) for i, pitch in enumerate(strings)]


def pad(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Note]:
    """Long chords: a chord that stays is not struck again."""
    notes: list[Note] = []
    voiced: tuple[int, ...] = ()
    for span in chords:
        passage = passage_at(passages, span.start // plan.metre.steps)
        bar = span.start // plan.metre.steps - passage.bar
        if not enters(plan, "pad", passage, bar):
            continue
        voiced = harmony.voicing(span.chord, voiced, 62)
        strength = 0.35 + 0.45 * passage.full
        length = span.end - span.start
        # Every second tone an octave up: wide, and out of the way of the close chords below.
        opened = [pitch + 12 * (i % 2) for i, pitch in enumerate(voiced)]
        notes += [Note(span.start, length, pitch, strength) for pitch in opened]
    return notes


def passage_at(passages: list[Passage], bar: int) -> Passage:
    """The passage a bar belongs to."""
    return next(p for p in reversed(passages) if p.bar <= bar)


def answers(
    plan: Plan, passages: list[Passage], chords: list[Span], tune: list[Note], role: str
) -> list[Note]:
    """Where the tune breathes for half a bar or more, another voice answers; it holds elsewhere.

    The `counter` answers in full passages; the `lead`, when it is not playing the tune itself,
    in the others.
    """
    notes: list[Note] = []
    half = plan.metre.steps / 2
    dice = plan.dice("answers", role)
    for now, later in zip(tune, tune[1:], strict=False):
        silence = now.start + now.length
        passage = passage_at(passages, int(now.start) // plan.metre.steps)
        counter = "counter" in plan.band and enters(plan, "counter", passage, 0)
        mine = counter if role == "counter" else not counter and dice.random() < 0.7
        start = -(-silence // 2) * 2
        room = min(later.start - start - 1, plan.metre.steps)
        if room < half or not mine or later.start - start > 2.5 * plan.metre.steps:
            continue
        notes += _answer(plan, passage, chords, now.pitch + 5, start, room, dice)
    return notes


def _answer(
    plan: Plan,
    passage: Passage,
    chords: list[Span],
    pitch: int,
    start: float,
    room: float,
    dice: np.random.Generator,
) -> list[Note]:
    """A few chord tones in eighths, in quarters where it is calm; some of them are held."""
    unit = 4 if plan.relaxed else 2
    many = int(room // unit)
    places = [start + unit * i for i in range(many) if not i or dice.random() > 0.35]
    found = []
    for place, after in zip(places, [*places[1:], start + unit * many], strict=True):
        pitch = _nearby(pitch + int(dice.choice([-3, 3, 4])), chord_at(chords, place))
        found.append(Note(place, after - place - 0.1, pitch, 0.4 + 0.25 * passage.full))
    return found


def _nearby(pitch: int, chord: Chord) -> int:
    """The nearest tone of the chord within an octave and a half above middle C."""
    pitch = min(max(pitch, 62), 80)
    return min(
        (p for p in range(pitch - 6, pitch + 7) if p % 12 in chord.pitch_classes),
        key=lambda p: abs(p - pitch),
    )
