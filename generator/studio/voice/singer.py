"""The lines of a score, sung: one phrase at a time, so that a long song needs little memory."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import numpy as np

from generator.studio.samples import RATE, Samples
from generator.studio.score import Clock, Score, Sung
from generator.studio.voice import espeak, neural, pitch, timing, vocoder, weights
from generator.studio.voice.speech import Line, Phone, Speech, Syllable
from generator.studio.voice.timing import Beat, Course
from generator.studio.voice.vocoder import Frames
from generator.studio.voice.voices import Voice

FRAME = 0.005
"""Seconds between the values of a `SungLine`'s curve."""

LEVEL = 0.1
"""Root mean square of a line while it sounds: -20 dB."""


CLEAR = np.array([0.05, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.8], dtype=np.float32)
"""The most noise a sung vowel has, at `vocoder.EDGES`: what creaks in speech does not here."""


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


@dataclass(frozen=True)
class Spoken:
    """A line ready to be sung: its frames, and of each frame whether it is voiced (0..1)."""

    frames: Frames
    phones: tuple[Phone, ...]
    bounds: Samples
    voiced: Samples
    steady: Samples
    loudness: Samples


def sing(score: Score) -> Iterator[SungLine]:
    """Every phrase that has words, in the order of time; nothing where nobody sings."""
    if score.plan.voice is None:
        return
    for number, notes in groupby(score.tune, key=lambda sung: sung.line):
        if number in score.lines:
            yield _phrase(score.lines[number], list(notes), score.clock, score.plan.voice)


@lru_cache(maxsize=48)
def spoken(line: Line) -> Spoken:
    """Have a line spoken by the voice of its language, and take it apart."""
    folder = weights.assets()
    if line.language == "en" and folder:
        speech = neural.speaker(folder).speak(line)
    else:
        speech = espeak.speak(line)
    return _apart(speech)


def _apart(speech: Speech) -> Spoken:
    sounding = speech.pitch[speech.pitch > 0]
    height = float(np.median(sounding)) if len(sounding) else 150.0
    frames = vocoder.analyse(speech.samples, speech.rate, height)
    clock = np.arange(len(frames.envelope)) * vocoder.STEP
    pitch_clock = np.arange(len(speech.pitch)) * speech.hop / speech.rate
    voiced = np.interp(clock, pitch_clock, speech.pitch > 0)
    loudness = frames.envelope[:, 0]
    steady = _steady(frames, speech.phones, speech.bounds)
    return Spoken(frames, speech.phones, speech.bounds, voiced, steady, loudness)


def _steady(frames: Frames, phones: tuple[Phone, ...], bounds: Samples) -> Samples:
    """Seconds at which each phone changes least, in its middle half."""
    change = np.square(np.diff(frames.envelope[:, 1:40], axis=0)).sum(axis=1)
    change = np.convolve(change, np.ones(5) / 5, "same")
    found = np.empty(len(phones))
    for number, (begin, end) in enumerate(pairwise(bounds)):
        low = int((begin + 0.25 * (end - begin)) / vocoder.STEP)
        high = max(low + 1, int((end - 0.25 * (end - begin)) / vocoder.STEP))
        inside = change[low:high]
        best = int(np.argmin(inside)) if len(inside) else 0
        found[number] = (low + best + 0.5) * vocoder.STEP
    return found


def _phrase(line: Line, notes: list[Sung], clock: Clock, voice: Voice) -> SungLine:
    said = spoken(line)
    dice = np.random.default_rng(zlib.crc32(repr((line.text, notes[0].note.start)).encode()))
    starts = np.array([clock.seconds(sung.note.start) for sung in notes])
    ends = np.array([clock.seconds(sung.note.start + sung.note.length) for sung in notes])
    heights = np.array([float(sung.note.pitch) for sung in notes])
    syllables, beats = _beats(notes, starts, ends)
    pieces = timing.lay_out(syllables, beats, said.bounds)
    step = vocoder.STEP / voice.tract
    course = timing.course(pieces, said.phones, said.bounds, said.steady, step)
    moments = course.start + step * np.arange(len(course.places))
    midi = pitch.curve(starts, ends, heights, moments, dice)
    lead, voiced = _sound(said, course, midi, voice, dice)
    steps = np.arange(int(len(lead) / RATE / FRAME)) * FRAME + course.start
    vowel = np.array([phone >= 0 and said.phones[phone].vowel for phone in course.phones])
    meant = np.where(vowel & (voiced > 0.5), midi, np.nan)
    curve = meant[np.minimum(np.rint((steps - course.start) / step).astype(int), len(meant) - 1)]
    return SungLine(course.start, lead, None, _words(line, syllables, beats), curve)


