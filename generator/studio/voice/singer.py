"""The lines of a score, sung: one phrase at a time, so that a long song needs little memory."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from generator.studio.reading.voices import Voice
from generator.studio.samples import RATE, Samples, hertz
from generator.studio.speech.phones import Line, Syllable
from generator.studio.voice import choir, pitch, spoken, timing, vocoder, weights
from generator.studio.voice.spoken import Spoken
from generator.studio.voice.timing import Beat, Course
from generator.studio.voice.vocoder import Frames
from generator.studio.writing.score import Score, Sung

FRAME = 0.005
"""Seconds between the values of a `SungLine`'s curve."""

LEVEL = 0.1
"""Root mean square of a line while it sounds: -20 dB."""

CLEAR = np.array([0.05, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.8], dtype=np.float32)
"""The most noise a sung vowel has, at `vocoder.EDGES`: what creaks in speech does not here."""

BREATH, AIR = 0.32, 0.035
"""Seconds that a breath takes, and how loud it is beside a vowel."""

LATE, SIDES = 0.017, (0.75, 0.25)
"""Of the tune sung again: seconds after the lead, and its share of the two sides."""

INSTALLED = weights.assets()


@dataclass(frozen=True)
class SungLine:
    """One phrase as sung, about -20 dB RMS while it sounds, at `samples.RATE`.

    `lead` is mono and begins `start` seconds after the song does (never before 0); `harmony`,
    stereo and of the same length, is what other voices add to it, or None. `words` are (text,
    start, end) in the song's seconds. `curve` is the pitch the lead was asked to sing, in MIDI,
    each `FRAME` seconds from `start`, and NaN outside of vowels.
    """

    start: float
    lead: Samples
    harmony: Samples | None
    words: tuple[tuple[str, float, float], ...]
    curve: Samples


def sing(score: Score, folder: Path | None = INSTALLED) -> Iterator[SungLine]:
    """Every phrase that has words, in the order of time; nothing where nobody sings.

    `folder` has the English voice's files; where there are none, espeak's voice sings English
    too. Raises NoSpeech when libespeak-ng cannot be loaded.
    """
    silent = 0.0
    for number, notes in groupby(score.tune, key=lambda sung: sung.line):
        if score.plan.voice and number in score.lines:
            phrase = _Phrase(score, score.lines[number], list(notes), silent)
            silent = phrase.beats[-1][1]
            yield phrase.sung(spoken.spoken(score.lines[number], folder), score.plan.voice)


