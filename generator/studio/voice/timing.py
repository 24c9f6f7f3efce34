"""Which moment of the speech sounds at which moment of the song."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.studio.samples import Samples
from generator.studio.voice.speech import Phone, Syllable

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

VOICELESS = frozenset("ptkcqfθsʃhxçɸχħʔɕʂʈ")


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


def course(
    pieces: list[Piece], phones: tuple[Phone, ...], bounds: Samples, steady: Samples, step: float
) -> Course:
    """The pieces as frames `step` seconds apart; `steady` is each vowel's calmest moment."""
    edge = 0.03
    start = max(0.0, pieces[0].start - edge)
    count = int((pieces[-1].end + edge - start) / step) + 2
    clock = start + step * np.arange(count)
    places = np.full(count, np.nan)
    which, syllables = np.full(count, -1), np.full(count, -1)
    for piece in pieces:
        inside = slice(*np.searchsorted(clock, [piece.start, piece.end]))
        since = clock[inside] - piece.start
        begin, end = bounds[piece.phone], bounds[piece.phone + 1]
        places[inside] = begin + _through(
            since, piece.end - piece.start, end - begin, steady[piece.phone] - begin
            if phones[piece.phone].vowel else None, len(phones[piece.phone].ipa) > 1
        )  # fmt: skip
        which[inside], syllables[inside] = piece.phone, piece.syllable
    return Course(start, places, which, syllables)


def _through(
    since: Samples, wanted: float, spoken: float, steady: float | None, glides: bool
) -> Samples:
    """Seconds into a phone that was `spoken` so long, when it is sung `wanted` seconds.

    A held vowel comes and goes as in speech; in between its steady part passes slowly. The
    second half of a diphthong comes late.
    """
    if steady is None or wanted <= spoken:
        return since * (spoken / max(wanted, 1e-6))
    half = STEADY * spoken
    middle = steady - (0.12 * spoken if glides else 0.0)
    middle = min(max(middle, half), spoken - half)
    first = middle - half
    slow = wanted - (spoken - 2 * half)
    held = first + (since - first) * (2 * half / slow)
    after = since - slow + 2 * half
    return np.where(since < first, since, np.where(since < first + slow, held, after))
