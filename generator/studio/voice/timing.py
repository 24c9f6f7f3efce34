"""Which moment of the speech sounds at which moment of the song."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.studio.samples import Samples
from generator.studio.speech.phones import Phone, Syllable
from generator.studio.voice.spoken import Spoken
from generator.studio.voice.vocoder import STEP

PACE = 0.9
"""How long a consonant is sung, of its length in slow speech."""

SHORTEST, LONGEST = 0.03, 0.26
"""Seconds of a consonant that is not squeezed."""

CROWDED = 0.6
"""At most so much of the time from note to note goes to consonants."""

REST = 0.12
"""Seconds: a gap between notes that is longer is silence; a shorter one is sung through."""

STEADY = 0.12
"""Half of the part of a vowel that is drawn out when it is held, of its length in speech."""

Beat = tuple[float, float]
"""From when to when a syllable is sung, in seconds of the song."""

LATER = 0.12
"""How much earlier in a diphthong the part lies that is held: its glide comes late."""

EDGE = 0.03
"""Seconds of silence around a phrase."""


@dataclass(frozen=True)
class Piece:
    """One phone between two moments of the song, in seconds; `syllable` counts from 0."""

    phone: int
    start: float
    end: float
    syllable: int


@dataclass(frozen=True)
class Course:
    """A phrase frame by frame; the first is at `start` seconds of the song.

    `places` are seconds of the speech, `phones` and `syllables` count from 0 (-1: silence).
    """

    start: float
    places: Samples
    phones: Samples
    syllables: Samples

    def at(self, rows: Samples) -> Samples:
        """What is known each `vocoder.STEP` of the speech, in this order."""
        places = np.clip(self.places / STEP, 0, len(rows) - 1.001)
        whole = places.astype(np.int64)
        part = (places - whole).astype(np.float32)
        part = part if rows.ndim == 1 else part[:, None]
        return np.asarray(rows[whole] * (1 - part) + rows[whole + 1] * part)

    def vowels(self, phones: tuple[Phone, ...]) -> Samples:
        """Where a vowel sounds."""
        return np.asarray(np.array([*(phone.vowel for phone in phones), False])[self.phones])


def lay_out(syllables: tuple[Syllable, ...], beats: list[Beat], bounds: Samples) -> list[Piece]:
    """Put each syllable's vowel on its beat (start, end), and its consonants around it.

    Consonants before a vowel sound before the beat. They keep the length they have in speech
    unless that leaves too little of the note.
    """
    lengths = np.clip(np.diff(bounds) * PACE, SHORTEST, LONGEST)
    onset = _onset(syllables[0])
    pieces = _row(onset, lengths[onset], beats[0][0] - lengths[onset].sum(), 0)
    for number, (syllable, (start, end)) in enumerate(zip(syllables, beats, strict=True)):
        last = number + 1 == len(beats)
        after = [] if last else _onset(syllables[number + 1])
        following = end if last else beats[number + 1][0]
        coda = list(range(syllable.nucleus + 1, syllable.end))
        if last or following - end > REST:
            room = [CROWDED * (end - start), following - end]
            stop = end
        else:
            room = [CROWDED * (following - start)] * 2
            stop = following
        tail, head = _squeezed(lengths[coda], lengths[after], room, together=stop == following)
        close = stop - tail.sum() - (head.sum() if stop == following else 0.0)
        pieces.append(Piece(syllable.nucleus, start, close, number))
        pieces += _row(coda, tail, close, number)
        pieces += _row(after, head, following - head.sum(), number + 1)
    return pieces


def _onset(syllable: Syllable) -> list[int]:
    return list(range(syllable.begin, syllable.nucleus))


def _squeezed(
    coda: Samples, onset: Samples, room: list[float], *, together: bool
) -> tuple[Samples, Samples]:
    """Lengths that fit their room: one room for both, or one for each."""
    if together:
        scale = min(1.0, room[0] / max(coda.sum() + onset.sum(), 1e-9))
        return coda * scale, onset * scale
    tail = coda * min(1.0, room[0] / max(coda.sum(), 1e-9))
    return tail, onset * min(1.0, room[1] / max(onset.sum(), 1e-9))


def _row(phones: list[int], lengths: Samples, start: float, syllable: int) -> list[Piece]:
    """Phones one after the other."""
    ends = start + np.concatenate([[0.0], np.cumsum(lengths)])
    return [
        Piece(phone, float(begin), float(end), syllable)
        for phone, (begin, end) in zip(phones, pairwise(ends), strict=True)
    ]


def course(pieces: list[Piece], said: Spoken, *, step: float, before: float = EDGE) -> Course:
    """The pieces as frames `step` seconds apart, with `before` seconds of silence."""
    start = max(0.0, pieces[0].start - before)
    count = int((pieces[-1].end + EDGE - start) / step) + 2
    clock = start + step * np.arange(count)
    first = said.steady[pieces[0].phone]
    places = np.full(count, first)
    which, syllables = np.full(count, -1), np.full(count, -1)
    for piece in pieces:
        inside = slice(*np.searchsorted(clock, [piece.start, piece.end]))
        since, wanted = clock[inside] - piece.start, piece.end - piece.start
        phone, begin = said.phones[piece.phone], said.bounds[piece.phone]
        spoken = said.bounds[piece.phone + 1] - begin
        if phone.vowel and wanted > spoken:
            middle = said.steady[piece.phone] - begin - (LATER * spoken if _glides(phone) else 0.0)
            places[inside] = begin + _held(since, wanted, spoken, middle)
        else:
            places[inside] = begin + since * (spoken / max(wanted, 1e-6))
        which[inside], syllables[inside] = piece.phone, piece.syllable
    return Course(start, places, which, syllables)


def _glides(phone: Phone) -> bool:
    """Whether a vowel is a diphthong."""
    return len(phone.ipa) > 1


def _held(since: Samples, wanted: float, spoken: float, middle: float) -> Samples:
    """Seconds into a vowel that was `spoken` so long and is sung longer.

    It comes and goes as in speech; in between its steady part passes slowly.
    """
    half = STEADY * spoken
    first = min(max(middle, half), spoken - half) - half
    slow = wanted - (spoken - 2 * half)
    held = first + (since - first) * (2 * half / slow)
    after = since - slow + 2 * half
    return np.where(since < first, since, np.where(since < first + slow, held, after))
