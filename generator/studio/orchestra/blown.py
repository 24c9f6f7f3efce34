"""Instruments that sustain: bowed strings, winds, brass, reeds.

Spectra follow the measured envelopes in J. Backus, "The Acoustical Foundations of Music" (1977):
brass grows brighter while a note speaks, a clarinet lacks even harmonics, a flute has few.
"""

import numpy as np

from generator.studio.orchestra.partials import bank, fade_in, lowpass, overtones, vibrato
from generator.studio.samples import Samples, band


def _speak(
    frequency: float, count: int, seed: int, shape: Samples, *, slowness: float, cents: float = 0.0
) -> Samples:
    """Harmonics that arrive one after another: the k-th needs about `slowness * sqrt(k)` s."""
    k = overtones(frequency, len(shape))
    gain = shape[: len(k)]
    arrive = 1 / (slowness * np.sqrt(k))
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, len(k))
    pitch = k * frequency * 2 ** (cents / 1200)
    return bank(
        np.concatenate([pitch, pitch]),
        np.concatenate([gain, -gain]),
        np.concatenate([np.zeros(len(k)), arrive]),
        count,
        np.concatenate([phase, phase]),
    )


def _breath(count: int, seed: int, low: float, high: float) -> Samples:
    noise = np.random.default_rng(seed).standard_normal(count).astype(np.float32)
    return band(noise, low, high)


def _bowed_shape(frequency: float, corner: float) -> Samples:
    k = overtones(frequency, 40)
    heard = k * frequency
    shape = lowpass(heard, corner) / k**0.95
    for centre, lift in ((290, 0.5), (480, 0.6), (1100, 0.35), (2700, 0.7)):
        shape = shape * (1 + lift * np.exp(-0.5 * ((heard - centre) / (0.18 * centre)) ** 2))
    return np.asarray(shape)


def strings(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A section: three players on each side, none quite in tune."""
    shape = _bowed_shape(frequency, 1300 + 2000 * strength)
    sides = []
    for side, players in enumerate([(-9.0, 1.0, 7.0), (-6.0, 2.0, 10.0)]):
        each = [
            _speak(frequency, count, seed + 10 * side + i, shape, slowness=0.05, cents=cents)
            for i, cents in enumerate(players)
        ]
        sides.append(np.sum(each, axis=0))
    return vibrato(np.stack(sides), 5, 5.3, 0.2) * fade_in(count, 0.14)


def short_strings(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The same section, spiccato: the bow bounces off, and its bite is heard."""
    shape = _bowed_shape(frequency, 1800 + 2600 * strength)
    sides = [
        _speak(frequency, count, seed + side, shape, slowness=0.006, cents=cents)
        + _speak(frequency, count, seed + 5 + side, shape, slowness=0.006, cents=-cents)
        for side, cents in enumerate([6.0, 9.0])
    ]
    clock = np.arange(count, dtype=np.float32) / 44_100
    bite = 0.6 * strength * _breath(count, seed, 1800, 7000) * np.exp(-clock * 70)
    return (np.stack(sides) * np.exp(-clock * 9) + bite) * fade_in(count, 0.006)


def violin(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """One player, with feeling."""
    sound = _speak(frequency, count, seed, _bowed_shape(frequency, 3200), slowness=0.03)
    return vibrato(sound, 22, 5.6, 0.12) * fade_in(count, 0.06)


def cello(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """One player, lower and darker."""
    sound = _speak(frequency, count, seed, _bowed_shape(frequency, 1700), slowness=0.045)
    return vibrato(sound, 18, 5.0, 0.15) * fade_in(count, 0.08)


def flute(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Few harmonics, and breath around the note."""
    shape = np.array([1, 0.30 + 0.2 * strength, 0.12, 0.05, 0.02])
    sound = _speak(frequency, count, seed, shape, slowness=0.025)
    air = 0.10 * _breath(count, seed, frequency * 0.8, frequency * 5)
    return vibrato(sound + air, 14, 5.0, 0.2) * fade_in(count, 0.045)


def clarinet(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A closed pipe: the odd harmonics."""
    k = np.arange(1, 26)
    shape = np.where(k % 2 == 1, 1.0, 0.08) / k * lowpass(k * frequency, 1500 + 2000 * strength)
    return _speak(frequency, count, seed, shape, slowness=0.02) * fade_in(count, 0.035)


def saxophone(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A conical reed: every harmonic, a formant near 1.2 kHz, a little air."""
    k = np.arange(1, 31)
    heard = k * frequency
    shape = lowpass(heard, 1500 + 2200 * strength) / k**0.55
    shape = shape * (1 + 0.8 * np.exp(-0.5 * ((heard - 1200) / 350) ** 2))
    sound = _speak(frequency, count, seed, shape, slowness=0.022)
    air = 0.05 * _breath(count, seed, 1500, 6000)
    return vibrato(sound + air, 20, 5.1, 0.25) * fade_in(count, 0.03)


def _lips(frequency: float, strength: float) -> Samples:
    k = np.arange(1, 36)
    heard = k * frequency
    return np.asarray(lowpass(heard, 1000 + 2600 * strength) / k**0.4)


def trumpet(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Bright and alone."""
    sound = _speak(frequency, count, seed, _lips(frequency, strength), slowness=0.024)
    return vibrato(sound, 12, 5.2, 0.35) * fade_in(count, 0.02)


def brass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A section of four."""
    shape = _lips(frequency, 0.75 * strength)
    sides = [
        _speak(frequency, count, seed + side, shape, slowness=0.035, cents=cents)
        + _speak(frequency, count, seed + 3 + side, shape, slowness=0.03, cents=-cents)
        for side, cents in enumerate([4.0, 7.0])
    ]
    return np.stack(sides) * fade_in(count, 0.035)


def harmonica(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Free reeds in the hands: a nasal spectrum and a fluttering palm."""
    k = np.arange(1, 26)
    heard = k * frequency
    shape = (0.25 + np.exp(-0.5 * ((heard - 1800) / 900) ** 2)) / k**0.5
    sound = _speak(frequency, count, seed, shape * lowpass(heard, 5000), slowness=0.02)
    return vibrato(sound, 24, 5.8, 0.18) * fade_in(count, 0.03)


def accordion(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Two reeds a few cents apart: musette."""
    k = np.arange(1, 26)
    shape = lowpass(k * frequency, 2600) / k**0.5
    left = _speak(frequency, count, seed, shape, slowness=0.02, cents=-6)
    right = _speak(frequency, count, seed + 1, shape, slowness=0.02, cents=8)
    return np.stack([left + 0.5 * right, right + 0.5 * left]) * fade_in(count, 0.03)


def whistle(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Almost a sine, with lips around it."""
    sound = _speak(frequency, count, seed, np.array([1, 0.06, 0.02]), slowness=0.03)
    air = 0.06 * _breath(count, seed, frequency * 0.9, frequency * 1.6)
    return vibrato(sound + air, 26, 5.5, 0.2) * fade_in(count, 0.04)
