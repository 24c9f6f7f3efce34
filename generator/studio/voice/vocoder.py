"""Speech of known pitch taken apart into spectral envelopes and noise, and sounded anew.

As WORLD does it (M. Morise, F. Yokomori, K. Ozawa, 2016), but the pitch is known: what is smooth
over frequency is the throat and mouth, the rest is pulses and breath.
"""

from dataclasses import dataclass

import numpy as np

from generator.studio.samples import RATE, Samples, Spectrum, rfft

STEP = 0.005
"""Seconds between frames."""

OVERLAP = 9
"""A frame's response may last so many steps (45 ms); two of them are excitation."""

EDGES = np.array([0.0, 500, 1000, 2000, 3000, 4500, 6500, 9000, 20_000])
"""Hz at which the share of noise is known."""


@dataclass(frozen=True)
class Frames:
    """Speech taken apart, a row every `STEP` seconds, for sound at `rate`.

    `envelope` is the cepstrum of the logarithm of the power spectrum (quefrencies 0, 1, ...);
    `noise` the share of the power that is not periodic, 0..1, at `EDGES`.
    """

    rate: int
    envelope: Samples
    noise: Samples

    @property
    def hop(self) -> int:
        """Samples from one frame to the next."""
        return round(self.rate * STEP)


def analyse(samples: Samples, rate: int, pitch: float) -> Frames:
    """Take speech on one `pitch` (Hz) apart.

    The envelope is CheapTrick's (M. Morise, "CheapTrick, a spectral envelope estimator for
    high-quality speech synthesis", 2015): a window of three periods, the power smoothed over two
    thirds of the pitch, then liftered so that nothing is left of the partials. Noise is what a
    comb filter that passes no multiple of the pitch lets through.
    """
    hop = round(rate * STEP)
    size = OVERLAP * hop
    period = rate / pitch
    power = _spectra(samples, period, hop, size)
    quefrency = np.arange(int(period)) / period
    lifter = np.sinc(quefrency) * (1.18 - 0.18 * np.cos(2 * np.pi * quefrency))
    smooth = _smoothed(power, 2 / 3 * pitch * size / rate)
    # What is 90 dB below the loudest is silence, and its logarithm no number to reckon with.
    smooth = np.log(smooth + 1e-9 * smooth.max() + 1e-12)
    envelope = _cepstrum(smooth, len(lifter)) * lifter.astype(np.float32)
    rest = _spectra(_between(samples, period), period, hop, size)
    bands = _bands(rate, size)
    noise = np.clip((rest @ bands) / (power @ bands + 1e-12) * (16 / 6), 0, 1)
    return Frames(rate, envelope.astype(np.float32), noise.astype(np.float32))


def _cepstrum(logarithms: Samples, count: int) -> Samples:
    """The first quefrencies of the inverse transform, which are all that is kept of it."""
    bins = logarithms.shape[1]
    turns = np.pi * np.outer(np.arange(bins), np.arange(count)) / (bins - 1)
    weights = np.cos(turns) / (bins - 1)
    weights[[0, -1]] *= 0.5
    return np.asarray(logarithms @ weights.astype(np.float32))


def _spectra(samples: Samples, period: float, hop: int, size: int) -> Samples:
    """Power spectra around every step, in a Hann window of three periods with power 1."""
    half = round(1.5 * period)
    window = np.hanning(2 * half + 1)
    window = (window / np.sqrt(np.sum(window**2))).astype(np.float32)
    padded = np.pad(samples.astype(np.float32), half)
    frames = np.lib.stride_tricks.sliding_window_view(padded, len(window))[::hop]
    bins = rfft(frames * window, size)
    return np.square(bins.real) + np.square(bins.imag)


def _smoothed(power: Samples, width: float) -> Samples:
    """A running mean over `width` bins, mirrored at both ends."""
    half = int(np.ceil(width / 2)) + 1
    sums = np.cumsum(np.pad(power, ((0, 0), (half + 1, half)), mode="reflect"), axis=1)
    places = np.arange(power.shape[1]) + half + 0.5
    low, high = places - width / 2, places + width / 2
    return np.maximum(_between_bins(sums, high) - _between_bins(sums, low), 0) / np.float32(width)


def _between_bins(sums: Samples, places: Samples) -> Samples:
    whole = np.floor(places).astype(np.int64)
    part = (places - whole).astype(np.float32)
    return sums[:, whole] * (1 - part) + sums[:, whole + 1] * part


def _between(samples: Samples, period: float) -> Samples:
    """The sound less its neighbours one period away: no multiple of the pitch is left."""
    size = 1 << (len(samples) + 2 * int(period) + 2).bit_length()
    turns = 2 * np.pi * np.fft.rfftfreq(size) * period
    spectrum = rfft(samples, size) * (0.5 - 0.5 * np.cos(turns))
    return np.fft.irfft(spectrum, size)[: len(samples)].astype(np.float32)


def _bands(rate: int, size: int) -> Samples:
    """(bins, edges): triangles that rise from one edge to the next and fall again."""
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    each = np.eye(len(EDGES))
    return np.stack([np.interp(frequencies, EDGES, row) for row in each], axis=1).astype(np.float32)