class _Phrase:
    """One line on its notes; `silent` is when the singer had finished the one before."""

    def __init__(self, score: Score, line: Line, notes: list[Sung], silent: float) -> None:
        self.line = line
        self.notes = notes
        clock = score.clock
        self.starts = np.array([clock.seconds(n.note.start) for n in notes])
        self.ends = np.array([clock.seconds(n.note.start + n.note.length) for n in notes])
        self.heights = np.array([float(n.note.pitch) for n in notes])
        self.syllables, self.beats = self._beats()
        passage = choir.together(score, notes)
        self.third = choir.third(score, passage, notes) if passage else None
        seed = zlib.crc32(repr((line.text, notes[0].note.start, score.plan.seed)).encode())
        self.dice = np.random.default_rng(seed)
        self.breathes = self.starts[0] - silent > BREATH + 0.35 and self.dice.random() < 0.8

    def _beats(self) -> tuple[tuple[Syllable, ...], list[Beat]]:
        """Each syllable and from when to when it is sung; slurs are one."""
        syllables, beats = list[Syllable](), list[Beat]()
        for sung, start, end in zip(self.notes, self.starts, self.ends, strict=True):
            if syllables and (sung.slur or sung.syllable is None):
                beats[-1] = (beats[-1][0], float(end))
            elif sung.syllable is not None:
                syllables.append(sung.syllable)
                beats.append((float(start), float(end)))
        return tuple(syllables), beats

    def sung(self, said: Spoken, voice: Voice) -> SungLine:
        """The phrase in this voice."""
        throat = voice.tract / said.tract
        step = vocoder.STEP / throat
        pieces = timing.lay_out(self.syllables, self.beats, said.bounds)
        course = timing.course(
            pieces, said, step=step, before=BREATH if self.breathes else timing.EDGE
        )
        clock = course.start + step * np.arange(len(course.places))
        wanted = [self._curve(self.heights, clock)]
        if self.third is not None:
            wanted += [self._curve(self.heights, clock - LATE), self._curve(self.third, clock)]
        frames, voiced, gain = self._frames(said, course, voice)
        pitches = [hertz_of(curve) / throat for curve in wanted]
        lead, *others = vocoder.sound(frames, pitches, voiced, gain, self.dice)
        rate = vocoder.tidy(frames.rate * throat)
        lead = vocoder.resample(lead[None], rate)[0]
        scale = np.float32(LEVEL / max(_loudness(lead), 1e-6))
        harmony = vocoder.resample(_apart(others, rate), rate) * scale if others else None
        meant = np.where(course.vowels(said.phones), wanted[0], np.nan)
        steps = np.arange(int(len(lead) / RATE / FRAME)) * FRAME / step
        curve = meant[np.minimum(np.rint(steps).astype(int), len(meant) - 1)]
        return SungLine(course.start, lead * scale, harmony, self._words(), curve)

    def _curve(self, heights: Samples, clock: Samples) -> Samples:
        return pitch.curve(self.starts, self.ends, heights, clock, self.dice)

    def _frames(
        self, said: Spoken, course: Course, voice: Voice
    ) -> tuple[Frames, Samples, Samples]:
        """The speech as it is laid out; how voiced each frame is, and how loud."""
        kind = np.append(spoken.kinds(said.phones), -1)[course.phones]
        vowel, silent = kind == 2, course.phones < 0
        envelope, natural = course.at(said.frames.envelope), course.at(said.voiced)
        rate = said.frames.rate
        noise = course.at(said.frames.noise)
        noise[vowel] = np.minimum(noise[vowel], CLEAR + np.float32(0.3 * voice.breath))
        voiced = soft(np.where(vowel, 1.0, np.where(kind == 1, natural, 0.0)), 3)
        gain = soft(np.where(silent, 0.0, 1.0), 5) * self._level(envelope[:, 0], course, vowel)
        if self.breathes:
            count = int(BREATH * 0.8 / vocoder.STEP * voice.tract / said.tract)
            gain[:count] += AIR * np.hanning(count) * np.linspace(0.4, 1.6, count)
        envelope += vocoder.slope(rate, envelope.shape[1], voice.bright)
        return Frames(rate, envelope, noise), voiced, gain

    def _level(self, loudness: Samples, course: Course, vowel: Samples) -> Samples:
        """Bring each vowel nearer to the others, stressed syllables a little above."""
        usual = np.median(loudness[vowel]) if vowel.any() else 0.0
        stress = np.array([0.15 if s.stressed else -0.15 for s in self.syllables])
        wanted = np.clip(0.5 * (usual - loudness), -1.2, 1.6) + stress[course.syllables]
        return np.asarray(np.exp(0.5 * soft(np.where(vowel, wanted, 0.0), 9)))

    def _words(self) -> tuple[tuple[str, float, float], ...]:
        placed = zip(self.syllables, self.beats, strict=True)
        found = []
        for word, group in groupby(placed, key=lambda pair: pair[0].word):
            beats = [beat for _, beat in group]
            found.append((self.line.words[word], beats[0][0], beats[-1][1]))
        return tuple(found)


def hertz_of(midi: Samples) -> Samples:
    """`samples.hertz` of each."""
    return np.asarray(hertz(0) * 2 ** (midi / 12))


def soft(values: Samples, width: int) -> Samples:
    """Smoothed over `width` frames."""
    window = np.hanning(width + 2)[1:-1]
    return np.asarray(np.convolve(values, window / window.sum(), "same"))


def _loudness(sound: Samples) -> float:
    """Root mean square of what is not silence."""
    sounding = np.abs(sound) > 0.02 * np.abs(sound).max()
    return float(np.sqrt(np.mean(np.square(sound[sounding])))) if sounding.any() else 0.0


def _apart(others: list[Samples], rate: float) -> Samples:
    """The tune again, late and on one side; the third on the other."""
    again, third = others
    late = int(LATE * rate)
    again = np.concatenate([np.zeros(late, dtype=np.float32), again[:-late]])
    return np.stack([SIDES[i] * again + SIDES[1 - i] * third for i in range(2)])
