"""The lines of a score, sung: one phrase at a time, so that a long song needs little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from generator.studio.lyrics import Line
from generator.studio.samples import RATE, Samples, hertz, times
from generator.studio.score import Clock, Score, Sung
from generator.studio.voice.voices import Voice

FRAME = 0.005
"""Seconds between the values of a `SungLine`'s curve."""


@dataclass(frozen=True)
class SungLine:
    """One phrase as sung, about -20 dB RMS while it sounds, at `samples.RATE`.

    `lead` is mono and begins `start` seconds after the song does (never before 0); `harmony`,
    stereo and of the same length, is what other voices add to it, or None. `words` are (text,
    start, end) in the song's seconds. `curve` is the pitch the lead was asked to sing, in MIDI,
    each `FRAME` seconds from `start`, and NaN where no steady tone is meant.
    """

    start: float
    lead: Samples
    harmony: Samples | None
    words: tuple[tuple[str, float, float], ...]
    curve: Samples


def sing(score: Score) -> Iterator[SungLine]:
    """Every phrase that has words, in the order of time; nothing where nobody sings."""
    if score.plan.voice is None:
        return
    for number, notes in groupby(score.tune, key=lambda sung: sung.line):
        if number in score.lines:
            yield _phrase(score.lines[number], list(notes), score.clock, score.plan.voice)


def _phrase(line: Line, notes: list[Sung], clock: Clock, voice: Voice) -> SungLine:
    starts = [clock.seconds(sung.note.start) for sung in notes]
    ends = [clock.seconds(sung.note.start + sung.note.length) for sung in notes]
    begin = starts[0]
    lead = np.zeros(int((ends[-1] - begin) * RATE) + 1, dtype=np.float32)
    curve = np.full(int((ends[-1] - begin) / FRAME) + 1, np.nan, dtype=np.float32)
    for sung, start, end in zip(notes, starts, ends, strict=True):
        octave = 0 if sung.note.pitch <= voice.high else 12
        pitch = sung.note.pitch - octave
        count = int((end - start) * RATE)
        phase = 2 * np.pi * hertz(pitch) * times(count)
        fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 400)
        tone = sum(np.sin(k * phase) / k for k in (1, 2, 3, 4)) * fade
        place = int((start - begin) * RATE)
        lead[place : place + count] += tone[: len(lead) - place] * 0.12
        curve[int((start - begin) / FRAME) : int((end - begin) / FRAME)] = pitch
    words = []
    for word, group in groupby(
        zip(notes, starts, ends, strict=True),
        key=lambda placed: placed[0].syllable.word if placed[0].syllable else -1,
    ):
        placed = list(group)
        if 0 <= word < len(line.words):
            words.append((line.words[word], placed[0][1], placed[-1][2]))
    return SungLine(begin, lead, None, tuple(words), curve)
