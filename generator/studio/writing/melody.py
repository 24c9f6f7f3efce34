"""The tune: a place, a length and a pitch for every syllable, with breaths and melismas."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.studio.reading.lyrics import Line, Syllable
from generator.studio.reading.plan import Plan
from generator.studio.writing import pitches, rhythm
from generator.studio.writing.score import Chord, Note, Passage, Phrase, Span, Sung

WORDLESS = {"calm": (4, 6, 4, 5), "steady": (6, 8, 6, 7), "busy": (9, 11, 8, 10)}
"""Notes in the four phrases of a tune without words."""

MELISMATIC = {"soul": 0.6, "ballad": 0.45, "blues": 0.4, "jazz": 0.35, "ambient": 0.35,
              "cinematic": 0.3, "folk": 0.2, "reggae": 0.2, "pop": 0.2, "country": 0.25,
              "bossa nova": 0.2, "salsa": 0.3, "disco": 0.2}  # fmt: skip
"""How often a long syllable moves over two or three notes."""

LONGEST_HOLD = 1.3
"""Seconds a phrase's last syllable is held: longer, and in a slow song its word gets lost."""


def compose(plan: Plan, passages: list[Passage], chords: list[Span]) -> list[Sung]:
    """The tune of the whole song, passage by passage."""
    tune: list[Sung] = []
    busy = 0.0  # until where (sixteenths from the beginning) the singer is, with a breath
    number = 0
    headroom = max(passage.lift for passage in passages)
    afterwards = _afterwards(plan, passages)
    for passage in passages:
        phrases = passage.phrases or _hummed(plan, passage)
        for i, phrase in enumerate(phrases):
            motif, ending = _motif(i, len(phrases)), i == len(phrases) - 1
            reserved = afterwards[passage.kind] if ending else _pickup(plan, phrases[i + 1])
            setting = _Setting(plan, passage, phrase, motif, ending, chords, headroom, reserved)
            notes = setting.notes(busy)
            if notes and tune:
                tune[-1] = _cut(plan, tune[-1], notes[0][0].start)
            tune += [Sung(note, syllable, number, slur) for note, syllable, slur in notes]
            if notes:
                onset = next(note.start for note, _, slur in reversed(notes) if not slur)
                busy = onset + (0.2 + rhythm.BREATH) / plan.step
            number += 1
    return tune


def _pickup(plan: Plan, later: Phrase) -> int:
    """Sixteenths at a phrase's end that belong to the next one's pick-up."""
    return min(rhythm.pickup(plan, later.line), plan.metre.pulse)


def _afterwards(plan: Plan, passages: list[Passage]) -> dict[str, int]:
    """The longest pick-up after each kind of passage: what comes back ends the same each time."""
    longest = dict.fromkeys((passage.kind for passage in passages), 0)
    for passage, after in pairwise(passages):
        if after.phrases:
            longest[passage.kind] = max(longest[passage.kind], _pickup(plan, after.phrases[0]))
    return longest


def lines(passages: list[Passage], tune: list[Sung]) -> dict[int, Line]:
    """The words of every phrase of the tune that has any, by its number there."""
    worded = iter(phrase.line for p in passages for phrase in p.phrases if phrase.line.syllables)
    numbers = sorted({sung.line for sung in tune if sung.syllable})
    return dict(zip(numbers, worded, strict=True))


def _cut(plan: Plan, before: Sung, start: float) -> Sung:
    """A last note ends early enough to breathe before the next phrase."""
    note = before.note
    longest = start - rhythm.BREATH / plan.step - note.start
    return replace(before, note=replace(note, length=max(1.0, min(note.length, longest))))


def _motif(i: int, many: int) -> int:
    """The shape of a stanza: AAB for three lines, else ABAC."""
    if many == 3:
        return (0, 0, 2)[i]
    return (0, 1, 0, 2)[i % 4]


