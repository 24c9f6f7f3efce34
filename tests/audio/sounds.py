"""Real sound files, made on the spot."""

import struct
import wave
from io import BytesIO

import lameenc
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]


def tone(seconds: float = 3.0, *, rate: int = 44100, level: float = 0.4) -> Samples:
    """An A that swells from nothing to `level` (1.0 is full scale)."""
    time = np.arange(int(seconds * rate)) / rate
    return (32767 * level * time / seconds * np.sin(2 * np.pi * 440 * time)).astype(np.int16)


def mp3(
    samples: Samples | None = None,
    *,
    rate: int = 44100,
    channels: int = 1,
    kbps: int = 64,
    vbr: bool = False,
) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(kbps)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_quality(7)
    if vbr:
        encoder.set_vbr(4)
        encoder.set_vbr_quality(4)
    sound = tone(rate=rate) if samples is None else samples
    return bytes(encoder.encode(np.repeat(sound, channels).tobytes()) + encoder.flush())


def with_xing(sound: bytes) -> bytes:
    """The same song behind a header frame that says how many frames follow, as most encoders do.

    http://gabriel.mp3-tech.org/mp3infotag.html; the header frame is the first one, emptied.
    """
    version_1, mono = sound[1] & 0x18 == 0x18, sound[3] >> 6 == 3
    rate = {0: 44100, 1: 48000, 2: 32000}[sound[2] >> 2 & 3] >> (0 if version_1 else 1)
    kbps = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)[(sound[2] >> 4) - 1]
    assert version_1, "made for MPEG 1 only"
    frame = 144 * 1000 * kbps // rate
    count = len(sound) * rate // (144 * 1000 * kbps)
    side_information = 17 if mono else 32
    tag = sound[:4] + bytes(side_information) + b"Info" + struct.pack(">II", 1, count)
    return tag.ljust(frame, b"\0") + sound


def wav(samples: Samples | None = None, *, rate: int = 44100, channels: int = 1) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        sound = tone(rate=rate) if samples is None else samples
        writer.writeframes(np.repeat(sound, channels).astype("<i2").tobytes())
    return file.getvalue()


BLOCK = 4096


def flac(samples: Samples | None = None, *, rate: int = 44100) -> bytes:
    """Mono, 16 bits, nothing compressed: every frame holds one verbatim subframe (RFC 9639)."""
    sound = tone(rate=rate) if samples is None else samples
    sound = sound[: len(sound) // BLOCK * BLOCK]
    info = struct.pack(">HH6x", BLOCK, BLOCK)
    info += struct.pack(">Q", rate << 44 | 15 << 36 | len(sound)) + bytes(16)
    frames = (
        _flac_frame(number, sound[start : start + BLOCK])
        for number, start in enumerate(range(0, len(sound), BLOCK))
    )
    return b"fLaC\x80" + len(info).to_bytes(3, "big") + info + b"".join(frames)


def _flac_frame(number: int, block: Samples) -> bytes:
    # Fixed block size 4,096; sample rate as in the stream's header; mono; 16 bits.
    header = bytes([0xFF, 0xF8, 0xC0, 0x08]) + chr(number).encode()
    header += bytes([_crc(header, 0x07, 8)])
    frame = header + bytes([0x02]) + block.astype(">i2").tobytes()
    return frame + _crc(frame, 0x8005, 16).to_bytes(2, "big")


def _crc(data: bytes, polynomial: int, bits: int) -> int:
    value, top, mask = 0, 1 << bits - 1, (1 << bits) - 1
    for byte in data:
        value ^= byte << bits - 8
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
    return value
