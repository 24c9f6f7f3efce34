"""What a file says of itself, read without decoding it, and before anything in it is believed."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import miniaudio
import mutagen
from mutagen.mp3 import BitrateMode, MPEGInfo

from generator.audio.sniff import Kind
from generator.errors import BadAudio

MAX_CHANNELS = 8
MAX_SAMPLE_RATE = 192_000
UNKNOWN_RIFF_SIZE = 0x7FFF_0000  # from here on, what encoders write that stream into a pipe


@dataclass(frozen=True)
class Header:
    """What a file says of itself. `seconds` is None where it was only guessed from the size."""

    sample_rate: int
    channels: int
    bitrate: int
    seconds: float | None


def read_header(path: Path, file: BinaryIO, kind: Kind) -> Header:
    """Raises BadAudio. `file` is `path`, open."""
    try:
        header = _mp3_header(file) if kind is Kind.MP3 else _other_header(path, kind)
    except UNREADABLE as error:
        raise BadAudio("The file can't be read as sound.") from error
    if not (0 < header.channels <= MAX_CHANNELS and 0 < header.sample_rate <= MAX_SAMPLE_RATE):
        raise BadAudio("The file's sound is of a shape that can't be played.")
    return header


def _mp3_header(file: BinaryIO) -> Header:
    """Read past the tags, not into them: a stranger's compressed ID3 frames are not unpacked."""
    info = MPEGInfo(file)
    # Without a Xing or VBRI header, mutagen guesses the length from the size and one bitrate.
    declared = info.bitrate_mode is not BitrateMode.UNKNOWN
    return Header(
        sample_rate=info.sample_rate,
        channels=info.channels,
        bitrate=info.bitrate,
        seconds=info.length if declared else None,
    )


def _other_header(path: Path, kind: Kind) -> Header:
    info = _READERS[kind](str(path))
    seconds = info.duration * (_promised(path) if kind is Kind.WAV else 1.0)
    return Header(sample_rate=info.sample_rate, channels=info.nchannels, bitrate=0, seconds=seconds)


def _promised(path: Path) -> float:
    """How many times its own size a WAV file says it is; 1 when it was made without knowing.

    The decoder quietly takes what there is for the whole.
    """
    with path.open("rb") as file:
        said = int.from_bytes(file.read(8)[4:], "little") + 8
    return said / path.stat().st_size if 8 < said < UNKNOWN_RIFF_SIZE else 1.0


def tag_bytes(path: Path) -> int:
    """The size of an ID3v2 tag in front of the sound. https://id3.org/id3v2.3.0 section 3.1"""
    with path.open("rb") as file:
        head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for seven_bits in head[6:10]:
        size = size << 7 | seven_bits & 0x7F
    return 10 + size


UNREADABLE = (miniaudio.MiniaudioError, mutagen.MutagenError, ValueError, ZeroDivisionError)

_READERS = {
    Kind.WAV: miniaudio.wav_get_file_info,
    Kind.FLAC: miniaudio.flac_get_file_info,
}
