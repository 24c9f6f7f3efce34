"""When each syllable of a line falls: dynamic programming over the sixteenths of its bars.

The costs are those of text setting in English song (F. Lerdahl and R. Jackendoff, "A generative
theory of tonal music", 1983; B. Hayes, "Textsetting as constraint conflict", 2009): stressed
syllables want beats, unstressed ones the places between, a line that starts unstressed starts
before its bar, words flow evenly, and the last one is held before the singer breathes.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.studio.reading.lyrics import Line
from generator.studio.reading.plan import Plan
from generator.studio.samples import Samples

QUICKEST = 0.14
"""Seconds from one syllable to the next: seven a second is what a tongue can do."""

LONGEST = 1.3
"""Seconds that a syllable inside a phrase lasts at most."""

BREATH = 0.28
"""Seconds between phrases."""

SLOW_BEAT = 0.75
"""A beat longer than this (s) is heard as two (R. Parncutt, "A perceptual model of pulse
salience", 1994: what people tap to lies around 0.6 s)."""

SLOW_RAP = 0.6
"""The same where words are rapped: they run twice as fast as sung ones."""

DEAR = 60.0
"""The cost of what only happens when nothing else fits."""


@dataclass(frozen=True)
class Room:
    """Where a line may sound, in sixteenths from its first bar: its pick-up may lie before 0."""

    earliest: int
    end: int
    rapped: bool = False


def beat(plan: Plan, rapped: bool = False) -> int:
    """Sixteenths from one place for a stressed syllable to the next.

    The written beat (a quarter; a dotted quarter in 6/8), or an eighth where that is slow.
    """
    slow = plan.step * plan.metre.pulse > (SLOW_RAP if rapped else SLOW_BEAT)
    return 2 if slow else plan.metre.pulse


def is_strong(plan: Plan, place: float, rapped: bool = False) -> bool:
    """Whether a place (sixteenths from any bar line) is on such a beat."""
    return (place % plan.metre.steps) % beat(plan, rapped) == 0


def wanted(plan: Plan, line: Line, pace: float, rapped: bool) -> float:
    """Sixteenths a line needs at `pace` seconds a syllable, with its hold and its breath.

    Each stressed syllable takes at least a beat, with the unstressed ones after it.
    """
    quick, unit = pace / plan.step, beat(plan, rapped)
    groups = _groups(line)
    inner = sum(unit * max(1, round(many * quick / unit)) for many in groups[:-1])
    hold = 0.2 if rapped else 0.5
    before = min(pickup(plan, line), plan.metre.pulse)
    return before + inner + max(groups[-1] * quick, hold / plan.step) + 0.8 * BREATH / plan.step


def pickup(plan: Plan, line: Line) -> int:
    """Sixteenths before its first bar at which a line that starts unstressed begins."""
    before = next((i for i, accent in enumerate(accents(line)) if accent), 0)
    quick = max(1, round(0.22 / plan.step))
    return before * quick if before <= 3 else 0


def accents(line: Line) -> list[bool]:
    """Which of its syllables want a beat: the stressed ones.

    Where nearly all are stressed, or none, as in Chinese, a listener groups them in twos.
    """
    stressed = [syllable.stressed for syllable in line.syllables]
    if 0 < sum(stressed) <= 0.85 * len(stressed) or len(stressed) < 4:
        return stressed
    return [i % 2 == 0 for i in range(len(stressed))]


def _groups(line: Line) -> list[int]:
    """Syllables from each stress to the next; what comes before the first is a pick-up."""
    stresses = [i for i, accent in enumerate(accents(line)) if accent] or [0]
    return [b - a for a, b in pairwise([*stresses, len(line.syllables)])]


def onsets(plan: Plan, line: Line, room: Room, motif: tuple[str, int]) -> list[float]:
    """Sixteenths from the line's first bar, one for each syllable, rising.

    Lines of one motif ("chorus", 0) lean towards the same places, so a tune is recognised.
    """
    many = len(line.syllables)
    least = max(1, int(np.ceil(QUICKEST / plan.step)))
    if (many - 1) * least > room.end - room.earliest - 2:
        # Nothing fits the grid: even steps, as a patter song has it.
        return list(np.linspace(0, room.end - 2, many)) if many > 1 else [0.0]
    slots = np.arange(room.earliest, room.end, dtype=np.float64)
    first, final = _span(plan, line, room, motif)
    even = min(max((final - first) / max(1, many - 1), least), LONGEST / plan.step)
    on, off = _welcome(plan, slots, beat(plan, room.rapped), motif)
    stressed = accents(line)
    here = np.stack([on if strong else off for strong in stressed])
    here[0] += 0.05 * (slots - first) ** 2 * plan.step / 0.125
    here[-1] += 0.03 * (slots - final) ** 2 * plan.step / 0.125
    ends = room.end - (0.3 if room.rapped else 0.55) / plan.step
    here[-1] += np.where(slots > ends, 2 + DEAR / 8 * (slots - ends), 0)
    path = _cheapest(here, _flow(plan, slots, even, least), stressed)
    return _pushed(plan, [float(slots[i]) for i in path], stressed, least, motif)


def _pushed(
    plan: Plan, places: list[float], stressed: list[bool], least: int, motif: tuple[str, int]
) -> list[float]:
    """Syncopate: here and there a stressed syllable comes an eighth before its beat."""
    dice = plan.dice("push", motif)
    whims = dice.random(64) < 0.36 * plan.genre.syncopation
    pushed = list(places)
    for i in range(1, len(places)):
        on_beat = places[i] % plan.metre.steps % plan.metre.pulse == 0
        room = places[i] - 2 - pushed[i - 1] >= max(least, 2)
        if stressed[i] and on_beat and room and whims[int(places[i]) % 64]:
            pushed[i] -= 2
    return pushed


def _span(plan: Plan, line: Line, room: Room, motif: tuple[str, int]) -> tuple[float, float]:
    """Where the first and the last syllable should fall; unstressed starts are pick-ups."""
    dice = plan.dice("span", motif)
    unit, pulse = beat(plan, room.rapped), plan.metre.pulse
    many = len(line.syllables)
    roomy = room.end - wanted(plan, line, 0.3, room.rapped) > pulse
    late = float(dice.choice([0, 0, 0, unit, pulse])) if roomy else 0.0
    first = max(float(room.earliest), late - pickup(plan, line))
    rapped = 0.24 - 0.1 * min(plan.drive, 0)
    slowest = (rapped if room.rapped else 0.34 + 0.10 * (1 - plan.energy)) / plan.step
    hold = (0.4 if room.rapped else 0.7) / plan.step
    final = min(room.end - hold, first + (many - 1) * slowest)
    snapped = unit * round(final / unit)
    return first, float(snapped if snapped <= room.end - hold else max(first, snapped - unit))


def _welcome(
    plan: Plan, slots: Samples, unit: int, motif: tuple[str, int]
) -> tuple[Samples, Samples]:
    """What each slot costs a stressed and an unstressed syllable, with the motif's whims."""
    metre = plan.metre
    inside = slots % metre.steps
    bar, pulse, strong = inside == 0, inside % metre.pulse == 0, inside % unit == 0
    eighth = inside % 2 == 0
    push = eighth & ((inside + 2) % metre.pulse == 0)
    lean = 1.0 - 0.8 * plan.genre.syncopation
    beats = [bar, pulse, strong, push, eighth]
    stressed = np.select(beats, [0.0, 0.25, 0.4, 0.7 + 1.8 * lean, 3.2], 4.2)
    weak = np.select([bar, pulse, strong, eighth], [1.5, 0.9, 0.3, 0.0], 0.35)
    # The same whims at the same places, whatever room a line has before its bar.
    whims = plan.dice("rhythm", motif).uniform(-0.4, 0.4, 32)[(slots % 32).astype(int)]
    return stressed + whims, weak + whims


def _flow(plan: Plan, slots: Samples, even: float, least: int) -> tuple[Samples, Samples]:
    """What each step from slot to slot costs after an unstressed and after a stressed syllable.

    Words flow at an even pace, stressed syllables somewhat longer; `least` slots is the quickest.
    """
    gap = (slots[None, :] - slots[:, None]).astype(np.float64)
    never = np.where(gap < least, 1e6, 0.0) + np.where(gap * plan.step > LONGEST, DEAR, 0.0)
    octaves = [np.log2(np.maximum(gap, 1) / (even * share)) for share in (0.85, 1.2)]
    return never + 0.9 * octaves[0] ** 2, never + 0.9 * octaves[1] ** 2


def _cheapest(here: Samples, flow: tuple[Samples, Samples], stressed: list[bool]) -> list[int]:
    """The path of least cost (Viterbi): `here` is (syllables, slots)."""
    total = here[0]
    back = []
    for i in range(1, len(here)):
        step = total[:, None] + flow[stressed[i - 1]]
        back.append(np.argmin(step, axis=0))
        total = np.min(step, axis=0) + here[i]
    place = int(np.argmin(total))
    path = [place]
    for pointers in reversed(back):
        place = int(pointers[place])
        path.append(place)
    return path[::-1]
