"""From the master to an MP3 of constant bitrate, at a legal rate, in the sample rate asked."""

import io
from collections.abc import Callable, Iterable

import lameenc
import numpy as np

from generator.studio.samples import RATE, Samples, rfft

MPEG_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
MPEG_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Layer III bitrates in kbit/s (ISO 11172-3 and 13818-3, table of `bitrate_index`)."""

FINE, FAST = 5, 7
"""LAME's qualities, from 0 (best) to 9: 7 takes half the time of 5 and shapes no noise."""

PLENTY = 192_000
"""Bits a second from which noise needs no shaping."""

SCALES = ((256_000, 1.0), (224_000, 0.98), (192_000, 0.97), (0, 0.95))
"""What LAME multiplies the sound by, from each bitrate up (measured; its presets for ABR)."""

PIECE = 1 << 18
"""Samples encoded at a time."""

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
    skipped = edge * sample_rate // RATE
    bins = min(size, wanted) // 2 + 1
    roof = np.clip((1 - np.linspace(0, 1, bins)) / 0.04, 0, 1).astype(np.float32)
    roof *= np.float32(wanted / size)
    total = sound.shape[1] * sample_rate // RATE
    out = np.zeros((len(sound), total + wanted), dtype=np.float32)
    place = 0
    for start in range(0, sound.shape[1], inside):
        piece = np.zeros((len(sound), size), dtype=np.float32)
        before = min(edge, start)
        heard = sound[:, start - before : start + inside + edge]
        piece[:, edge - before : edge - before + heard.shape[1]] = heard
        block = np.fft.irfft(rfft(piece, size)[:, :bins] * roof, wanted)[
            :, skipped : wanted - skipped
        ]
        out[:, place : place + block.shape[1]] = block
        place += block.shape[1]
    return out[:, :total]


def mp3(
    sound: Samples,
    bitrate: int,
    sample_rate: int,
    told: Callable[[float], None] = lambda share: None,
) -> bytes:
    """Encode (channels, count) at the file's own rate; the peak must be below 0.95.

    `told` hears the share of the work done, before each part of it.
    """
    count = sound.shape[1]
    quality = FAST if bitrate >= PLENTY else FINE
    encoder = _encoder(bitrate, sample_rate, len(sound), quality)
    whole = np.float32(1 / next(scale for least, scale in SCALES if bitrate >= least))
    out = io.BytesIO()
    for start in range(0, count, PIECE):
        told(start / count)
        out.write(encoder.encode(_pcm(sound[:, start : start + PIECE] * whole)))
    out.write(encoder.flush())
    return out.getvalue()


def stem(pieces: Iterable[Samples], *, mono: bool) -> bytes:
    """Encode stereo pieces at the engine's rate, fast; empty when all of them are silent."""
    encoder = _encoder(96_000 if mono else 160_000, RATE, 1 if mono else 2, FAST)
    out, heard = io.BytesIO(), False
    for piece in pieces:
        heard = heard or bool(np.any(piece))
        sound = piece.mean(axis=0, keepdims=True) if mono else piece
        out.write(encoder.encode(_pcm(sound)))
    out.write(encoder.flush())
    return out.getvalue() if heard else b""


def _encoder(bitrate: int, sample_rate: int, channels: int, quality: int) -> lameenc.Encoder:
    # Of constant bitrate: LAME's variable ones need a header that lameenc does not write.
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate // 1000)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_channels(channels)
    encoder.set_quality(quality)
    return encoder


def _pcm(sound: Samples) -> bytes:
    """16 bits, interleaved."""
    whole = np.clip(sound * np.float32(32_767), -32_767, 32_767)
    pcm: bytes = np.rint(whole.T).astype("<i2").tobytes()
    return pcm
