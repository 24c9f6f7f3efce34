"""What other voices sing in a chorus: the tune again, and a third with it."""

import numpy as np

from generator.studio.samples import Samples
from generator.studio.writing.score import Passage, Score, Sung

SUNG_TOGETHER = frozenset({"chorus", "hook", "postchorus"})

STEPS = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}


def together(score: Score, notes: list[Sung]) -> Passage | None:
    """The passage of these notes, where it is one in which others join in."""
    bar = notes[len(notes) // 2].note.start / score.plan.metre.steps
    return next(
        (
            passage
            for passage in score.passages
            if passage.bar <= bar < passage.bar + passage.bars and passage.kind in SUNG_TOGETHER
        ),
        None,
    )


def third(score: Score, passage: Passage, notes: list[Sung]) -> Samples:
    """MIDI pitches for a second voice: a third or fourth above, or the sixth or fifth below it.

    It keeps to the chord where the chord has such a tone, else to the scale; below the tune
    where above would be too high for this singer.
    """
    voice = score.plan.voice
    high = voice.high if voice else 127
    key = score.plan.key + passage.lift
    scale = frozenset((key + step) % 12 for step in STEPS.get(score.plan.mode, STEPS["major"]))
    above = np.array([sung.note.pitch + _interval(score, sung, scale) for sung in notes])
    return np.asarray(above - 12.0 if above.max() > high + 2 else above, dtype=np.float64)


def _interval(score: Score, sung: Sung, scale: frozenset[int]) -> int:
    """Semitones up to the second voice's tone."""
    chord = next(
        (span.chord for span in score.chords if span.start <= sung.note.start < span.end), None
    )
    tones = chord.pitch_classes if chord else frozenset[int]()
    for allowed in (tones & scale, scale):
        for interval in (4, 3, 5):
            if (sung.note.pitch + interval) % 12 in allowed:
                return interval
    return 4
