"""Synthesizers: sawtooth stacks, pads, organ, basses.

A filter that closes is two banks: what stays after it closed (no decay) and what it takes away.
"""

import numpy as np

from generator.studio.orchestra.partials import bank, fade_in, lowpass, overtones, vibrato
from generator.studio.samples import RATE, Samples, times


def _saws(
    frequency: float,
    count: int,
    seed: int,
    cents: tuple[float, ...],
    *,
    opened: float,
    closed: float,
    closing: float,
    odd: float = 1.0,
    most: int = 40,
) -> Samples:
    """Detuned sawtooths through a filter closing from `opened` to `closed` Hz in `closing` s.

    `odd` is the share of even harmonics kept: 0 makes squares.
    """
    k = overtones(frequency, most)
    shape = np.where(k % 2 == 0, odd, 1.0) / k
    detune = 2 ** (np.array(cents) / 1200)
    pitch = np.outer(detune, k * frequency).ravel()
    stays = np.tile(shape * lowpass(k * frequency, closed), len(cents))
    goes = np.tile(shape * lowpass(k * frequency, opened), len(cents)) - stays
    start = np.random.default_rng(seed).uniform(0, 2 * np.pi, len(cents))
    phase = np.outer(start, k).ravel()
    return bank(
        np.concatenate([pitch, pitch]),
        np.concatenate([stays, goes]),
        np.concatenate([np.zeros(len(pitch)), np.full(len(pitch), 1 / closing)]),
        count,
        np.concatenate([phase, phase]),
    )


