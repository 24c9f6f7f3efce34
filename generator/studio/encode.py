"""From the master to an MP3 of constant bitrate, at a legal rate, in the sample rate asked."""

import io

import lameenc
import numpy as np

from generator.studio.samples import RATE, Samples

MPEG_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
MPEG_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Layer III bitrates in kbit/s (ISO 11172-3 and 13818-3, table of `bitrate_index`)."""

SAMPLE_RATES = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


def legal_bitrate(bitrate: int, sample_rate: int) -> int:
    """The smallest legal rate that is not below the one asked, in bit/s; the top of the table caps.

    >>> legal_bitrate(60_000, 44_100), legal_bitrate(256_000, 24_000)
    (64000, 160000)
    """
    table = MPEG_1 if sample_rate >= 32_000 else MPEG_2
    return 1000 * next((rate for rate in table if rate * 1000 >= bitrate), table[-1])


def channels(bitrate: int) -> int:
    """32 kbit/s is too little for two."""
    return 1 if bitrate <= 32_000 else 2


def resample(sound: Samples, sample_rate: int) -> Samples:
    """(channels, count) from the engine's rate to another, in overlapping spectra of 2.2 s."""
    if sample_rate == RATE:
        return sound
    # 100 divides every rate, so blocks of tenths of a second are whole in both.
    inside, edge = 2 * RATE, RATE // 10
    size = inside + 2 * edge
    wanted = size * sample_rate // RATE
    cut = edge * sample_rate // RATE
    bins = min(size, wanted) // 2 + 1
    roof = np.clip((1 - np.linspace(0, 1, bins)) / 0.04, 0, 1).astype(np.float32)
    total = sound.shape[1] * sample_rate // RATE
    out = np.zeros((len(sound), total + wanted), dtype=np.float32)
    padded = np.pad(sound, ((0, 0), (edge, inside + edge)))
    place = 0
    for start in range(0, sound.shape[1], inside):
        spectrum = np.fft.rfft(padded[:, start : start + size])[:, :bins] * roof
        block = np.fft.irfft(spectrum, wanted) * np.float32(wanted / size)
        block = block[:, cut : wanted - cut]
        out[:, place : place + block.shape[1]] = block
        place += block.shape[1]
    return out[:, :total]


def mp3(sound: Samples, bitrate: int, sample_rate: int) -> bytes:
    """Encode (channels, count) at the file's own rate; the peak must be below 1.0."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate // 1000)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_channels(len(sound))
    encoder.set_quality(5)
    out = io.BytesIO()
    chunk = 1 << 18
    for start in range(0, sound.shape[1], chunk):
        piece = np.clip(sound[:, start : start + chunk] * 32_767, -32_767, 32_767)
        out.write(encoder.encode(np.rint(piece.T).astype("<i2").tobytes()))
    out.write(encoder.flush())
    return out.getvalue()