def _beats(
    notes: list[Sung], starts: Samples, ends: Samples
) -> tuple[tuple[Syllable, ...], list[Beat]]:
    """Each syllable of the phrase and from when to when it is sung; slurs are one."""
    syllables, beats = list[Syllable](), list[Beat]()
    for sung, start, end in zip(notes, starts, ends, strict=True):
        if syllables and (sung.slur or sung.syllable is None):
            beats[-1] = (beats[-1][0], float(end))
        elif sung.syllable is not None:
            syllables.append(sung.syllable)
            beats.append((float(start), float(end)))
    return tuple(syllables), beats


def _words(
    line: Line, syllables: tuple[Syllable, ...], beats: list[Beat]
) -> tuple[tuple[str, float, float], ...]:
    found = []
    for word, group in groupby(
        zip(syllables, beats, strict=True), key=lambda placed: placed[0].word
    ):
        placed = list(group)
        found.append((line.words[word], placed[0][1][0], placed[-1][1][1]))
    return tuple(found)


def _sound(
    said: Spoken, course: Course, midi: Samples, voice: Voice, dice: np.random.Generator
) -> tuple[Samples, Samples]:
    """The lead, and how voiced each frame is."""
    places = course.places / vocoder.STEP
    silent = np.isnan(places)
    places = np.clip(np.nan_to_num(places), 0, len(said.frames.envelope) - 1.001)
    whole = places.astype(np.int64)
    part = (places - whole).astype(np.float32)

    def at(rows: Samples) -> Samples:
        share = part if rows.ndim == 1 else part[:, None]
        return np.asarray(rows[whole] * (1 - share) + rows[whole + 1] * share)

    kinds = np.array([_kind(phone) for phone in said.phones] + [-1])
    kind = kinds[course.phones]
    voiced = np.where(kind == 2, 1.0, np.where(kind == 1, at(said.voiced), 0.0))
    voiced = _soft(np.where(silent, 0, voiced), 3)
    gain = _gain(said, course, at(said.loudness), kind == 2) * _soft(np.where(silent, 0.0, 1.0), 5)
    noise = np.where(
        (kind == 2)[:, None], np.minimum(at(said.frames.noise), CLEAR), at(said.frames.noise)
    )
    frames = Frames(said.frames.rate, at(said.frames.envelope), noise.astype(np.float32))
    tone = vocoder.sound(frames, 440 * 2 ** ((midi - 69) / 12) / voice.tract, voiced, gain, dice)
    rate = round(frames.rate * voice.tract / 40) * 40
    lead = vocoder.resample(tone, rate)
    loud = np.sqrt(np.mean(np.square(lead[np.abs(lead) > 0.02 * np.abs(lead).max()])))
    return lead * np.float32(LEVEL / loud), voiced


def _kind(phone: Phone) -> int:
    """2: a vowel; 1: a voiced consonant; 0: a voiceless one."""
    return 2 if phone.vowel else 0 if phone.ipa[0] in timing.VOICELESS else 1


def _gain(said: Spoken, course: Course, loudness: Samples, vowel: Samples) -> Samples:
    """Bring each vowel nearer to the others: a gain for each frame."""
    usual = np.median(loudness[vowel])
    wanted = np.where(vowel, np.clip(0.5 * (usual - loudness), -1.2, 1.6), 0.0)
    return np.asarray(np.exp(0.5 * _soft(wanted, 9)))


def _soft(values: Samples, width: int) -> Samples:
    window = np.hanning(width + 2)[1:-1]
    return np.asarray(np.convolve(values, window / window.sum(), "same"))
