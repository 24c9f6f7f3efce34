"""The pitches of a phrase: the cheapest path through the scale.

Costs follow what melodies do (D. Huron, "Sweet Anticipation", 2006; P. von Hippel, "Redefining
pitch proximity", 2000): mostly steps, few leaps, arches, chord tones on strong beats, and home at
the end of a section. Equal motifs share their whims, so a chorus comes back with its own tune.
"""

from dataclasses import dataclass

import numpy as np

from generator.studio.reading.plan import Plan
from generator.studio.samples import Samples
from generator.studio.writing import rhythm
from generator.studio.writing.score import Chord, Passage

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10),
          "blues": (0, 2, 3, 4, 5, 7, 9, 10)}  # fmt: skip

LOWEST, HIGHEST = 55, 79
"""G3 to G5: where a tune without words is written; its player moves it by octaves."""

LEAPS = np.array([0.45, 0.25, 0.0, 0.45, 0.8, 1.2, 4.5, 1.8, 3.2, 3.4, 4.4, 6.0, 3.6])
"""The cost of an interval, in semitones from 0 to an octave."""

SPOKEN = np.array([0.0, 0.9, 0.35, 0.5, 1.6, 2.2, 4, 4, 5, 6, 7, 8, 9])
"""The same for a rapper, who stays on a tone and leaves it for an accent."""

CLIMB = {"verse": 0.0, "prechorus": 2.0, "chorus": 4.0, "hook": 4.0, "postchorus": 3.0,
         "bridge": 2.0, "build": 2.5, "inst": 3.0, "solo": 5.0, "break": -1.0}  # fmt: skip
"""How many semitones higher than a verse a passage lies."""


@dataclass(frozen=True)
class Sought:
    """The places (sixteenths from the phrase's bar) that want a pitch, and what they know.

    `tune` names the motif; `ending` is the last phrase of its passage; `headroom` is what the
    song still rises, in semitones.
    """

    passage: Passage
    tune: tuple[str, int]
    places: list[float]
    lengths: list[float]
    under: list[Chord]
    stressed: list[bool]
    worded: bool
    ending: bool
    headroom: int


def scale(plan: Plan, passage: Passage) -> frozenset[int]:
    """Pitch classes of the tune's scale, in the key the passage is in."""
    steps = SCALES["blues" if plan.genre.harmony in {"blues", "vamp"} else plan.mode]
    return frozenset((plan.key + passage.lift + step) % 12 for step in steps)


def spoken(plan: Plan, passage: Passage) -> bool:
    """Whether the words of a passage are rapped; hooks and choruses are sung."""
    rapped = plan.genre.rapped
    return rapped and passage.kind not in {"chorus", "hook", "prechorus", "postchorus", "bridge"}


def find(plan: Plan, sought: Sought) -> list[int]:
    """The cheapest pitches (Viterbi), one for each place."""
    span = _span(plan, sought)
    move = _moves(plan, sought, span)
    here = [_cost(plan, sought, i, span) for i in range(len(sought.places))]
    total, back = here[0], list[Samples]()
    for cost in here[1:]:
        step = total[:, None] + move
        back.append(np.argmin(step, axis=0))
        total = np.min(step, axis=0) + cost
    best = int(np.argmin(total))
    path = [best]
    for pointers in reversed(back):
        best = int(pointers[best])
        path.append(best)
    return [int(span[i]) for i in reversed(path)]


def _span(plan: Plan, sought: Sought) -> Samples:
    """Every pitch that may be used: the singer's, or those of a tune without words."""
    if plan.voice and sought.worded:
        return np.arange(plan.voice.low, plan.voice.high + 1 - sought.headroom).astype(np.float64)
    return np.arange(LOWEST, HIGHEST + 1).astype(np.float64)


