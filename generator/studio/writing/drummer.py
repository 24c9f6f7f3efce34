"""The drummer: grooves by weight, fills into sections, crashes, build-ups, and people's timing."""

from dataclasses import replace

import numpy as np

from generator.studio.reading.plan import Plan
from generator.studio.writing.grooves import FILLS, GROOVES, Bar
from generator.studio.writing.score import Passage, Stroke

EVEN = ("hat", "ride", "shaker", "tambourine", "tom low", "open")
"""What can keep the time in even strokes, the best for it first."""

SOFTER = {"hat": "shaker", "open": "shaker", "snare": "sweep"}
"""What a calm drummer plays instead: a stick is heard where a shaker or a brush is felt."""

BETWEEN = 0.6
"""Strength of an energetic drummer's strokes between the eighths."""

KEEPERS = (*EVEN, "guiro")
"""All that keeps the time."""

QUICKEST = 0.095
"""Seconds between the strokes of one hand."""

UNHURRIED = 0.19
"""Seconds of a sixteenth below which a calm song goes at half the pace."""

LOUD = {"X": 1.0, "x": 0.74, "-": 0.36}


def play(plan: Plan, passages: list[Passage]) -> list[Stroke]:
    """Every stroke of the song, in sixteenths."""
    if not plan.drums or plan.genre.groove == "none":
        return []
    dice = plan.dice("drums")
    strokes: list[Stroke] = []
    for i, passage in enumerate(passages):
        after = passages[i + 1] if i + 1 < len(passages) else None
        for bar in range(passage.bars):
            strokes += _bar(plan, passage, bar, dice)
        strokes = _lead_over(plan, passage, after, strokes, dice)
        strokes += _arrival(plan, passage)
    return _loosened(plan, strokes, dice)


def weight(plan: Plan, passage: Passage) -> int:
    """Light, main or full (0..2): a calm song needs a fuller passage for the same weight.

    One calmer than its genre never comes to the full one: its chorus is louder, not busier.
    """
    full = passage.full + 0.3 * (plan.energy - 0.5) + 0.15 * plan.drive
    return 0 if full < 0.5 else 1 if full < 0.84 or plan.relaxed else 2


def _silent(plan: Plan, passage: Passage, bar: int) -> bool:
    """Where the drummer waits."""
    if passage.last and bar == passage.bars - 1:
        return True
    if plan.driven and passage.full >= 0.25:
        return False
    if plan.relaxed and passage.kind in {"intro", "verse"} and passage.full < 0.4:
        return True
    if passage.kind == "intro":
        return bar < passage.bars // 2 and plan.genre.form != "club"
    if passage.kind == "break":
        return True
    return passage.full < 0.3 and passage.kind in {"interlude", "transition", "outro"}


def _bar(plan: Plan, passage: Passage, bar: int, dice: np.random.Generator) -> list[Stroke]:
    if _silent(plan, passage, bar):
        return []
    start = (passage.bar + bar) * plan.metre.steps
    if passage.kind == "build":
        return _build(plan, passage, bar, start)
    groove = GROOVES[plan.genre.groove]
    written = groove.bar(weight(plan, passage), plan.metre.steps)
    strokes = _read(written, plan.metre.steps, start, 0.55 + 0.45 * passage.full)
    strokes = _paced(plan, strokes, start)
    if plan.relaxed:
        return strokes
    if bar % 8 == 3 and passage.bars > 4:
        return [*strokes, *_comma(plan, strokes, start, dice)]
    return _varied(plan, strokes, start, dice) if bar % 2 else strokes


def _paced(plan: Plan, strokes: list[Stroke], start: float) -> list[Stroke]:
    """Calmer than the genre: time is kept on the beats alone. Driven: without a gap."""
    if plan.relaxed:
        return _calmed(plan, _halved(plan, strokes, start), start)
    return _driven(plan, strokes, start) if plan.driven else strokes


def _calmed(plan: Plan, strokes: list[Stroke], start: float) -> list[Stroke]:
    """Without ghosts, and with what swells where the genre clicks."""
    return [
        replace(stroke, piece=SOFTER.get(stroke.piece, stroke.piece))
        for stroke in strokes
        if stroke.strength > 0.3 and not _between(plan, stroke, start)
    ]


def _driven(plan: Plan, strokes: list[Stroke], start: float) -> list[Stroke]:
    """Time kept in sixteenths (eighths where they swing), and sticks between the eighths."""
    swung = plan.genre.swing > 0.55
    pieces = {stroke.piece for stroke in strokes}
    piece = next((keeper for keeper in EVEN if keeper in pieces), "")
    kept = [stroke for stroke in strokes if not piece or stroke.piece != piece]
    if piece:
        every = 2 if swung or plan.step < QUICKEST else 1
        # Sixteenths on a ride are one wash: no stick plays them there.
        piece = "hat" if every == 1 and piece == "ride" else piece
        beats = range(0, plan.metre.steps, every)
        kept += [Stroke(start + s, piece, 1.0 if s % 2 == 0 else 0.9) for s in beats]
    # The second sixteenth of a swung beat falls on its triplet.
    between = range(1, plan.metre.steps, 4 if swung else 2)
    sticks = GROOVES[plan.genre.groove].sticks
    taken = {s.start - start for s in kept if s.piece == sticks}
    return kept + [Stroke(start + s, sticks, BETWEEN) for s in between if s not in taken]


