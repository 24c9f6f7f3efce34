"""What a finished song is: its files, and what is known of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """A part of the song, in seconds from its beginning."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Word:
    """A word as it is sung, in seconds from the song's beginning; `line` counts from 0."""

    text: str
    start: float
    end: float
    line: int


@dataclass(frozen=True)
class Rendered:
    """A finished song. `bitrate` (bit/s) and `sample_rate` (Hz) are the file's own.

    `language` is the code of the language sung, `voice` the singer's name; both are "" where
    nobody sings. `left_out` says in a sentence what of the lyrics could not be sung ("" when all
    was). `parts` are more files of the song by kind: the stems "voice", "drums", "bass" and
    "music" (MP3), "midi" (a Standard MIDI File) and "chords" (ChordPro).
    """

    mp3: bytes
    title: str
    seconds: float
    bitrate: int
    sample_rate: int
    genre: str
    tempo: float
    key: str
    metre: str
    language: str
    voice: str
    sections: tuple[Section, ...]
    words: tuple[Word, ...] = ()
    left_out: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)