def _centre(plan: Plan, sought: Sought) -> float:
    """The middle of the passage: verses where a voice is easy, choruses above."""
    climb = CLIMB.get(sought.passage.kind, 0.0)
    if plan.voice and sought.worded:
        reach = plan.voice.high - plan.voice.low
        return plan.voice.low + 0.38 * reach + climb * reach / 19
    # Near the fourth above the tonic closest to A3.
    tonic = 57 + (plan.key - 57 + 5) % 12 - 5
    return float(min(max(tonic + 5, 61), 65)) + climb


def _moves(plan: Plan, sought: Sought, span: Samples) -> Samples:
    distance = np.abs(span[:, None] - span[None, :])
    table = SPOKEN if sought.worded and spoken(plan, sought.passage) else LEAPS
    return np.asarray(table[np.minimum(distance, 12).astype(int)] + np.where(distance > 12, 9, 0))


def _cost(plan: Plan, sought: Sought, i: int, span: Samples) -> Samples:
    """What each pitch costs at the i-th place."""
    place, last = sought.places[i], i == len(sought.places) - 1
    strong = rhythm.is_strong(plan, place, sought.worded and spoken(plan, sought.passage))
    weight = (1.5 if strong else 0.5) + (0.8 if sought.lengths[i] * plan.step > 0.5 else 0)
    cost = _fit(plan, sought, span, sought.under[i], weight) + _whims(plan, sought, place, span)
    if sought.worded and spoken(plan, sought.passage):
        tone = _centre(plan, sought) + (1.5 if sought.stressed[i] else -0.5) - (3 if last else 0)
        return np.asarray(cost + 0.12 * (span - tone) ** 2)
    middle = _centre(plan, sought) + _arch(plan, sought, i)
    cost = cost + 0.035 * (span - middle) ** 2
    if last:
        home = sought.ending and sought.passage.kind != "verse"
        cost = cost + _cadence(plan, sought, span, home)
    return np.asarray(cost)


def _whims(plan: Plan, sought: Sought, place: float, span: Samples) -> Samples:
    """The motif's own likings; a second verse has some of its own.

    Stronger ones for a rapper, who has few tones: else every take would rap the same.
    """
    passage = sought.passage
    keen = 1.0 if sought.worded and spoken(plan, passage) else 0.6
    whim = plan.dice("pitch", sought.tune, int(place)).normal(0, keen, 128)
    if passage.kind == "verse" and passage.nth:
        again = plan.dice("variation", sought.tune, passage.nth, int(place))
        whim = whim + again.normal(0, 0.4, 128)
    return np.asarray(whim[span.astype(int)])


def _arch(plan: Plan, sought: Sought, i: int) -> float:
    """The shape of a phrase: it rises and falls, or falls, or climbs."""
    across = i / max(1, len(sought.places) - 1)
    first = sought.tune[1] < 2
    kind = int(plan.dice("arch", sought.tune).integers(3)) if first else 0
    return float((np.sin(np.pi * across) * 6 - 2, 4 - 7 * across, 6 * across - 2.5)[kind])


def _fit(plan: Plan, sought: Sought, span: Samples, under: Chord, weight: float) -> Samples:
    """What each pitch costs over a chord: its tones are free, the scale is cheap, a clash dear."""
    inside = np.isin(span % 12, list(scale(plan, sought.passage)))
    chord = list(under.pitch_classes)
    tones = np.isin(span % 12, chord)
    clash = np.isin((span + 1) % 12, chord) | np.isin((span - 1) % 12, chord)
    off = weight * np.where(clash, 1.3, 0.8)
    return np.asarray(np.where(tones, 0.0, off) + np.where(inside, 0.0, np.where(tones, 0.5, 5.0)))


def _cadence(plan: Plan, sought: Sought, span: Samples, home: bool) -> Samples:
    """A last note belongs to the chord; a section that closes wants the tonic."""
    tones = np.isin(span % 12, list(sought.under[-1].pitch_classes))
    cost = np.where(tones, 0.0, 3.0)
    if home:
        tonic = plan.key + sought.passage.lift
        cost = cost + np.where((span - tonic) % 12 == 0, 0.0, 0.8)
    return np.asarray(cost)
