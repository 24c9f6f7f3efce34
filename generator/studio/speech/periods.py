"""The fundamental of speech that is nearly flat, by autocorrelation."""

import numpy as np
import numpy.typing as npt

from generator.studio.samples import Samples, rfft

LOWEST, HIGHEST = 60.0, 220.0
"""Hz: where the pitch of the spoken line is looked for."""

VOICED = 0.55
"""Least height of the second peak of the autocorrelation (1 is a perfect repetition)."""


def track(sound: Samples, rate: int, hop: int) -> Samples:
    """Hz at every `hop` samples of a flat-pitched voice, 0 where nothing vibrates.

    The autocorrelation of a windowed frame over that of its window, with a parabola through its
    peak (P. Boersma, "Accurate short-term analysis of the fundamental frequency", 1993). Looked
    for first everywhere, then within a fifth of what was found most.
    """
    if not sound.size:
        return np.zeros(0, np.float32)
    correlation, loud = _correlations(sound, rate, hop)
    period, height = _peaks(correlation, int(rate / HIGHEST), int(rate / LOWEST))
    sure = loud & (height > 0.8)
    if not sure.any():
        return np.zeros(len(correlation), np.float32)
    usual = float(np.median(period[sure]))
    period, height = _peaks(correlation, int(usual / 1.2), int(usual * 1.2) + 1)
    return np.where(loud & (height > VOICED), rate / period, 0.0).astype(np.float32)


def _correlations(sound: Samples, rate: int, hop: int) -> tuple[Samples, npt.NDArray[np.bool_]]:
    """Each frame's autocorrelation, 1 at lag 0, and which frames are loud enough to tell."""
    size = int(3.0 * rate / LOWEST)
    window = np.hanning(size).astype(np.float32)
    padded = np.pad(sound, (size // 2, size))
    places = np.arange(0, len(sound), hop)[:, None] + np.arange(size)
    frames = padded[places] * window
    many = 1 << (2 * size - 1).bit_length()
    power = np.square(np.abs(rfft(frames, many)))
    own = np.fft.irfft(np.square(np.abs(np.fft.rfft(window, many))))
    lags = int(rate / LOWEST) + 2
    found = np.fft.irfft(power)[:, :lags]
    energy = found[:, :1]
    loud = energy[:, 0] > 3e-4 * energy.max()
    return found / (energy + 1e-9) / (own[:lags] / own[0]), loud


def _peaks(correlation: Samples, low: int, high: int) -> tuple[Samples, Samples]:
    """The lag of the highest peak between two lags, in samples and fractions, and its height."""
    inside = correlation[:, low : high + 1]
    at = np.clip(np.argmax(inside, axis=1) + low, 1, correlation.shape[1] - 2)
    rows = np.arange(len(at))
    left, top, right = (correlation[rows, at + step] for step in (-1, 0, 1))
    bend = left - 2 * top + right
    shift = np.where(bend < 0, 0.5 * (left - right) / np.where(bend < 0, bend, 1.0), 0.0)
    return at + np.clip(shift, -0.5, 0.5), top
