"""Spectra, and filters on whole buses by fast convolution: block by block, in place."""

from collections.abc import Iterator

import numpy as np

from generator.studio.samples import RATE, Samples, Spectrum, passband, rfft

KERNEL = 1 << 12
"""Samples of an equaliser's response (93 ms: it tells 11 Hz apart)."""


def size_for(length: int) -> int:
    """A transform for a response of that length: its blocks stay in the cache, if they can."""
    return max(1 << 15, 1 << (2 * length - 1).bit_length())


def responding(response: Samples, size: int) -> Spectrum:
    """What an `rfft` is multiplied by to be convolved with a response."""
    return rfft(response.astype(np.float32), size)


def convolve(sound: Samples, response: Samples, early: int = 0) -> None:
    """Convolve (channels, count) with a response (length,) in place (overlap-save).

    The result comes `early` samples sooner: half a symmetrical response leaves no delay.
    """
    length, count = len(response), sound.shape[1]
    size = size_for(length)
    spectrum = responding(response, size)
    past, step = length - 1 - early, size - length + 1
    kept = np.zeros((len(sound), past), dtype=np.float32)
    for start in range(0, count, step):
        fresh = sound[:, start : start + size - past]
        block = np.zeros((len(sound), size), dtype=np.float32)
        block[:, :past] = kept
        block[:, past : past + fresh.shape[1]] = fresh
        kept = block[:, step : step + past]
        wet = np.fft.irfft(rfft(block, size) * spectrum, size)[:, length - 1 :]
        end = min(count, start + step)
        sound[:, start:end] = wet[:, : end - start]


def streamed(sound: Samples, response: Samples) -> Iterator[tuple[int, Samples]]:
    """Mono (count,) through a stereo response (2, length), in pieces: (where, (2, many)).

    The pieces follow one another and end with the sound, so there is no tail.
    """
    length = response.shape[1]
    size = size_for(length)
    spectrum = responding(response, size)
    step = size - length + 1
    for start in range(0, len(sound), step):
        before = max(0, start - (length - 1))
        block = rfft(sound[before : start + step], size)
        wet = np.fft.irfft(block * spectrum, size)[:, start - before :]
        yield start, wet[:, : min(step, len(sound) - start)]


def equaliser(frequencies: Samples, gains: Samples) -> Samples:
    """The symmetrical response of linear gains at rising frequencies (Hz), smooth in between."""
    grid = np.fft.rfftfreq(KERNEL, 1 / RATE)
    curve = np.exp(np.interp(np.log(grid + 1), np.log(frequencies + 1), np.log(gains)))
    kernel = np.fft.fftshift(np.fft.irfft(curve, KERNEL)) * np.hanning(KERNEL)
    return kernel.astype(np.float32)


def shape(sound: Samples, frequencies: Samples, gains: Samples) -> None:
    """Equalise (channels, count) in place without phase."""
    convolve(sound, equaliser(frequencies, gains), early=KERNEL // 2)


GRID = np.geomspace(16, RATE / 2, 64)
"""Hz at which filters are drawn."""


def open_between(low: float, high: float) -> Samples:
    """Gains on `GRID` of a band-pass (a corner of 0 is open)."""
    return np.maximum(passband(GRID, low, high, 2), 1e-4)