def _hummed(plan: Plan, passage: Passage) -> tuple[Phrase, ...]:
    """Phrases for a passage without words: none where the band plays alone."""
    first = 0
    if passage.kind == "intro" and plan.genre.form in {"song", "standard"}:
        first = passage.bars // 2  # the band begins, then the tune is heard once
    elif passage.kind in {"intro", "outro", "break", "build", "transition"} and not (
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
    for i in range((passage.bars - first) // bars):
        syllables = tuple(Syllable("", n, n % 2 == 0) for n in range(counts[i % 4]))
        phrases.append(Phrase(Line("", syllables), first + i * bars, bars))
    return tuple(phrases)


@dataclass(frozen=True)
class _Setting:
    """One phrase, and all that its setting depends on."""

    plan: Plan
    passage: Passage
    phrase: Phrase
    motif: int
    ending: bool
    chords: list[Span]
    headroom: int
    reserved: int

    @property
    def worded(self) -> bool:
        """Whether there are words to it, sung or played."""
        return bool(self.passage.phrases)

    @property
    def tune(self) -> tuple[str, int]:
        """The motif's name: a hook has the chorus's tune, and the intro announces it."""
        kind = self.passage.kind
        return "chorus" if kind in {"hook", "intro"} else kind, self.motif

    def notes(self, earliest: float) -> list[tuple[Note, Syllable | None, bool]]:
        """Notes with their syllables, and whether each goes on with the syllable before."""
        plan, line = self.plan, self.phrase.line
        if not line.syllables:
            return []
        steps = plan.metre.steps
        begin = (self.passage.bar + self.phrase.bar) * steps
        before = min(rhythm.pickup(plan, line), plan.metre.pulse) if self.worded else 0
        first = int(min(0, max(-before, math.ceil(earliest) - begin)))
        rapped = self.worded and pitches.spoken(plan, self.passage)
        room = rhythm.Room(first, self.phrase.bars * steps - self.reserved, rapped)
        places = rhythm.onsets(plan, line, room, self.tune)
        lengths = self._lengths(places, room.end)
        lift = self.passage.lift
        found = pitches.find(plan, self._sought(places, lengths))
        return list(self._written(begin, places, lengths, [pitch + lift for pitch in found]))

    def _sought(self, places: list[float], lengths: list[float]) -> pitches.Sought:
        """What the pitches must suit. A lifted passage has its own tune, moved up as a whole."""
        begin = (self.passage.bar + self.phrase.bar) * self.plan.metre.steps
        # A pick-up belongs to the bar it leads into.
        under = [chord_at(self.chords, begin + max(0, place)) for place in places]
        lift = self.passage.lift
        return pitches.Sought(
            passage=replace(self.passage, lift=0),
            tune=self.tune,
            places=places,
            lengths=lengths,
            under=[replace(chord, root=(chord.root - lift) % 12) for chord in under],
            stressed=[syllable.stressed for syllable in self.phrase.line.syllables],
            worded=self.worded,
            ending=self.ending,
            headroom=self.headroom,
        )

    def _lengths(self, places: list[float], end: int) -> list[float]:
        """From each syllable to the next; the last is held, and leaves time to breathe."""
        step = self.plan.step
        longest = LONGEST_HOLD / step
        least = max(1.0, 0.3 / step)
        final = min(longest, max(least, end - places[-1] - rhythm.BREATH / step))
        return [b - a for a, b in zip(places, places[1:], strict=False)] + [final]

    def _written(
        self, begin: int, places: list[float], lengths: list[float], found: list[int]
    ) -> Iterator[tuple[Note, Syllable | None, bool]]:
        for i, (place, length, pitch) in enumerate(zip(places, lengths, found, strict=True)):
            syllable = self.phrase.line.syllables[i] if self.worded else None
            after = found[i + 1] if i + 1 < len(found) else None
            start = begin + place
            strength = self._strength(place, i)
            for n, (share, tone) in enumerate(self._melisma(i, length, pitch, after)):
                yield Note(start, share * 0.96, tone, strength), syllable, n > 0
                start += share

    def _strength(self, place: float, i: int) -> float:
        lean = 0.14 if rhythm.is_strong(self.plan, place) else 0.0
        lean += 0.04 if self.phrase.line.syllables[i].stressed else -0.02
        return (0.62 + lean) * (0.75 + 0.25 * self.passage.full)

    def _melisma(
        self, i: int, length: float, pitch: int, after: int | None
    ) -> list[tuple[float, int]]:
        """The (length, pitch)s a syllable moves over: one, or more where it is long.

        A phrase's end leans on the tone above before it settles; within a phrase a third is
        filled with the tone between.
        """
        seconds = length * self.plan.step
        often = (
            MELISMATIC.get(self.plan.genre.name, 0.0) if self.worded and self.plan.voice else 0.0
        )
        dice = self.plan.dice("melisma", self.tune, i)
        if dice.random() >= often or pitches.spoken(self.plan, self.passage):
            return [(length, pitch)]
        part = float(max(1, round(0.22 / self.plan.step)))
        if after is None and seconds > 0.9:
            above = self._neighbour(pitch, 1)
            if dice.random() < 0.5:
                return [(part, above), (length - part, pitch)]
            return [(part, pitch), (part, above), (length - 2 * part, pitch)]
        if after is not None and seconds > 0.55 and 3 <= abs(after - pitch) <= 4:
            between = self._neighbour(pitch, 1 if after > pitch else -1)
            return [(length - part, pitch), (part, between)]
        return [(length, pitch)]

    def _neighbour(self, pitch: int, way: int) -> int:
        """The next tone of the scale up (1) or down (-1), within the singer's range."""
        scale = pitches.scale(self.plan, self.passage)
        found = next(pitch + way * by for by in (1, 2, 3) if (pitch + way * by) % 12 in scale)
        voice = self.plan.voice
        return found if voice is None or voice.low <= found <= voice.high else pitch


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
