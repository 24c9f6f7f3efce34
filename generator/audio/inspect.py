"""Whether a file is a song, found out by decoding all of it, and what was measured on the way."""

import contextlib
import hashlib
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import miniaudio
import numpy as np
import numpy.typing as npt

from generator.audio import waveform
from generator.audio.header import UNREADABLE, Header, read_header, tag_bytes
from generator.audio.sniff import HEAD_BYTES, Kind, sniff
from generator.errors import BadAudio

Samples = npt.NDArray[np.int16]

BLOCK_FRAMES = 1024
DIGITAL_SILENCE = 1  # of 32,768: one bit of dither is still nothing
NEARLY_SILENT = 33  # of 32,768: -60 dBFS, which a listener takes for a broken player
# A header is believed within this much; encoders pad the ends, and streams lose a frame or two.
HEADER_SLACK_SECONDS = 1.0
HEADER_SLACK_SHARE = 0.03
NOMINAL_SHARE = 0.1


@dataclass(frozen=True)
class Measured:
    """What a file turned out to be. It describes these very bytes: tag first, measure afterwards.

    `seconds` is what was decoded, `size` is in bytes, `bitrate` in bits per second (the encoder's
    own figure when the file bears it out, else the average), `sample_rate` in hertz, `sha256` is
    hex, `peaks` are 160 heights 0..100 (see `waveform.bars`). `silent`: nothing in it is louder
    than -60 dBFS, so a listener would hear nothing.
    """

    kind: Kind
    seconds: float
    size: int
    bitrate: int
    sample_rate: int
    channels: int
    sha256: str
    peaks: tuple[int, ...]
    silent: bool


@dataclass
class Heard:
    """What decoding has brought so far: one mean square per block is kept, and no samples."""

    frames: int = 0
    loudest: int = 0
    powers: list[float] = field(default_factory=list)

    def add(self, samples: Samples, channels: int) -> None:
        wide = samples.astype(np.float64)
        self.frames += len(samples) // channels
        self.loudest = max(self.loudest, int(np.abs(wide).max()))
        self.powers.append(float(np.mean(wide * wide)))


def measure(path: Path, *, min_seconds: float = 1.0, max_seconds: float = 1800.0) -> Measured:
    """Decode the whole file, 1,024 frames at a time, and say what it is.

    Call it after `tags.write_tags`: size and sha256 are those of the file as it is now.
    Raises BadAudio: not permanent when the file looks cut short, as a second copy may be whole.
    """
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES))
        header = read_header(path, file, kind)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    heard = _listen(path, header, max_seconds=max_seconds)
    seconds = heard.frames / header.sample_rate
    _check_length(seconds, header, min_seconds=min_seconds)
    if heard.loudest <= DIGITAL_SILENCE:
        raise BadAudio("The file is silent from beginning to end.")
    return Measured(
        kind=kind,
        seconds=seconds,
        size=path.stat().st_size,
        bitrate=_bitrate(path, header, seconds),
        sample_rate=header.sample_rate,
        channels=header.channels,
        sha256=sha256,
        peaks=waveform.bars(heard.powers),
        silent=heard.loudest <= NEARLY_SILENT,
    )


def _listen(path: Path, header: Header, *, max_seconds: float) -> Heard:
    heard = Heard()
    most = max_seconds * header.sample_rate
    with contextlib.closing(_samples(path, header)) as chunks:
        for chunk in chunks:
            heard.add(chunk, header.channels)
            if heard.frames > most:
                raise BadAudio(f"The song is longer than {max_seconds / 60:.0f} minutes.")
    return heard


def _samples(path: Path, header: Header) -> Generator[Samples, None, None]:
    """The sound, block by block, channels interleaved."""
    try:
        stream = miniaudio.stream_file(
            str(path),
            nchannels=header.channels,
            sample_rate=header.sample_rate,
            frames_to_read=BLOCK_FRAMES,
        )
        with contextlib.closing(stream):
            for block in stream:
                yield np.frombuffer(block, dtype=np.int16)
    except UNREADABLE as error:
        raise BadAudio("The file can't be decoded.") from error


def _check_length(seconds: float, header: Header, *, min_seconds: float) -> None:
    declared = header.seconds or 0.0
    if seconds < declared * (1 - HEADER_SLACK_SHARE) - HEADER_SLACK_SECONDS:
        raise BadAudio(
            f"The file ends after {seconds:.0f} of its {declared:.0f} seconds.", permanent=False
        )
    if seconds < min_seconds:
        raise BadAudio(f"The sound is only {seconds:.1f} seconds long.")


def _bitrate(path: Path, header: Header, seconds: float) -> int:
    average = 8 * (path.stat().st_size - tag_bytes(path)) / seconds
    if abs(average - header.bitrate) <= NOMINAL_SHARE * average:
        return header.bitrate
    return round(average)