def _halved(plan: Plan, strokes: list[Stroke], start: float) -> list[Stroke]:
    """Half time, where the tempo is quick: the first half of the bar, twice as slow.

    A bar whose first half only counts the time, as a one drop's, stays as it is.
    """
    steps = plan.metre.steps
    first = [s for s in strokes if s.start - start < steps // 2]
    if plan.step >= UNHURRIED or steps != 16 or all(s.piece in KEEPERS for s in first):
        return strokes
    return [replace(s, start=2 * s.start - start) for s in first]


def _between(plan: Plan, stroke: Stroke, start: float) -> bool:
    """Whether a stroke only counts the time between two beats."""
    return stroke.piece in KEEPERS and (stroke.start - start) % plan.metre.pulse != 0


def _comma(
    plan: Plan, strokes: list[Stroke], start: float, dice: np.random.Generator
) -> list[Stroke]:
    """In the middle of eight bars: a breath of the hi-hat or two strokes, no whole fill."""
    end = start + plan.metre.steps
    pieces = {stroke.piece for stroke in strokes}
    if "hat" in pieces and dice.random() < 0.5:
        return [Stroke(end - 2, "open", 0.5)]
    if "snare" in pieces:
        return [Stroke(end - 2, "snare", 0.4), Stroke(end - 1, "snare", 0.55)]
    return []


def _read(written: Bar, steps: int, start: float, loud: float) -> list[Stroke]:
    found = []
    for piece, pattern in written.items():
        pattern = (pattern * 2)[:steps]
        for step, mark in enumerate(pattern):
            if mark in LOUD:
                found.append(Stroke(start + step, piece, LOUD[mark] * loud))
    return found


def _varied(
    plan: Plan, strokes: list[Stroke], start: float, dice: np.random.Generator
) -> list[Stroke]:
    """Every second bar differs by a pick-up kick or a ghost, so that no loop is heard."""
    whim = dice.random()
    if whim < 0.3 and any(s.piece == "kick" for s in strokes) and plan.energy > 0.3:
        return [*strokes, Stroke(start + plan.metre.steps - 1, "kick", 0.45)]
    if whim < 0.55 and any(s.piece == "snare" for s in strokes):
        return [*strokes, Stroke(start + plan.metre.steps - 3, "snare", 0.22)]
    return strokes


def _build(plan: Plan, passage: Passage, bar: int, start: float) -> list[Stroke]:
    """A roll that doubles towards the drop, over a kick that stops before it."""
    share = bar / max(1, passage.bars - 1)
    every = 4 if share < 0.4 else 2 if share < 0.8 else 1
    piece = "taiko" if plan.genre.groove == "epic" else "snare"
    steps = range(0, plan.metre.steps, every)
    roll = [Stroke(start + s, piece, 0.3 + 0.5 * (bar + s / 16) / passage.bars) for s in steps]
    if share < 0.8:
        beats = range(0, plan.metre.steps, plan.metre.pulse)
        roll += [Stroke(start + s, "kick", 0.8) for s in beats]
    return roll


def _lead_over(
    plan: Plan,
    passage: Passage,
    after: Passage | None,
    strokes: list[Stroke],
    dice: np.random.Generator,
) -> list[Stroke]:
    """A fill in place of the end of the last bar; before a chorus often the longer one."""
    fills = FILLS.get(GROOVES[plan.genre.groove].fill, [])
    playing = passage.kind not in {"break", "build"} and passage.bars >= 2
    if plan.relaxed or after is None or not fills or not playing or passage.full < 0.25:
        return strokes
    fill = fills[int(dice.integers(len(fills)))]
    end = (passage.bar + passage.bars) * plan.metre.steps
    filled = [(p, pattern) for p, pattern in fill.items() if pattern.strip(".")]
    first = min(len(p) - len(p.lstrip(".")) for _, p in filled)
    start = end - 16
    kept = [s for s in strokes if s.start < start + first or s.piece in {"kick", "hat", "shaker"}]
    loud = 0.5 + 0.5 * max(passage.full, after.full)
    played = [s for s in _read(fill, 16, start, loud) if s.start >= start + first]
    if after.full >= 0.8 and after.full > passage.full and plan.energy > 0.35:
        kept.append(Stroke(end - 1.5 / plan.step, "reverse", 0.6))
    return [*kept, *played]


def _arrival(plan: Plan, passage: Passage) -> list[Stroke]:
    """Cymbals where a section begins, the riser before a drop, the hit of the very end."""
    start = passage.bar * plan.metre.steps
    found = []
    if passage.full > 0.55 and plan.energy > 0.3 and passage.kind != "build":
        found.append(Stroke(start, "crash", 0.5 + 0.4 * passage.full))
    if passage.kind == "build":
        end = start + passage.bars * plan.metre.steps
        found.append(Stroke(end - 4 / plan.step, "riser", 0.8))
        found.append(Stroke(end, "impact", 0.8))
    if passage.last and plan.energy > 0.3:
        final = (passage.bar + passage.bars - 1) * plan.metre.steps
        found += [Stroke(final, "crash", 0.8), Stroke(final, "kick", 0.9)]
    return [stroke for stroke in found if stroke.start >= 0]


def _loosened(plan: Plan, strokes: list[Stroke], dice: np.random.Generator) -> list[Stroke]:
    """A little early, a little late, never twice equally loud."""
    spread = 0.0 if GROOVES[plan.genre.groove].tight else 0.005 / plan.step
    strokes = sorted(strokes, key=lambda s: (s.start, s.piece))
    late = dice.normal(0, 1, len(strokes)).clip(-2, 2) * spread
    loud = dice.uniform(0.9, 1.05, len(strokes))
    return [
        Stroke(max(0.0, s.start + float(t)), s.piece, min(1.0, s.strength * float(v)))
        for s, t, v in zip(strokes, late, loud, strict=True)
    ]
