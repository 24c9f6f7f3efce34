"""The tune: a pitch for every syllable, found by the cheapest path through the scale.

Costs follow what melodies do (D. Huron, "Sweet Anticipation", 2006; P. von Hippel, "Redefining
pitch proximity", 2000): mostly steps, few leaps, arches, chord tones on strong beats, and home at
the end of a section. Equal motifs share their whims, so a chorus comes back with its own tune.
"""

import numpy as np

from generator.studio import rhythm
from generator.studio.lyrics import Line, Syllable
from generator.studio.plan import Plan
from generator.studio.samples import Samples
from generator.studio.score import Chord, Note, Passage, Phrase, Span, Sung

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10),
          "blues": (0, 2, 3, 4, 5, 7, 9, 10)}  # fmt: skip

LOWEST, HIGHEST = 55, 79
"""G3 to G5: what a singer of either sex reaches in one octave or another."""

LEAPS = np.array([0.75, 0.35, 0.0, 0.3, 0.55, 0.8, 3.5, 1.2, 2.4, 2.6, 3.6, 5.0, 2.8])
"""The cost of an interval, in semitones from 0 to an octave."""

CLIMB = {"verse": 0.0, "prechorus": 2.0, "chorus": 4.0, "hook": 4.0, "postchorus": 3.0,
         "bridge": 2.0, "build": 2.5, "inst": 3.0, "solo": 5.0, "break": -1.0}  # fmt: skip
"""How many semitones higher than a verse a passage lies."""

WORDLESS = {"calm": (4, 6, 4, 5), "steady": (6, 8, 6, 7), "busy": (9, 11, 8, 10)}
"""Notes in the four phrases of a tune without words."""


def compose(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Sung]:
    """The tune of the whole song, passage by passage."""
    tune: list[Sung] = []
    number = 0
    for passage in passages:
        phrases = passage.phrases or _hummed(plan, passage)
        for i, phrase in enumerate(phrases):
            motif = _motif(i, len(phrases))
            ending = i == len(phrases) - 1
            notes = _phrase(plan, passage, phrase, chords, motif, ending)
            sung = phrase.line.syllables if passage.phrases else (None,) * len(notes)
            tune += [Sung(n, s, number) for n, s in zip(notes, sung, strict=False)]
            number += 1
    return tune


def _motif(i: int, many: int) -> int:
    """The shape of a stanza: AAB for three lines, else ABAC."""
    if many == 3:
        return (0, 0, 2)[i]
    return (0, 1, 0, 2)[i % 4]


