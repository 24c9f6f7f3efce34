"""The written song: passages, chords, notes and strokes, all in sixteenths from the beginning."""

from dataclasses import dataclass, field

from generator.studio.reading.lyrics import Line, Syllable
from generator.studio.reading.plan import Plan


@dataclass(frozen=True, slots=True)
class Note:
    """`start` and `length` in sixteenths, `pitch` in MIDI, `strength` 0..1."""

    start: float
    length: float
    pitch: int
    strength: float


@dataclass(frozen=True, slots=True)
class Sung:
    """A note of the tune and the syllable on it (None where the tune has no words).

    `line` counts the phrases of the tune. `slur`: the syllable of the note before goes on.
    """

    note: Note
    syllable: Syllable | None
    line: int
    slur: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """One hit of one piece of the kit."""

    start: float
    piece: str
    strength: float


@dataclass(frozen=True)
class Phrase:
    """A line and the bars it takes, counted from its passage's first."""

    line: Line
    bar: int
    bars: int


@dataclass(frozen=True)
class Passage:
    """A section as played. `nth` counts its kind from 0; `full` 0..1 says how much is going on.

    `lift` is how many semitones above the song's key it is played.
    """

    kind: str
    name: str
    bar: int
    bars: int
    phrases: tuple[Phrase, ...]
    nth: int
    full: float
    last: bool = False
    lift: int = 0


@dataclass(frozen=True)
class Chord:
    """`root` is a pitch class; `tones` semitones above it, the root among them."""

    root: int
    tones: tuple[int, ...]

    @property
    def pitch_classes(self) -> frozenset[int]:
        """All its tones within an octave."""
        return frozenset((self.root + tone) % 12 for tone in self.tones)


@dataclass(frozen=True)
class Span:
    """A chord and where it sounds, in sixteenths."""

    start: int
    end: int
    chord: Chord


@dataclass
class Part:
    """What one player plays; `role` decides the place in the mix."""

    role: str
    instrument: str
    notes: list[Note] = field(default_factory=list)


class Clock:
    """From sixteenths to seconds: tempo, swing, and the slowing of a last bar."""

    def __init__(self, plan: Plan, *, end: float, slowing: float) -> None:
        """The last `slowing` sixteenths before `end` grow slower, to about three quarters."""
        self.plan = plan
        self.end = end
        self.slowing = slowing

    def seconds(self, place: float) -> float:
        """When that place sounds."""
        straight = self.swung(place)
        into = min(max(0.0, straight - (self.end - self.slowing)), self.slowing)
        late = 0.16 * into * into / self.slowing if self.slowing else 0.0
        return (straight + late) * self.plan.step

    def swung(self, place: float) -> float:
        """Move off-beats late: eighths within a beat by `swing`, sixteenths by `shuffle`."""
        genre = self.plan.genre
        if self.plan.metre.pulse == 6:
            return place
        for length, share in ((2.0, genre.shuffle), (4.0, genre.swing)):
            if share != 0.5:
                whole, part = divmod(place, length)
                part /= length
                bent = part * 2 * share if part < 0.5 else share + (part - 0.5) * 2 * (1 - share)
                place = (whole + bent) * length
        return place


@dataclass
class Score:
    """The whole song, ready to be played.

    Where somebody sings, `lines` has the words of each phrase of the tune that has any (by
    `Sung.line`), and the lead only plays what is not sung.
    """

    plan: Plan
    passages: list[Passage]
    chords: list[Span]
    tune: list[Sung]
    parts: list[Part]
    strokes: list[Stroke]
    clock: Clock
    tail: float
    """Seconds that the last chord may ring after the last bar."""
    lines: dict[int, Line] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    """Sentences on what of the lyrics is not sung, and why."""

    @property
    def seconds(self) -> float:
        """The whole length."""
        return self.clock.seconds(self.clock.end) + self.tail