def sound(
    frames: Frames,
    pitches: list[Samples],
    voiced: Samples,
    gain: Samples,
    dice: np.random.Generator,
) -> list[Samples]:
    """Sound frames anew on other pitches (Hz); `voiced` 0..1 lets the pulses through.

    All have a value for each frame. The first sound is complete; those on the further pitches
    have no noise, since one voice is enough to hiss. Each stretch of excitation goes through the
    response of its own frame (minimum phase), so nothing steps from frame to frame.
    """
    hop, size = frames.hop, OVERLAP * frames.hop
    count = len(gain)
    response = _responses(frames.envelope, size)
    response *= gain[:, None].astype(np.float32)
    window = (0.5 - 0.5 * np.cos(np.pi * np.arange(2 * hop) / hop)).astype(np.float32)
    share = frames.noise @ _bands(frames.rate, size).T
    share = 1 - voiced[:, None].astype(np.float32) * (1 - share)
    noise = dice.standard_normal((count + 1) * hop, dtype=np.float32)
    hiss = _windowed(noise, window, hop, size)
    hiss *= response * np.sqrt(share)
    response *= np.sqrt(1 - share)
    sounds = list[Samples]()
    for pitch in pitches:
        bins = _windowed(_pulses(pitch, frames.rate, hop), window, hop, size)
        bins *= response
        bins += 0 if sounds else hiss
        sounds.append(_overlapped(np.fft.irfft(bins, size), hop))
    return sounds


def slope(rate: int, count: int, decibels: float) -> Samples:
    """What to add to envelopes of `count` quefrencies for so many dB per octave above 500 Hz."""
    frequencies = np.linspace(0, rate / 2, 4 * count + 1)
    octaves = np.log2(np.maximum(frequencies, 500) / 500)
    row = (decibels * np.log(10) / 10 * octaves)[None]
    return np.asarray(_cepstrum(row, count)[0], dtype=np.float32)


def _responses(envelope: Samples, size: int) -> Spectrum:
    """Minimum-phase spectra: the cepstrum folded onto its causal half."""
    folded = envelope.copy()
    folded[:, 0] *= 0.5
    logarithm = rfft(folded, size)
    return polar(logarithm.real, logarithm.imag)


def polar(logarithm: Samples, angle: Samples) -> Spectrum:
    """exp(logarithm + i angle), in a third of the time that numpy takes for complex numbers."""
    size = np.exp(logarithm)
    out = np.empty(size.shape, dtype=np.complex64)
    out.real, out.imag = size * np.cos(angle), size * np.sin(angle)
    return out


def _windowed(source: Samples, window: Samples, hop: int, size: int) -> Spectrum:
    frames = np.lib.stride_tricks.sliding_window_view(source, 2 * hop)[::hop]
    return rfft(frames * window, size)


TAPS = 16
"""Half the length of a band-limited pulse, in samples."""


def _pulses(pitch: Samples, rate: int, hop: int) -> Samples:
    """A pulse with the power of one period at every turn of the phase, between samples."""
    count = (len(pitch) + 1) * hop
    height = np.interp(np.arange(count), (np.arange(len(pitch)) + 1) * hop, pitch)
    phase = np.cumsum(height / rate)
    before = np.flatnonzero(np.diff(np.floor(phase)))
    late = (np.floor(phase[before + 1]) - phase[before]) / (phase[before + 1] - phase[before])
    offsets = np.arange(-TAPS + 1, TAPS + 1)
    away = offsets - late[:, None]
    kernel = np.sinc(0.95 * away) * 0.95 * np.cos(np.pi / 2 * away / (TAPS + 1)) ** 2
    kernel *= np.sqrt(rate / height[before])[:, None]
    places = np.clip(before[:, None] + offsets, 0, count - 1)
    return np.bincount(places.ravel(), kernel.ravel(), count).astype(np.float32)


def _overlapped(frames: Samples, hop: int) -> Samples:
    """Frames added, each `hop` after the one before; the first is centred on sample 0."""
    count = len(frames)
    blocks = frames.reshape(count, OVERLAP, hop)
    out = np.zeros((count + OVERLAP - 1, hop), dtype=np.float32)
    for part in range(OVERLAP):
        out[part : part + count] += blocks[:, part]
    return out.ravel()[hop:]


def tidy(rate: float) -> int:
    """The nearest rate that `resample` takes."""
    return round(rate / 40) * 40


def resample(sound: Samples, rate: int) -> Samples:
    """(channels, count) from a `tidy` rate to `samples.RATE`, by the spectrum of the whole."""
    block = rate // 20
    # Whole eighths, since a transform of a prime number of blocks is slow.
    blocks = 8 * -(-(sound.shape[1] + block) // (8 * block))
    spectrum = rfft(sound, blocks * block)
    wide = np.fft.irfft(spectrum * np.float32(RATE / rate), blocks * RATE // 20)
    return wide[:, : sound.shape[1] * RATE // rate].astype(np.float32)