def _hummed(plan: Plan, passage: Passage) -> tuple[Phrase, ...]:
    """Phrases for a passage without words: none where the band plays alone."""
    if passage.kind in {"intro", "outro", "break", "build", "transition"} and not (
        passage.kind == "outro" and plan.energy < 0.4
    ):
        return ()
    fast = plan.energy > 0.75 or passage.kind == "solo"
    counts: tuple[int, ...] = WORDLESS[
        "busy" if fast else "calm" if plan.energy < 0.3 else "steady"
    ]
    bars = 2 if plan.bar < 3.2 else 1
    if bars == 1:
        counts = tuple(max(3, many - 2) for many in counts)
    phrases = []
    for i in range(passage.bars // bars):
        syllables = tuple(Syllable("", n, n % 2 == 0) for n in range(counts[i % 4]))
        phrases.append(Phrase(Line("", syllables), i * bars, bars))
    return tuple(phrases)


def _phrase(
    plan: Plan, passage: Passage, phrase: Phrase, chords: list[Span], motif: int, ending: bool
) -> list[Note]:
    tune = ("chorus" if passage.kind == "hook" else passage.kind, motif)
    places = rhythm.onsets(plan, phrase.line, phrase.bars, tune)
    if not places:
        return []
    steps = plan.metre.steps
    begin = (passage.bar + phrase.bar) * steps
    end = phrase.bars * steps
    # The last syllable is held, then the singer breathes.
    stops = [*places[1:], min(end - 1, places[-1] + 10)]
    lengths = [max(1, stop - place) for place, stop in zip(places, stops, strict=True)]
    under = [chord_at(chords, begin + place) for place in places]
    pitches = _path(plan, passage, tune, places, lengths, under, ending)
    strengths = [0.62 + (0.16 if p % plan.metre.pulse == 0 else 0.0) for p in places]
    return [
        Note(begin + place, length * 0.96, pitch, strength * (0.75 + 0.25 * passage.full))
        for place, length, pitch, strength in zip(places, lengths, pitches, strengths, strict=True)
    ]


def chord_at(chords: list[Span], place: float) -> Chord:
    """The chord sounding at a sixteenth (spans are in order)."""
    low, high = 0, len(chords) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if chords[middle].start <= place:
            low = middle
        else:
            high = middle - 1
    return chords[low].chord


def _path(
    plan: Plan,
    passage: Passage,
    tune: tuple[str, int],
    places: list[int],
    lengths: list[int],
    under: list[Chord],
    ending: bool,
) -> list[int]:
    """The cheapest pitches (Viterbi), one for each place."""
    span = np.arange(LOWEST, HIGHEST + 1).astype(np.float64)
    whim = plan.dice("pitch", tune).normal(0, 0.5, (rhythm.HOLD * 24, len(span)))
    again = plan.dice("variation", tune, passage.nth).normal(0, 0.35, whim.shape)
    if passage.kind == "verse" and passage.nth:
        whim = whim + again
    arch = _arch(plan, tune, places)
    distance = np.abs(span[:, None] - span[None, :])
    move = LEAPS[np.minimum(distance, 12).astype(int)] + np.where(distance > 12, 9, 0)
    total = np.zeros(len(span))
    back: list[Samples] = []
    for i, place in enumerate(places):
        weight = (1.5 if place % plan.metre.pulse == 0 else 0.5) + (0.8 if lengths[i] >= 4 else 0)
        here = _fit(plan, span, under[i], weight) + whim[place % len(whim)]
        here = here + 0.035 * (span - _centre(plan) - CLIMB.get(passage.kind, 0.0) - arch[i]) ** 2
        if i == len(places) - 1:
            here = here + _cadence(plan, span, under[i], ending and passage.kind != "verse")
        if i:
            step = total[:, None] + move
            back.append(np.argmin(step, axis=0))
            total = np.min(step, axis=0)
        total = total + here
    best = int(np.argmin(total))
    path = [best]
    for pointers in reversed(back):
        best = int(pointers[best])
        path.append(best)
    return [int(span[i]) for i in reversed(path)]


def _centre(plan: Plan) -> float:
    """The middle of a verse: near the fifth above the tonic closest to B3."""
    tonic = 57 + (plan.key - 57 + 5) % 12 - 5
    return float(min(max(tonic + 5, 61), 65))


def _arch(plan: Plan, tune: tuple[str, int], places: list[int]) -> Samples:
    """The shape of a phrase: it rises and falls, or falls, or climbs."""
    across = np.linspace(0, 1, len(places)) if len(places) > 1 else np.zeros(1)
    kind = int(plan.dice("arch", tune).integers(3)) if tune[1] < 2 else 0
    shapes = (np.sin(np.pi * across) * 6 - 2, 4 - 7 * across, 6 * across - 2.5)
    return np.asarray(shapes[kind])


def _fit(plan: Plan, span: Samples, under: Chord, weight: float) -> Samples:
    """What each pitch costs over a chord: its tones are free, the scale is cheap, a clash dear."""
    scale = SCALES["blues" if plan.genre.harmony in {"blues", "vamp"} else plan.mode]
    inside = np.isin((span - plan.key) % 12, scale)
    tones = np.isin(span % 12, list(under.pitch_classes))
    clash = np.isin((span + 1) % 12, list(under.pitch_classes)) | np.isin(
        (span - 1) % 12, list(under.pitch_classes)
    )
    off = weight * np.where(clash, 1.3, 0.8)
    return np.asarray(np.where(tones, 0.0, off) + np.where(inside, 0.0, np.where(tones, 0.5, 5.0)))


def _cadence(plan: Plan, span: Samples, under: Chord, home: bool) -> Samples:
    """A last note belongs to the chord; a section that closes wants the tonic or its third."""
    tones = np.isin(span % 12, list(under.pitch_classes))
    cost = np.where(tones, 0.0, 3.0)
    if home:
        cost = cost + np.where((span - plan.key) % 12 == 0, 0.0, 0.8)
    return np.asarray(cost)
