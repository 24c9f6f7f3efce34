"""What is asked of the studio."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Brief:
    """A prompt in plain words, lyrics with or without section tags, and the file wanted.

    `bitrate` is in bits per second, `sample_rate` in Hz. The same brief gives the same song.
    """

    prompt: str
    lyrics: str = ""
    title: str = ""
    seed: int = 0
    bitrate: int = 256_000
    sample_rate: int = 44_100
