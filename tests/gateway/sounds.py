"""The sounds the fake gateway serves: real MP3s, and every way for one to go wrong."""

import asyncio
from collections.abc import AsyncIterator
from functools import cache

import lameenc
import numpy as np

RATE = 44_100


@cache
def mp3(seconds: float = 2.0, bitrate: int = 128) -> bytes:
    """A real mono MP3: a soft chord, `bitrate` in kbit/s."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    return bytes(encoder.encode(_chord(seconds).tobytes()) + encoder.flush())


def _chord(seconds: float) -> np.ndarray:
    times = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * pitch * times) for pitch in (220.0, 277.2, 329.6))
    return (np.asarray(wave) * 6000).astype(np.int16)


@cache
def silent_mp3(seconds: float = 2.0) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode(bytes(2 * int(seconds * RATE))) + encoder.flush())


# The head of an encrypted MPEG-4 file: contract 5, case 4.
M4A = (
    b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom" + b"\x00\x00\x00\x08encv" + bytes(4096)
)
PAGE = b"<!doctype html><title>forbidden</title><p>This content is not available.</p>"

HUGE = 120_000_000
"""bytes: above the cap of 100 MB"""
DRIP = 256
"""bytes at a time"""
DRIP_PAUSE = 0.05
"""seconds between two drips"""

KINDS = ("good", "silent", "truncated", "huge", "huge_unsized", "slow", "html", "empty", "m4a")
KINDS += ("403", "404", "404_once", "none_mp3", "redirect", "redirect_private", "redirect_loop")
KINDS += ("private", "metadata", "drop")


def address(kind: str, origin: str, name: str) -> str:
    """The URL a result tells for a sound of that kind."""
    if kind not in KINDS:
        raise KeyError(kind)
    elsewhere = {
        "private": "http://10.0.0.1/song.mp3",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "none_mp3": f"{origin}/audio/none_mp3/None.mp3",
    }
    return elsewhere.get(kind, f"{origin}/audio/{kind}/{name}.mp3")


async def endless(piece: bytes, total: int) -> AsyncIterator[bytes]:
    """`total` bytes of the same sound over and over."""
    for start in range(0, total, len(piece)):
        yield piece[: total - start]


async def drips(mp3: bytes) -> AsyncIterator[bytes]:
    """The whole sound, a few bytes at a time."""
    for start in range(0, len(mp3), DRIP):
        yield mp3[start : start + DRIP]
        await asyncio.sleep(DRIP_PAUSE)