def supersaw(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Seven sawtooths, four on the left and four on the right: the wall of dance music."""
    opened, closed = 3500 + 7000 * strength, 2200 + 2200 * strength
    left = _saws(
        frequency, count, seed, (-19, -6, 0, 11), opened=opened, closed=closed, closing=0.3, most=34
    )
    right = _saws(
        frequency,
        count,
        seed + 1,
        (-12, 0, 6, 18),
        opened=opened,
        closed=closed,
        closing=0.3,
        most=34,
    )
    return np.stack([left, right]) * fade_in(count, 0.008)


def warm_pad(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A slow analogue pad, dark, drifting between the speakers."""
    corner = 500 + 1100 * strength
    sides = [
        _saws(
            frequency, count, seed + side, cents, opened=corner, closed=corner, closing=1, most=24
        )
        for side, cents in enumerate([(-7.0, 5.0), (-4.0, 8.0)])
    ]
    return np.stack(sides) * fade_in(count, 0.45)


def glass_pad(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A few pure partials that swell one after the other."""
    ratios = np.array([0.5, 1, 1.003, 2, 2.006, 3, 4.01])
    gains = np.array([0.35, 0.9, 0.7, 0.35, 0.25, 0.14, 0.08])
    swell = np.array([0.9, 1.2, 0.8, 0.6, 0.5, 0.4, 0.3])
    sides = []
    for side in range(2):
        phase = np.random.default_rng(seed + side).uniform(0, 2 * np.pi, 7)
        pitch = frequency * np.concatenate([ratios, ratios])
        gain = np.concatenate([gains, -gains])
        decay = np.concatenate([np.zeros(7), swell])
        sides.append(bank(pitch, gain, decay, count, np.concatenate([phase, phase])))
    return np.stack(sides)


def choir_pad(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Sawtooths with the formants of "ah" (about 700, 1150 and 2600 Hz)."""
    k = overtones(frequency, 40)
    heard = k * frequency
    vowel = sum(
        gain * np.exp(-0.5 * ((heard - centre) / width) ** 2)
        for centre, width, gain in ((700, 130, 1.0), (1150, 150, 0.6), (2600, 300, 0.22))
    )
    shape = (vowel + 0.10 * lowpass(heard, 900)) / k**0.6
    sides = []
    for side, cents in enumerate([(-9.0, 4.0), (-3.0, 10.0)]):
        detune = 2 ** (np.array(cents) / 1200)
        phase = np.random.default_rng(seed + side).uniform(0, 2 * np.pi, 2 * len(k))
        sides.append(bank(np.outer(detune, heard).ravel(), np.tile(shape, 2), 0.0, count, phase))
    return vibrato(np.stack(sides), 9, 5.1, 0.2) * fade_in(count, 0.3)


def synth_pluck(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A filter that snaps shut: arpeggios."""
    opened = 2500 + 6000 * strength
    sound = _saws(frequency, count, seed, (-5, 5), opened=opened, closed=350, closing=0.07)
    return np.asarray(sound * (0.25 + 0.75 * np.exp(-times(count) * 6)) * fade_in(count, 0.002))


def synth_brass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The fat polysynth of the eighties: the filter opens with the note."""
    corner = 1400 + 1800 * strength
    sides = [
        _saws(frequency, count, seed + side, cents, opened=500, closed=corner, closing=0.07)
        for side, cents in enumerate([(-8.0, 4.0), (-4.0, 9.0)])
    ]
    return np.stack(sides) * fade_in(count, 0.02)


def saw_lead(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Two sawtooths with a late vibrato."""
    opened = 2500 + 4000 * strength
    sound = _saws(frequency, count, seed, (-5, 5), opened=opened, closed=2200, closing=0.25)
    return vibrato(sound, 14, 5.4, 0.25) * fade_in(count, 0.008)


def square_lead(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A hollow square with a late vibrato."""
    opened = 2200 + 3500 * strength
    sound = _saws(
        frequency, count, seed, (-3, 4), opened=opened, closed=1600, closing=0.2, odd=0.12
    )
    return vibrato(sound, 16, 5.6, 0.22) * fade_in(count, 0.006)


def organ(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Drawbars 8' 5 1/3' 4' 2 2/3' 2' and a slow rotating speaker."""
    ratios = np.array([0.5, 1, 1.5, 2, 3, 4, 6, 8])
    gains = np.array([0.5, 1, 0.55, 0.6, 0.3, 0.25, 0.12, 0.08 + 0.1 * strength])
    heard = frequency * ratios < 12_000
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, int(heard.sum()))
    mono = bank(frequency * ratios[heard], gains[heard], 0.0, count, phase)
    mono = vibrato(mono, 7, 6.1, 0.0) * fade_in(count, 0.008)
    turn = 0.2 * np.sin(2 * np.pi * 1.1 * times(count) + seed)
    return np.stack([mono * (1 + turn), mono * (1 - turn)]).astype(np.float32)


def sub_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A sine with just enough overtones to be heard on a telephone."""
    ratios, gains = np.array([1.0, 2, 3, 4]), np.array([1, 0.22, 0.08, 0.03])
    return bank(frequency * ratios, gains, 0.25, count, np.zeros(4)) * fade_in(count, 0.012)


def saw_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A sawtooth and a sine below it, with a short bite."""
    bite = 500 + 2200 * strength
    saw = _saws(frequency, count, 7, (0.0, 4.0), opened=bite, closed=420, closing=0.12)
    sub = bank(np.array([frequency]), np.array([0.9]), 0.0, count, np.zeros(1))
    return np.asarray(np.tanh(0.9 * (saw + sub)) * fade_in(count, 0.003), dtype=np.float32)


def reese_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Detuned sawtooths that grind against each other (drum and bass)."""
    saw = _saws(frequency, count, 5, (-14.0, 0.0, 13.0), opened=900, closed=650, closing=0.3)
    sub = bank(np.array([frequency]), np.array([1.1]), 0.0, count, np.zeros(1))
    return np.asarray(np.tanh(0.7 * saw + sub) * fade_in(count, 0.006), dtype=np.float32)


def boom_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The tuned long kick of trap: a sine that drops into its note, warmly overdriven."""
    clock = times(count)
    turn = (np.arange(count) * (frequency / RATE) + 0.05 * frequency * 0.05) % 1.0
    drop = 0.9 * frequency * 0.03 * (1 - np.exp(-clock / 0.03))
    sound = np.sin(2 * np.pi * (turn + drop)) * np.exp(-1.1 * clock)
    return np.asarray(np.tanh(1.9 * sound) * fade_in(count, 0.003), dtype=np.float32)
