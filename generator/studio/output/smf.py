"""Standard MIDI Files, format 1, written byte by byte (https://midi.org/standard-midi-files)."""

from dataclasses import dataclass, field

QUARTER = 480
"""Ticks of a quarter note."""


@dataclass
class Track:
    """Events at ticks from the song's beginning, in any order; at one tick they keep theirs."""

    events: list[tuple[int, int, bytes]] = field(default_factory=list)

    def meta(self, tick: int, kind: int, data: bytes) -> None:
        """A meta event; those at a tick come before its notes."""
        self._add(tick, 0, bytes([0xFF, kind]) + varied(len(data)) + data)

    def text(self, tick: int, kind: int, text: str) -> None:
        """1 text, 3 track name, 5 lyric, 6 marker; in UTF-8, as players today expect."""
        self.meta(tick, kind, text.encode())

    def program(self, channel: int, program: int) -> None:
        """The instrument from the beginning on, 0..127."""
        self._add(0, 1, bytes([0xC0 | channel, program]))

    def note(self, channel: int, start: int, end: int, pitch: int, velocity: int) -> None:
        """A note; one that ends at a tick does so before another begins there."""
        self._add(start, 3, bytes([0x90 | channel, pitch, velocity]))
        self._add(end, 2, bytes([0x80 | channel, pitch, 0]))

    def tempo(self, tick: int, seconds_of_a_quarter: float) -> None:
        self.meta(tick, 0x51, round(seconds_of_a_quarter * 1e6).to_bytes(3, "big"))

    def metre(self, tick: int, beats: int, power: int) -> None:
        """`beats` of a note of 1 / 2**power; the metronome clicks once for each."""
        clocks = 96 >> power
        self.meta(tick, 0x58, bytes([beats, power, clocks, 8]))

    def key(self, tick: int, sharps: int, minor: bool) -> None:
        """`sharps` from -7 (flats) to 7."""
        self.meta(tick, 0x59, bytes([sharps & 0xFF, minor]))

    def _add(self, tick: int, order: int, message: bytes) -> None:
        self.events.append((tick, order, message))

    def chunk(self) -> bytes:
        """The track as it stands in the file."""
        out, now = bytearray(), 0
        for tick, _, message in sorted(self.events, key=lambda event: event[:2]):
            out += varied(tick - now) + message
            now = tick
        out += b"\x00\xff\x2f\x00"
        return b"MTrk" + len(out).to_bytes(4, "big") + bytes(out)


def varied(number: int) -> bytes:
    """A number in sevens of bits, the last without its top bit set."""
    found = [number & 0x7F]
    while number := number >> 7:
        found.append(number & 0x7F | 0x80)
    return bytes(reversed(found))


def file(tracks: list[Track]) -> bytes:
    """The whole file; tempo, metre and key belong in the first track."""
    head = (1).to_bytes(2, "big") + len(tracks).to_bytes(2, "big") + QUARTER.to_bytes(2, "big")
    return b"MThd\x00\x00\x00\x06" + head + b"".join(track.chunk() for track in tracks)
