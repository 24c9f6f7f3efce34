"""A song in words and numbers, ready for a template: what state it is in, and what one can do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.causes import ADVICE, Cause
from generator.songs.models import Song, State
from generator.songs.queries import Usual, usual_times
from generator.songs.takes import TakeCard, clock

WORKING, LOOK, READY = "working", "look", "ready"

TAGS: dict[str, tuple[str, str]] = {
    State.QUEUED: ("Queued", ""),
    State.SUBMITTING: ("Sending", "live"),
    State.UNKNOWN: ("No answer yet", "held"),
    State.RENDERING: ("Rendering", "live"),
    State.COPYING: ("Copying", "live"),
    State.READY: ("Ready", "done"),
    State.FAILED: ("Failed", "hard"),
    State.CANCELLED: ("Cancelled", ""),
    State.EXPIRED: ("Timed out", "hard"),
}


@dataclass(frozen=True)
class Card:
    song: Song
    now: datetime
    usual: Usual | None = None

    @property
    def group(self) -> str:
        if self.song.state == State.READY:
            return READY
        return WORKING if self.song.pending and self.song.state != State.UNKNOWN else LOOK

    @property
    def tag(self) -> str:
        return TAGS[self.song.state][0]

    @property
    def tag_style(self) -> str:
        return TAGS[self.song.state][1]

    @property
    def since(self) -> datetime:
        return self.song.created_at

    @property
    def elapsed_seconds(self) -> int:
        """Since the button was pressed, until it ended or now."""
        return max(0, int(((self.song.finished_at or self.now) - self.since).total_seconds()))

    @property
    def elapsed(self) -> str:
        return clock(self.elapsed_seconds)

    @property
    def usual_text(self) -> str:
        return usual_text(self.usual)

    @property
    def slow(self) -> bool:
        return bool(self.usual and self.song.pending and self.elapsed_seconds > self.usual.high)

    @property
    def percent(self) -> int | None:
        """Only what a provider truly reported; nobody's guess."""
        return self.song.percent if self.song.state == State.RENDERING else None

    @property
    def scale_seconds(self) -> float:
        """How long the meter's ruler is: past what is usual, and past what has passed."""
        return max(self.elapsed_seconds * 1.15, (self.usual.high if self.usual else 60) * 1.3, 10)

    @property
    def headline(self) -> str:
        """What is going on, in one sentence."""
        model = self.song.model.name
        match self.song.state:
            case State.QUEUED:
                return "In line. It starts as soon as a worker is free."
            case State.SUBMITTING:
                return f"Sending it to {model}."
            case State.RENDERING:
                late = "Still answering, just late." if self.slow else ""
                return self.song.stage or late or f"{model} is working on it."
            case State.COPYING:
                return "It is done. Copying the file to this server and checking it."
            case State.UNKNOWN:
                return f"{model} may have taken the order, but its answer never arrived."
            case State.READY:
                return ""
        return self._why

    @property
    def _why(self) -> str:
        label = Cause(self.song.cause).label if self.song.cause else "It ended"
        detail = self.song.detail.rstrip(". ")
        end = "" if detail.endswith(("!", "?", "…")) else "."
        return f"{label}: {detail}{end}" if detail else f"{label}."

    @property
    def reason(self) -> str:
        """Why the credits came back, within a sentence."""
        label = str(Cause(self.song.cause).label) if self.song.cause else "it ended"
        return label[:1].lower() + label[1:]

    @property
    def advice(self) -> str:
        """What a person can do now."""
        if self.song.state == State.UNKNOWN:
            return "It will not be sent twice."
        return ADVICE[Cause(self.song.cause)] if self.song.cause else ""

    @property
    def money(self) -> str:
        """Where the credits are."""
        price = credits(self.song.price)
        if not self.song.price:
            return ""
        if self.song.state == State.READY:
            return price
        if self.song.state == State.UNKNOWN:
            stay, come = ("stays", "comes") if self.song.price == 1 else ("stay", "come")
            return f"Your {price} {stay} held until we know, and {come} back if no song does."
        if self.song.pending:
            return f"{price} held"
        return f"Your {price} came back."

    @property
    def money_back_at(self) -> datetime | None:
        gave_up = (State.FAILED, State.CANCELLED, State.EXPIRED)
        return self.song.finished_at if self.song.state in gave_up and self.song.price else None

    @property
    def can_cancel(self) -> bool:
        return self.song.pending

    @property
    def cancel_note(self) -> str:
        """What cancelling does; upstream can't be stopped, and that is said."""
        if self.song.state == State.QUEUED or self.song.model.provider == "studio":
            return "The song stops and its credits come back."
        return (
            f"{self.song.model.name} can't be stopped from here. The song ends for you and its "
            "credits come back; should it arrive in this very moment, it is yours and charged."
        )

    @property
    def can_retry(self) -> bool:
        return not self.song.pending and self.song.state != State.READY

    @property
    def can_ask(self) -> bool:
        return self.song.state == State.RENDERING and self.song.next_poll_at is not None

    @property
    def takes(self) -> list[TakeCard]:
        takes = list(self.song.takes.all())
        return [TakeCard(take, of=len(takes)) for take in takes]

    @property
    def bitrate_differs(self) -> bool:
        return any(take.take.bitrate != self.song.bitrate for take in self.takes)


def cards_of(songs: Iterable[Song], *, now: datetime) -> list[Card]:
    """Cards for songs that came from `queries.with_takes`."""
    songs = list(songs)
    usual = usual_times(sorted({song.model_id for song in songs if song.pending}))
    return [Card(song, now, usual.get(song.model_id)) for song in songs]


def seen(cards: Sequence[Card]) -> str:
    """What the page shows of its pending songs, for it to ask what has changed since."""
    return "-".join(f"{c.song.pk}.{c.song.revision}" for c in cards if c.song.pending)


def usual_text(usual: Usual | None) -> str:
    """As in "40–75 s"; empty where the model has made nothing yet."""
    if usual is None:
        return ""
    low, high = round(usual.low), round(usual.high)
    return f"{high} s" if low == high else f"{low}–{high} s"


def credits(number: int) -> str:
    return f"{number:,} credit" if number == 1 else f"{number:,} credits"
