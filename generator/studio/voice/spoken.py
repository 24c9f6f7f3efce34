"""A line spoken by the voice of its language and taken apart, ready to be sung."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from generator.studio.samples import Samples
from generator.studio.speech import espeak
from generator.studio.speech.phones import Line, Phone, Speech
from generator.studio.voice import neural, vocoder
from generator.studio.voice.vocoder import Frames

VOICELESS = frozenset("ptkcqfθsʃhxçɸχħʔɕʂʈ")
"""Sounds that begin so have no voice."""

WOMAN, MAN = 1.0, 0.84
"""The tracts of the English voice and of espeak's."""

USUAL = 150.0
"""Hz to take a line apart with in which nothing vibrates."""


@dataclass(frozen=True)
class Spoken:
    """What was spoken, as frames each `vocoder.STEP` seconds.

    `voiced` is 0..1 for each frame. `bounds` and `steady` are seconds: where phones begin (and the
    last ends), and where each changes least. `tract` is the speaker's own, as in `voices`.
    """

    frames: Frames
    phones: tuple[Phone, ...]
    bounds: Samples
    voiced: Samples
    steady: Samples
    tract: float


@lru_cache(maxsize=48)
def spoken(line: Line, folder: Path | None) -> Spoken:
    """The line in the English voice's words (its files are in `folder`), or in espeak's."""
    if line.language == "en" and folder:
        return apart(neural.speaker(folder).speak(line), WOMAN)
    return apart(espeak.speak(line), MAN)


def apart(speech: Speech, tract: float) -> Spoken:
    """Take speech apart at its usual pitch."""
    sounding = speech.pitch[speech.pitch > 0]
    pitch = float(np.median(sounding)) if len(sounding) else USUAL
    frames = vocoder.analyse(speech.samples, speech.rate, pitch)
    clock = np.arange(len(frames.envelope)) * vocoder.STEP
    known = np.arange(len(speech.pitch)) * speech.hop / speech.rate
    voiced = np.interp(clock, known, speech.pitch > 0)
    steady = _steady(frames, speech.bounds)
    return Spoken(frames, speech.phones, speech.bounds, voiced, steady, tract)


def _steady(frames: Frames, bounds: Samples) -> Samples:
    """Seconds at which each phone changes least, in its middle half."""
    change = np.square(np.diff(frames.envelope[:, 1:40], axis=0)).sum(axis=1)
    change = np.convolve(change, np.ones(5) / 5, "same")
    found = np.empty(len(bounds) - 1)
    for number, (begin, end) in enumerate(pairwise(bounds)):
        quarter = 0.25 * (end - begin)
        low, high = int((begin + quarter) / vocoder.STEP), int((end - quarter) / vocoder.STEP)
        inside = change[low : max(low + 1, high)]
        best = int(np.argmin(inside)) if len(inside) else 0
        found[number] = (low + best + 0.5) * vocoder.STEP
    return found


def kinds(phones: tuple[Phone, ...]) -> Samples:
    """Of each phone: 2 for a vowel, 1 for a voiced consonant, 0 for a voiceless one."""
    return np.array([2 if p.vowel else int(p.ipa[0] not in VOICELESS) for p in phones])
