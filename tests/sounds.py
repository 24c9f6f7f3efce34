"""Small real songs to test with."""

from functools import cache
from pathlib import Path

import lameenc
import numpy as np


@cache
def mp3(*, seconds: float = 2.0, bitrate: int = 64_000, sample_rate: int = 44_100) -> bytes:
    """A chord that fades, mono, as a constant-bitrate MP3."""
    time = np.arange(int(seconds * sample_rate)) / sample_rate
    wave = sum(np.sin(2 * np.pi * hertz * time) for hertz in (220.0, 277.2, 329.6)) / 6
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate // 1000)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_channels(1)
    samples = (wave * np.linspace(1, 0.2, time.size) * 32_000).astype(np.int16)
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


def mp3_file(folder: Path) -> Path:
    path = folder / "song.mp3"
    path.write_bytes(mp3())
    return path
