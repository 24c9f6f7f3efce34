"""Mastering: balance, density, -14 LUFS, and a look-ahead limiter that knows true peaks."""

import numpy as np

from generator.studio.mixing import effects, loudness, spectra
from generator.studio.mixing.effects import BLOCK
from generator.studio.mixing.tones import CENTRES
from generator.studio.samples import RATE, Samples, rfft

TARGET = -14.0
"""LUFS: what streaming services play at."""

LOOK = 48
"""Blocks that the limiter sees ahead and needs to let go (35 ms)."""

RIDE = 31
"""Tenths of a second that the fader's hand listens to."""

TENTH = RATE // 10


def balance(sound: Samples, wanted: Samples) -> None:
    """Move each octave most of the way to the level `wanted` (`tones`), in place.

    By 6 dB at most: what the instruments haven't got, no equaliser gives them.
    """
    have = _octaves(sound)
    wrong = wanted - have
    wrong -= np.average(wrong, weights=10 ** (have / 20))
    moved = np.clip(0.9 * wrong, -6, 6)
    gains = 10 ** (np.concatenate([[-24.0], moved, [moved[-1] - 6]]) / 20)
    grid = np.concatenate([[14.0], CENTRES, [20_000.0]])
    spectra.shape(sound, grid, gains)


def _octaves(sound: Samples) -> Samples:
    """Mean level of each octave, dB, from windows spread over the song."""
    size = 1 << 13
    places = np.linspace(0, max(0, sound.shape[1] - size), 160).astype(int)
    frames = np.stack([sound[:, p : p + size].mean(axis=0) for p in places])
    power = np.mean(np.abs(rfft(frames * np.hanning(size).astype(np.float32), size)) ** 2, axis=0)
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    sums = [
        power[(frequency >= c / np.sqrt(2)) & (frequency < c * np.sqrt(2))].sum() for c in CENTRES
    ]
    return np.asarray(10 * np.log10(np.array(sums) + 1e-9))


def glue(sound: Samples, press: float) -> None:
    """A slow compressor in place: about `press` * 4 dB off the loudest passages' attacks."""
    if press < 0.05:
        return
    count = sound.shape[1]
    block = 256
    many = -(-count // block)
    power = np.zeros(many)
    for i in range(0, many, 4096):
        piece = sound[:, i * block : (i + 4096) * block]
        whole = piece.shape[1] // block * block
        energy = np.square(piece[:, :whole]).reshape(2, -1, block).mean(axis=(0, 2))
        power[i : i + len(energy)] = energy
    smooth = np.convolve(power, np.hanning(43) / np.hanning(43).sum(), "same")
    levels = 10 * np.log10(smooth + 1e-9)
    threshold = np.percentile(levels, 60) - 8 * press
    over = np.maximum(levels - threshold, 0)
    effects.ease(sound, 10 ** (-over * 0.45 * press / 20), block)


def level(sound: Samples, even: float) -> None:
    """Ride the fader through the song in place: `even` (-1..1) of what 3 s differ from the rest.

    Above zero quiet passages come up and loud ones down, as energetic records have it; below
    zero they move apart. By 8 dB at most, and what is no music (20 dB below the rest) stays.
    """
    tenths = loudness.estimated(sound, RATE)
    if len(tenths) < RIDE:
        return
    around = np.convolve(np.pad(tenths, RIDE // 2, mode="edge"), np.full(RIDE, 1 / RIDE), "same")
    apart = loudness.lufs(around[RIDE // 2 :][: len(tenths)]) - loudness.gated(tenths)
    gains = np.clip(-even * np.clip(apart, -20, 10), -8, 8)
    window = np.hanning(RIDE) / np.hanning(RIDE).sum()
    smooth = np.convolve(np.pad(gains, RIDE // 2, mode="edge"), window, "same")
    effects.ease(sound, 10 ** (smooth[RIDE // 2 :][: -(-sound.shape[1] // TENTH)] / 20), TENTH)


def finish(sound: Samples, rate: int, ceiling: float) -> None:
    """In place: -14 LUFS within 0.15, with no true peak above `ceiling` dBTP.

    Drums are loudest exactly where the limiter dips, so what comes out is a little below what
    the gains predict: it is measured, and where that matters, limited again.
    """
    top = 10 ** (ceiling / 20)
    # Once whatever it measures: a mix may be as loud as it should be, and its peaks too high.
    effects.ease(sound, _gains(sound, loudness.estimated(sound, rate), rate, top))
    for _ in range(2):
        tenths = loudness.energies(sound, rate)
        if abs(loudness.gated(tenths) - TARGET) < 0.15:
            return
        effects.ease(sound, _gains(sound, tenths, rate, top))


def _gains(sound: Samples, tenths: Samples, rate: int, top: float) -> Samples:
    """A gain per block that limits and, by what the gains predict, reaches the target."""
    high = loudness.peaks(sound, BLOCK, 2)
    lift = 10 ** ((TARGET - loudness.gated(tenths)) / 20)
    gains = np.full(len(high), lift)
    for _ in range(10):
        gains = lift * _limit(high * lift, top)
        reached = loudness.gated(tenths * _per_tenth(gains**2, len(tenths), rate))
        if abs(reached - TARGET) < 0.02 or not 1e-3 < lift < 1e3:
            break
        lift *= 10 ** ((TARGET - reached) / 20)
    return gains


def _limit(high: Samples, top: float) -> Samples:
    """Gain per block: low enough for every peak within sight, and smooth."""
    need = np.minimum(1.0, top / np.maximum(high, 1e-9))
    seen = np.lib.stride_tricks.sliding_window_view(
        np.pad(need, LOOK, constant_values=1.0), 2 * LOOK + 1
    ).min(axis=1)
    window = np.hanning(2 * LOOK - 1)
    padded = np.pad(seen, LOOK - 1, mode="edge")
    return np.asarray(np.convolve(padded, window / window.sum(), "valid"))


def _per_tenth(power: Samples, many: int, rate: int) -> Samples:
    """Mean of a gain's square in each tenth of a second."""
    places = (np.arange(len(power)) + 0.5) * BLOCK / rate * 10
    index = np.minimum(places.astype(int), many - 1)
    sums = np.bincount(index, weights=power, minlength=many)
    return np.asarray(sums / np.maximum(np.bincount(index, minlength=many), 1))
