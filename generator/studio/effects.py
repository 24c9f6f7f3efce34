"""Effects on whole buses: equaliser, reverb, echo, amplifier, ducking, dust. All in chunks."""

from functools import lru_cache

import numpy as np

from generator.studio.samples import RATE, Samples, band, passband, times

CHUNK = 1 << 17


def convolve(sound: Samples, response: Samples, early: int = 0) -> Samples:
    """Overlap-add convolution of (channels, count) with (channels or 1, length); same count.

    The result comes `early` samples sooner: half a symmetrical response leaves no delay.
    """
    length = response.shape[-1]
    size = 1 << (CHUNK + length - 2).bit_length()
    step = size - length + 1
    spectrum = np.fft.rfft(response.astype(np.float32), size)
    channels = max(sound.shape[0], response.shape[0])
    count = sound.shape[-1]
    out = np.zeros((channels, count), dtype=np.float32)
    for start in range(0, count, step):
        block = np.fft.rfft(sound[:, start : start + step], size) * spectrum
        first, end = max(0, start - early), min(count, start - early + size)
        wet = np.fft.irfft(block, size)
        out[:, first:end] += wet[:, first - start + early : end - start + early]
    return out


def shape(sound: Samples, frequencies: Samples, gains: Samples) -> Samples:
    """Zero-phase equaliser: linear gains at rising frequencies (Hz), smooth in between."""
    size = 1 << 12
    grid = np.fft.rfftfreq(size, 1 / RATE)
    curve = np.exp(np.interp(np.log(grid + 1), np.log(frequencies + 1), np.log(gains)))
    kernel = np.fft.fftshift(np.fft.irfft(curve, size)) * np.hanning(size)
    return convolve(sound, kernel[None, :], early=size // 2)


def cut(sound: Samples, low: float, high: float) -> Samples:
    """Band-pass a whole bus (corner 0 is open), without phase."""
    grid = np.geomspace(16, RATE / 2, 64)
    return shape(sound, grid, np.maximum(passband(grid, low, high, 2), 1e-4))


@lru_cache(maxsize=8)
def _hall(seconds: float, bright: float) -> Samples:
    """The response of a hall: noise that dies, its highs sooner (J. Moorer, 1979)."""
    count = int(min(seconds, 4.0) * 1.1 * RATE)
    clock = times(count)
    sides = []
    for side in range(2):
        noise = np.random.default_rng(side).standard_normal(count).astype(np.float32)
        lows = band(noise, 160, 1600) * np.exp(-6.9 * clock / seconds)
        highs = band(noise, 1600, 4000 + 5000 * bright) * np.exp(-6.9 * clock / (0.5 * seconds))
        sides.append((lows + 0.8 * highs) * (1 - np.exp(-clock / 0.01)))
    response = np.stack(sides)
    response[:, -RATE // 10 :] *= np.linspace(1, 0, RATE // 10)
    before = np.zeros((2, int(0.018 * RATE)), dtype=np.float32)
    response = np.concatenate([before, response], axis=1)
    return np.asarray(response / np.sqrt(np.mean(np.sum(response**2, axis=1))), dtype=np.float32)


def reverb(send: Samples, seconds: float, bright: float) -> Samples:
    """Mono (count,) in, stereo (2, count) out, about as loud as it went in."""
    return convolve(send[None, :], _hall(seconds, bright))


def echo(bus: Samples, seconds: float, gain: float, times_back: int = 3) -> None:
    """Add repeats that change sides, in place."""
    late = int(seconds * RATE)
    dry = bus.copy()
    for i in range(1, times_back + 1):
        if late * i >= bus.shape[1]:
            return
        side = i % 2
        mono = dry[:, : -late * i].mean(axis=0)
        bus[side, late * i :] += mono * np.float32(gain**i)
        bus[1 - side, late * i :] += mono * np.float32(0.4 * gain**i)


def amplifier(bus: Samples, drive: float) -> Samples:
    """Valves and a cabinet: tighten, overdrive, and let the loudspeaker take the fizz."""
    count = bus.shape[1]
    bus = cut(bus, 90, 5200)
    for start in range(0, count, CHUNK):
        block = bus[:, start : start + CHUNK]
        # A little bias gives even harmonics; the cut below takes its constant away.
        block[:] = np.tanh(drive * 4 * block + 0.12) * np.float32(0.3)
    grid = np.array([20.0, 70, 110, 400, 800, 2200, 3200, 4800, 7000, 20_000])
    cabinet = np.array([0.03, 0.4, 1, 0.85, 0.7, 1.1, 1.2, 0.6, 0.1, 0.005])
    return shape(bus, grid, cabinet)


def widen(bus: Samples, seconds: float = 0.013) -> None:
    """Two takes, almost: the right side a moment later, in place."""
    late = int(seconds * RATE)
    bus[1, late:] = bus[1, :-late].copy()
    bus[1, :late] = 0


def ducking(count: int, kicks: Samples, depth: float, seconds: float) -> Samples:
    """A gain that dips at every kick and comes back in `seconds`: the pump of dance music."""
    gain = np.ones(count, dtype=np.float32)
    length = int(seconds * RATE)
    back = np.linspace(0, 1, length)
    dip = (1 - depth * (0.5 + 0.5 * np.cos(np.pi * back))).astype(np.float32)
    for kick in kicks:
        start = int(kick * RATE)
        end = min(count, start + length)
        if end > start:
            np.minimum(gain[start:end], dip[: end - start], out=gain[start:end])
    return gain


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
