"""Arrays of samples: the rate everything is played at, and the few filters that need no scipy."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

RATE = 44_100
"""Samples per second inside the engine; the master is brought to the asked rate at the end."""

Samples: TypeAlias = npt.NDArray[np.floating[Any]]
"""Mono `(count,)` or stereo `(2, count)`, float32, full scale at 1.0."""


Spectrum: TypeAlias = npt.NDArray[np.complexfloating[Any, Any]]


def hertz(pitch: float) -> float:
    """Equal temperament: MIDI pitch 69 is A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))


def times(count: int) -> Samples:
    """Seconds of each of `count` samples."""
    return np.arange(count, dtype=np.float32) / np.float32(RATE)


def rfft(sound: Samples, size: int) -> Spectrum:
    """`np.fft.rfft` of float32 in a third of the time.

    With its usual scale, the integer 1, numpy computes in float64 and converts the result.
    """
    return np.asarray(np.fft.rfft(sound, size, norm="forward") * np.float32(size))


def passband(frequencies: Samples, low: float, high: float, order: int) -> Samples:
    """Butterworth magnitude (no phase) between two corners in Hz; a corner of 0 is left open."""
    gain = np.ones(len(frequencies))
    safe = np.maximum(frequencies, 1e-3)
    if low > 0:
        gain /= np.sqrt(1 + (low / safe) ** (2 * order))
    if high > 0:
        gain /= np.sqrt(1 + (safe / high) ** (2 * order))
    return gain.astype(np.float32)


def band(sound: Samples, low: float = 0.0, high: float = 0.0, order: int = 2) -> Samples:
    """Zero-phase band filter of one short sound (its spectrum is taken whole)."""
    count = sound.shape[-1]
    size = 1 << max(count - 1, 1).bit_length()
    gain = passband(np.fft.rfftfreq(size, 1 / RATE), low, high, order)
    spectrum = rfft(sound.astype(np.float32), size) * gain
    return np.fft.irfft(spectrum, size)[..., :count].astype(np.float32)


def level(sound: Samples) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(sound), dtype=np.float64))) if sound.size else 0.0
