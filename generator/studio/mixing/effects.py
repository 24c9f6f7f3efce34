"""Effects on whole buses, in place: echo, amplifier, width, ducking; halls, and a record's dust."""

from functools import lru_cache

import numpy as np

from generator.studio.mixing import spectra
from generator.studio.samples import RATE, Samples, band, times

CHUNK = 1 << 16
"""Samples worked on at a time."""

BLOCK = 32
"""Samples under one gain, where gains change quickly."""


def cut(bus: Samples, low: float, high: float) -> None:
    """Band-pass a bus in place (a corner of 0 is open), without phase."""
    spectra.shape(bus, spectra.GRID, spectra.open_between(low, high))


@lru_cache(maxsize=8)
def hall(seconds: float, bright: float) -> Samples:
    """The stereo response of a hall: noise that dies, its highs sooner (J. Moorer, 1979).

    `seconds` is the T60. What goes through comes out about as loud as it went in.
    """
    count = int(min(seconds, 4.0) * 1.1 * RATE)
    clock = times(count)
    sides = []
    for side in range(2):
        noise = np.random.default_rng(side).standard_normal(count).astype(np.float32)
        lows = band(noise, 160, 1600) * np.exp(-6.9 * clock / seconds)
        highs = band(noise, 1600, 4000 + 5000 * bright) * np.exp(-6.9 * clock / (0.5 * seconds))
        sides.append((lows + 0.8 * highs) * (1 - np.exp(-clock / 0.01)))
    response = np.stack(sides)
    fade = min(count, RATE // 10)
    response[:, -fade:] *= np.linspace(1, 0, fade)
    before = np.zeros((2, int(0.018 * RATE)), dtype=np.float32)
    response = np.concatenate([before, response], axis=1)
    return np.asarray(response / np.sqrt(np.mean(np.sum(response**2, axis=1))), dtype=np.float32)


def middle(bus: Samples) -> Samples:
    """Mono (count,) of (channels, count)."""
    return np.asarray(bus[0] if len(bus) == 1 else (bus[0] + bus[1]) * np.float32(0.5))


def echo(bus: Samples, seconds: float, gain: float, times_back: int = 3) -> None:
    """Add repeats that change sides to a stereo bus, in place."""
    late = int(seconds * RATE)
    mono = middle(bus)
    for i in range(1, times_back + 1):
        if late * i >= bus.shape[1]:
            return
        side = i % 2
        bus[side, late * i :] += mono[: -late * i] * np.float32(gain**i)
        bus[1 - side, late * i :] += mono[: -late * i] * np.float32(0.4 * gain**i)


CABINET = (
    np.array([20.0, 70, 110, 400, 800, 2200, 3200, 4800, 7000, 20_000]),
    np.array([0.03, 0.4, 1, 0.85, 0.7, 1.1, 1.2, 0.6, 0.1, 0.005]),
)
"""What a guitar's loudspeaker lets through: Hz, and linear gains."""


def amplifier(bus: Samples, drive: float) -> None:
    """Valves and a cabinet: tighten, overdrive, and let the loudspeaker take the fizz."""
    cut(bus, 90, 5200)
    for start in range(0, bus.shape[1], CHUNK):
        block = bus[:, start : start + CHUNK]
        # A little bias gives even harmonics; the cabinet takes its constant away.
        block[:] = np.tanh(drive * 4 * block + 0.12) * np.float32(0.3)
    spectra.shape(bus, *CABINET)


def widened(bus: Samples, seconds: float = 0.013) -> Samples:
    """Two takes, almost: stereo, the right side a moment later."""
    late = int(seconds * RATE)
    wide = np.empty((2, bus.shape[1]), dtype=np.float32)
    wide[0] = bus[0]
    wide[1, :late] = 0
    wide[1, late:] = bus[-1, :-late]
    return wide


def ducking(count: int, kicks: Samples, depth: float, seconds: float) -> Samples:
    """The pump of dance music: a gain for each `BLOCK` of `count` samples.

    It dips at every kick (in seconds from the beginning) and comes back in `seconds`.
    """
    gain = np.ones(-(-count // BLOCK), dtype=np.float32)
    length = int(seconds * RATE) // BLOCK
    back = np.linspace(0, 1, length)
    dip = (1 - depth * (0.5 + 0.5 * np.cos(np.pi * back))).astype(np.float32)
    for kick in kicks:
        start = int(kick * RATE) // BLOCK
        end = min(len(gain), start + length)
        if end > start:
            np.minimum(gain[start:end], dip[: end - start], out=gain[start:end])
    return gain


def ease(sound: Samples, gains: Samples, block: int = BLOCK) -> None:
    """Multiply (channels, count) in place by a gain per block, in straight lines between."""
    edges = np.concatenate([gains[:1], (gains[1:] + gains[:-1]) / 2, gains[-1:]])
    edges = edges.astype(np.float32)
    ramp = np.arange(block, dtype=np.float32) / np.float32(block)
    many = max(1, CHUNK // block)
    for i in range(0, len(gains), many):
        low, high = edges[i : i + many + 1][:-1, None], edges[i + 1 : i + many + 1][:, None]
        curve = (low + (high - low) * ramp).ravel()
        piece = sound[:, i * block : i * block + len(curve)]
        piece *= curve[: piece.shape[1]]


def dust(count: int, seed: int) -> Samples:
    """The crackle and hiss of a worn record, (2, count), quiet."""
    dice = np.random.default_rng(seed)
    out = np.zeros((2, count), dtype=np.float32)
    loop = band(dice.standard_normal(4 * RATE).astype(np.float32), 900, 5000) * np.float32(0.10)
    clicks = dice.integers(0, count - 200, count // RATE * 7)
    for start in range(0, count, len(loop)):
        out[:, start : start + len(loop)] += loop[: count - start]
    for place in clicks:
        size = float(dice.exponential(0.5))
        out[int(dice.integers(2)), place : place + 40] += np.float32(size) * np.hanning(40)
    return out
