"""Loudness and true peak by ITU-R BS.1770-4 (https://www.itu.int/rec/R-REC-BS.1770), own work.

The K-weighting of the standard is given for 48 kHz; its analogue form, valid at any rate, is by
B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement" (AES 145, 2018).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from generator.studio.samples import Samples, rfft

CHUNK = 1 << 15
MARGIN = 1 << 13
"""K-weighting has forgotten a sound after this many samples (its pole is at 38 Hz)."""


def _section(rate: int, turns: Samples, numerator: list[float], denominator: list[float]) -> Any:
    z = np.exp(-2j * np.pi * turns / rate)
    above = numerator[0] + numerator[1] * z + numerator[2] * z * z
    return above / (denominator[0] + denominator[1] * z + denominator[2] * z * z)


def k_weighting(rate: int, frequencies: Samples) -> npt.NDArray[np.complexfloating[Any, Any]]:
    """The standard's two filters as one complex response: a head's shelf, then a high-pass."""
    k = np.tan(np.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    scale = 1 + k / q + k * k
    shelf = _section(
        rate,
        frequencies,
        [(high + middle * k / q + k * k) / scale, 2 * (k * k - high) / scale,
         (high - middle * k / q + k * k) / scale],
        [1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale],
    )  # fmt: skip
    k = np.tan(np.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    scale = 1 + k / q + k * k
    rumble = _section(
        rate,
        frequencies,
        [1.0, -2.0, 1.0],
        [1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale],
    )
    return np.asarray(shelf * rumble).astype(np.complex64)


def energies(sound: Samples, rate: int) -> Samples:
    """K-weighted mean square of each tenth of a second, summed over the channels.

    `sound` is (channels, count); one channel counts as two equal ones.
    """
    tenth = rate // 10
    step = tenth * max(1, (CHUNK - MARGIN) // tenth)
    size = 1 << (step + MARGIN - 1).bit_length()
    response = k_weighting(rate, np.fft.rfftfreq(size, 1 / rate))
    found = [np.zeros(0, dtype=np.float32)]
    for start in range(0, sound.shape[1], step):
        before = max(0, start - MARGIN)
        block = sound[:, before : start + step]
        weighted = np.fft.irfft(rfft(block, size) * response, size)
        weighted = weighted[:, start - before : block.shape[1]]
        whole = weighted.shape[1] // tenth * tenth
        square = np.square(weighted[:, :whole]).reshape(len(sound), -1, tenth)
        found.append(square.mean(axis=2).sum(axis=0) * np.float32(2 / len(sound)))
    return np.concatenate(found)


def estimated(sound: Samples, rate: int) -> Samples:
    """`energies` to about 0.2 dB in a fifth of the time: the power of each tenth's spectrum."""
    tenth = rate // 10
    weight = np.abs(k_weighting(rate, np.fft.rfftfreq(tenth, 1 / rate))) ** 2
    weight *= 2 / tenth**2 * 2 / len(sound)
    found = [np.zeros(0, dtype=np.float32)]
    for start in range(0, sound.shape[1] - tenth + 1, 60 * tenth):
        block = sound[:, start : start + 60 * tenth]
        whole = block.shape[1] // tenth
        bins = rfft(block[:, : whole * tenth].reshape(len(sound), whole, tenth), tenth)
        found.append((np.square(bins.real) + np.square(bins.imag)).sum(axis=0) @ weight)
    return np.concatenate(found)


def gated(tenths: Samples) -> float:
    """Integrated loudness in LUFS from tenths of a second: 400 ms blocks, two gates."""
    if len(tenths) < 4:
        return -70.0
    blocks = np.convolve(tenths.astype(np.float64), np.full(4, 0.25), "valid")
    loud = blocks[lufs(blocks) > -70]
    if not len(loud):
        return -70.0
    kept = loud[lufs(loud) > lufs(loud.mean()) - 10]
    return float(lufs(kept.mean()))


def lufs(energy: Samples) -> Samples:
    """Loudness of K-weighted mean squares, not below -120."""
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(energy, 1e-12)))


def integrated(sound: Samples, rate: int) -> float:
    """Integrated loudness of (channels, count) in LUFS; one channel counts as two equal ones."""
    return gated(energies(sound, rate))


def peaks(sound: Samples, block: int, oversampling: int = 4) -> Samples:
    """True peak (linear) of each `block` samples (a power of two): the highest of all channels."""
    count = sound.shape[1]
    size, edge = CHUNK, 1 << 9
    step = size - 2 * edge
    scale = np.float32(oversampling)
    found = [np.zeros(0, dtype=np.float32)]
    for start in range(0, count, step):
        piece = np.zeros((len(sound), size), dtype=np.float32)
        before = min(edge, start)
        inside = sound[:, start - before : start + size - edge]
        piece[:, edge - before : edge - before + inside.shape[1]] = inside
        fine = np.fft.irfft(rfft(piece, size), size * oversampling)
        fine = fine[:, edge * oversampling : (edge + step) * oversampling]
        high = np.maximum(fine.max(axis=0), -fine.min(axis=0))
        found.append(high.reshape(-1, block * oversampling).max(axis=1) * scale)
    return np.concatenate(found)[: -(-count // block)]


def true_peak(sound: Samples) -> float:
    """dBTP of (channels, count), four times oversampled."""
    return float(20 * np.log10(max(float(peaks(sound, 32).max()), 1e-9)))
