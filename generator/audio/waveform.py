"""The picture of a song: 160 bars, drawn from how loud it is and not from how far its peaks go."""

import numpy as np
import numpy.typing as npt

BARS = 160
# Stevens' power law: what the ear calls twice as loud is ten times the power, so perceived loudness
# grows with the 0.6th power of the amplitude. https://en.wikipedia.org/wiki/Sone
LOUDNESS_EXPONENT = 0.6


def bars(powers: list[float]) -> tuple[int, ...]:
    """160 heights, 0..100, from the mean squares of a song's blocks in their order.

    The loudest bar is always 100: a quiet song shows its shape as well as a loud one. A song with
    fewer blocks than bars repeats blocks.
    """
    power = np.asarray(powers, dtype=np.float64)
    edges = np.linspace(0, len(power), BARS + 1).astype(int)
    pairs = zip(edges[:-1], edges[1:], strict=True)
    means = np.array([power[start : max(end, start + 1)].mean() for start, end in pairs])
    return _heights(means)


def _heights(means: npt.NDArray[np.float64]) -> tuple[int, ...]:
    amplitude = np.sqrt(means)
    loudest = amplitude.max()
    if loudest == 0:
        return (0,) * BARS
    heights = np.round(100 * (amplitude / loudest) ** LOUDNESS_EXPONENT)
    return tuple(int(height) for height in heights)
