"""Instruments that are struck or plucked: pianos, bars, guitars, basses.

Strings follow N. H. Fletcher and T. D. Rossing, "The Physics of Musical Instruments" (2nd ed.,
1998): partials of a stiff string at k f sqrt(1 + B k^2), a pluck at the part `p` of its length
gives amplitudes sin(pi k p) / k, and high partials die sooner.
"""

import numpy as np

from generator.studio.orchestra.partials import bank, fade_in, lowpass, overtones, vibrato
from generator.studio.samples import RATE, Samples, band, times


def _noise(seed: int, count: int) -> Samples:
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


def _knock(sound: Samples, seed: int, gain: float, low: float, high: float, life: float) -> Samples:
    """Add the thud of hammer, pick or finger: a burst of filtered noise, `life` seconds long."""
    count = min(len(sound), int(8 * life * RATE))
    burst = band(_noise(seed, count), low, high) * np.exp(-times(count) / life)
    peak = float(np.abs(sound[: RATE // 5]).max()) or 1.0
    sound[:count] += (gain * peak * burst).astype(np.float32)
    return sound


def _hammered(
    frequency: float, strength: float, count: int, seed: int, *, corner: float, thud: float
) -> Samples:
    k = overtones(frequency, 40)
    stiff = 7e-5 * (frequency / 100) ** 1.4
    pitch = frequency * k * np.sqrt(1 + stiff * k * k)
    loud = np.abs(np.sin(np.pi * k / 7.3)) / k * lowpass(pitch, corner * (0.35 + strength))
    life = 0.55 * (frequency / 200) ** 0.55 * (1 + 0.10 * k)
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, 2 * len(k))
    # Two strings a hair apart: the prompt sound dies fast, the after-sound beats and stays.
    sound = bank(
        np.concatenate([pitch * 0.9997, pitch * 1.0004]),
        np.concatenate([loud * 0.75, loud * 0.35]),
        np.concatenate([life * 2.2, life * 0.7]),
        count,
        phase,
    )
    return _knock(sound * fade_in(count, 0.002), seed, thud * strength, 80, 1800, 0.012)


def piano(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A grand piano: harder is brighter."""
    return _hammered(frequency, strength, count, seed, corner=3200, thud=0.10)


def felt_piano(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """An upright with the felt down: dark, close, with an audible action."""
    return _hammered(frequency, strength, count, seed, corner=1100, thud=0.18)


def electric_piano(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A tine piano by frequency modulation (J. Chowning, 1973), with its bell and tremolo."""
    clock = times(count)
    turn = 2 * np.pi * ((np.arange(count) * (frequency / RATE)) % 1.0)
    depth = (0.25 + 1.5 * strength**1.5) * np.exp(-3.5 * clock)
    tone = np.sin(turn + depth * np.sin(turn)) * np.exp(-1.0 * clock)
    bell = np.sin(14 * turn) * np.exp(-9 * clock) * (0.16 * strength if frequency < 800 else 0)
    tremolo = 0.22 * np.sin(2 * np.pi * 4.7 * clock)
    mono = (tone + bell) * fade_in(count, 0.003)
    return np.stack([mono * (1 + tremolo), mono * (1 - tremolo)]).astype(np.float32)


def _bar(
    frequency: float, count: int, ratios: list[float], gains: list[float], decays: list[float]
) -> Samples:
    pitch = frequency * np.array(ratios)
    heard = pitch < 15_000
    scale = (frequency / 440) ** 0.5
    phase = np.zeros(int(heard.sum()))
    gain = np.array(gains)[heard]
    return bank(pitch[heard], gain, np.array(decays)[heard] * scale, count, phase)


def vibraphone(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Aluminium bars tuned 1 : 4 : 10, with the motor on."""
    sound = _bar(frequency, count, [1, 4, 10.2], [1, 0.22 * strength, 0.06 * strength], [1.1, 3, 9])
    return np.asarray(sound * (1 + 0.18 * np.sin(2 * np.pi * 5.2 * times(count))))


def marimba(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Rosewood bars tuned 1 : 3.9, short and round."""
    sound = _bar(frequency, count, [1, 3.93, 9.5], [1, 0.3 * strength, 0.1 * strength], [5, 13, 30])
    return _knock(sound, seed, 0.12, 300, 2500, 0.006)


def bells(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A free bar: 1 : 2.76 : 5.40 : 8.93 (Fletcher and Rossing, table 2.1)."""
    gains = [1, 0.4 * strength, 0.2 * strength, 0.1 * strength]
    return _bar(frequency, count, [1, 2.756, 5.404, 8.933], gains, [1.6, 3, 5, 8])


def music_box(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A small steel comb: a clamped bar 1 : 6.27, with a tick."""
    sound = _bar(frequency, count, [1, 2.0, 6.267], [1, 0.18, 0.14 * strength], [2.2, 4, 12])
    return _knock(sound, seed, 0.06, 3000, 9000, 0.003)


def _pluck(
    frequency: float,
    count: int,
    seed: int,
    *,
    at: float,
    corner: float,
    life: float,
    dull: float,
    body: float = 0.0,
) -> Samples:
    """`at` the pluck's place, `corner` Hz, `life` 1/s of the lowest partial, `dull` of the high."""
    k = overtones(frequency, 55)
    pitch = frequency * k * np.sqrt(1 + 4e-5 * k * k)
    loud = np.abs(np.sin(np.pi * k * at)) / k**0.9 * lowpass(pitch, corner)
    # A wooden box lifts its air and top-plate resonances.
    for centre in (105.0, 205.0, 400.0):
        loud = loud * (1 + body * np.exp(-0.5 * ((pitch - centre) / (0.22 * centre)) ** 2))
    decay = life * (frequency / 200) ** 0.35 * (1 + dull * (pitch / 1000) ** 1.2)
    phase = np.random.default_rng(seed).uniform(-0.6, 0.6, len(k))
    return bank(pitch, loud, decay, count, phase) * fade_in(count, 0.0015)


def steel_guitar(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """An acoustic guitar with steel strings and a pick."""
    corner = 1800 + 3800 * strength
    sound = _pluck(frequency, count, seed, at=0.17, corner=corner, life=1.3, dull=0.8, body=1.2)
    return _knock(sound, seed, 0.10 * strength, 1500, 6000, 0.004)


def nylon_guitar(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A classical guitar and fingertips."""
    corner = 900 + 1800 * strength
    return _pluck(frequency, count, seed, at=0.22, corner=corner, life=1.8, dull=1.6, body=1.6)


def clean_guitar(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """An electric guitar without drive, neck pick-up."""
    corner = 1500 + 2500 * strength
    return _pluck(frequency, count, seed, at=0.13, corner=corner, life=1.0, dull=0.9)


def muted_guitar(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The palm on the strings: short, percussive."""
    sound = _pluck(frequency, count, seed, at=0.11, corner=2600, life=14, dull=1.0)
    return _knock(sound, seed, 0.12, 800, 4000, 0.004)


def hot_guitar(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The string alone, long and bright: the amplifier comes on the bus, so chords growl."""
    corner = 2500 + 2500 * strength
    return _pluck(frequency, count, seed, at=0.09, corner=corner, life=0.45, dull=0.35)


def clavinet(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Strings struck by rubber and damped by yarn: funk."""
    corner = 2200 + 4200 * strength
    sound = _pluck(frequency, count, seed, at=0.07, corner=corner, life=3.2, dull=0.45)
    return _knock(sound, seed, 0.16, 1000, 5000, 0.004)


def pedal_steel(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A lap steel with the volume pedal: no attack, long, and never quite still."""
    sound = _pluck(frequency, count, seed, at=0.15, corner=2600, life=0.35, dull=0.5)
    return vibrato(sound, 12, 4.6, 0.3) * fade_in(count, 0.09)


def banjo(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A skin instead of a top: loud and short."""
    sound = _pluck(frequency, count, seed, at=0.08, corner=6000, life=4.5, dull=0.5, body=0.5)
    return _knock(sound, seed, 0.2, 600, 3500, 0.006)


def ukulele(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Short nylon strings on a small box."""
    return _pluck(frequency, count, seed, at=0.25, corner=2600, life=3.0, dull=1.2, body=1.0)


def harp(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """Plucked in the middle, and left to ring."""
    corner = 1300 + 2000 * strength
    return _pluck(frequency, count, seed, at=0.42, corner=corner, life=1.2, dull=1.4, body=0.6)


def finger_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """An electric bass played with the fingers."""
    corner = 450 + 900 * strength
    return _pluck(frequency, count, seed, at=0.16, corner=corner, life=0.9, dull=2.2)


def pick_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """An electric bass played with a pick: the growl of rock."""
    sound = _pluck(frequency, count, seed, at=0.10, corner=1900, life=0.8, dull=1.2)
    return np.asarray(np.tanh(1.6 * sound / (np.abs(sound).max() + 1e-9)), dtype=np.float32)


def slap_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """The thumb against the string, the string against the frets."""
    corner = 1200 + 2600 * strength
    sound = _pluck(frequency, count, seed, at=0.08, corner=corner, life=1.4, dull=0.9)
    return _knock(sound, seed, 0.22 * strength, 1200, 6000, 0.004)


def upright_bass(frequency: float, strength: float, count: int, seed: int) -> Samples:
    """A double bass, pizzicato: a thump, then a short bloom."""
    sound = _pluck(frequency, count, seed, at=0.28, corner=700, life=2.4, dull=3.0, body=1.5)
    return _knock(sound, seed, 0.12, 60, 900, 0.012)
