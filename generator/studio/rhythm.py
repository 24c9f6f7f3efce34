"""When each syllable of a line falls: dynamic programming over the sixteenths of its bars."""

import numpy as np

from generator.studio.lyrics import Line
from generator.studio.plan import Plan
from generator.studio.samples import Samples

HOLD = 6
"""A singer wants the last syllable at least this long (sixteenths), and then to breathe."""


def onsets(plan: Plan, line: Line, bars: int, motif: tuple[str, int]) -> list[int]:
    """Sixteenths from the line's first bar, one for each syllable, rising.

    Lines of one motif ("chorus", 0) lean towards the same places, so a tune is recognised.
    """
    many = len(line.syllables)
    steps = bars * plan.metre.steps
    dice = plan.dice("rhythm", motif)
    grid = 1 if many > steps // 2 - 3 or plan.step > 0.19 and many > steps // 3 else 2
    if many >= steps - 2:
        return [int(i * steps / many) for i in range(many)] if many <= steps else list(range(steps))
    slots = np.arange(0, steps, grid).astype(np.float64)
    first, final = _span(plan, many, steps, grid, dice)
    ideal = first + (final - first) * np.arange(many) / max(1, many - 1)
    weight = _weights(plan, slots, dice)
    return _place(line, slots, ideal, weight)


def _span(
    plan: Plan, many: int, steps: int, grid: int, dice: np.random.Generator
) -> tuple[float, float]:
    """Where the line begins and its last syllable falls: it leaves room to hold and breathe."""
    widest = plan.metre.pulse if plan.step > 0.12 else 1.5 * plan.metre.pulse
    room = steps - max(HOLD, steps // 5)
    first = float(dice.choice([0, 0, 0, 2, plan.metre.pulse]))
    if many * grid > room - first:
        first = 0.0
    final = min(max(room, (many - 1) * grid), first + (many - 1) * widest)
    # A last word on a strong beat feels like an ending.
    beat = plan.metre.pulse
    rounded = round(final / beat) * beat
    return first, float(rounded if (many - 1) * grid <= rounded - first else final)


def _weights(plan: Plan, slots: Samples, dice: np.random.Generator) -> Samples:
    """How welcome a syllable is on each slot: the metre, its off-beats, and the motif's whim."""
    pulse, bar = plan.metre.pulse, plan.metre.steps
    strong = np.where(slots % bar == 0, 1.0, np.where(slots % pulse == 0, 0.75, 0.0))
    off = np.where((slots % pulse != 0) & (slots % 2 == 0), 0.25, 0.0)
    pushed = np.where(slots % pulse == pulse - 2, plan.genre.syncopation, 0.0)
    return np.asarray(strong + off + 0.7 * pushed + dice.uniform(-0.45, 0.45, len(slots)))


def _place(line: Line, slots: Samples, ideal: Samples, weight: Samples) -> list[int]:
    """The rising places with the least cost: near the ideal, the stressed ones on strong slots."""
    many = len(line.syllables)
    cost = np.full((many, len(slots)), np.inf)
    back = np.zeros((many, len(slots)), dtype=np.int64)
    for i, syllable in enumerate(line.syllables):
        here = 0.16 * (slots - ideal[i]) ** 2 - (1.3 if syllable.stressed else 0.35) * weight
        if i == 0:
            cost[0] = here
            continue
        # The best place for the syllable before, among the slots to the left of each.
        least = np.minimum.accumulate(cost[i - 1])
        leftmost = np.where(cost[i - 1] == least, np.arange(len(slots)), 0)
        best = np.maximum.accumulate(leftmost)
        cost[i, 1:] = least[:-1] + here[1:]
        back[i, 1:] = best[:-1]
    place = int(np.argmin(cost[-1]))
    found = [place]
    for i in range(many - 1, 0, -1):
        place = int(back[i, place])
        found.append(place)
    return [int(slots[p]) for p in reversed(found)]
