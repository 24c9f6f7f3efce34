"""What was asked for with a team's credits, and what came of it.

A call is a hold: read from the ledger, so that the sums are the ledger's own, and a song that was
moved to another team or deleted for good still counts here, where it was paid. A song that cost
nothing is not in it. What came of a call is counted on the day it was asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Left, Length, Replace, TruncDate

from generator.songs.models import Erased, Song, State
from generator.teams.models import Team
from generator.wallet.models import Transfer

HOLD, CAPTURE, RELEASE = Transfer.Kind.HOLD, Transfer.Kind.CAPTURE, Transfer.Kind.RELEASE
NOBODY, NO_MODEL = "Nobody", "Unknown"
"""For holds that nobody was named for, or that no song was. There should be none."""
WEB = "web"
CHUNK = 500


@dataclass(frozen=True)
class Wanted:
    """Which calls: from `since` (with) to `until` (without); what is None or "" asks nothing.

    `model` is a slug, `key` the id of an API key or "web", `member` an email address.
    """

    since: datetime | None = None
    until: datetime | None = None
    model: str = ""
    key: str = ""
    member: str = ""
    state: str = ""

    @property
    def period(self) -> Q:
        found = Q()
        if self.since:
            found &= Q(created_at__gte=self.since)
        if self.until:
            found &= Q(created_at__lt=self.until)
        return found


@dataclass(frozen=True)
class Call:
    """One call. Amounts in credits; `seconds` from the press until it ended, None before."""

    pk: int
    at: datetime
    number: int | None
    model: str
    key_id: int | None
    key_name: str
    member: str
    state: str
    """The song's; "deleted" where it was deleted for good."""
    error: str
    price: int
    captured: int
    released: int
    seconds: float | None

    @property
    def held(self) -> int:
        return self.price - self.captured - self.released


@dataclass(frozen=True)
class Cell:
    """One person's calls of one model on one day, added up. Amounts in credits."""

    day: date
    model: str
    member: str
    calls: int = 0
    kept: int = 0
    """Songs that were charged and can be played today: ready, and not in the trash."""
    price: int = 0
    captured: int = 0
    released: int = 0

    @property
    def held(self) -> int:
        return self.price - self.captured - self.released


def page(team: Team, wanted: Wanted, *, before: int | None, most: int) -> list[Call]:
    """The newest calls, older than the one of the id `before`. Three queries, however many."""
    rows = _wanted(team, wanted).order_by("-pk").select_related("actor", "api_key")
    holds = list((rows.filter(pk__lt=before) if before else rows)[:most])
    numbers = [pk for pk in map(number_of, holds) if pk]
    songs = Song.objects.select_related("model").defer("prompt", "lyrics").in_bulk(numbers)
    gone = Erased.objects.select_related("model").in_bulk(numbers) if numbers else {}
    ends = [f"song:{pk}:{kind}" for pk in numbers for kind in (CAPTURE, RELEASE)]
    moved = dict(Transfer.objects.filter(key__in=ends).values_list("key", "amount"))
    return [_call(hold, songs, gone, moved) for hold in holds]


def every(team: Team, wanted: Wanted) -> Iterator[Call]:
    """All of them, the newest first, a few hundred at a time."""
    before = None
    while found := page(team, wanted, before=before, most=CHUNK):
        yield from found
        before = found[-1].pk


def _call(
    hold: Transfer, songs: dict[int, Song], gone: dict[int, Erased], moved: dict[str, int]
) -> Call:
    number = number_of(hold) or 0
    song, one = songs.get(number), songs.get(number) or gone.get(number)
    ended = song.finished_at if song else None
    return Call(
        pk=hold.pk, at=hold.created_at, number=number or None,
        model=one.model.name if one else NO_MODEL, key_id=hold.api_key_id,
        key_name=hold.api_key.name if hold.api_key else "",
        member=hold.actor.email if hold.actor else NOBODY,
        state=song.state if song else "deleted", error=song.cause if song else "",
        price=hold.amount, captured=moved.get(f"song:{number}:{CAPTURE}", 0),
        released=moved.get(f"song:{number}:{RELEASE}", 0),
        seconds=(ended - hold.created_at).total_seconds() if ended else None,
    )  # fmt: skip


def number_of(hold: Transfer) -> int | None:
    """The song's, from a key as in "song:7:hold"."""
    what, _, rest = hold.key.partition(":")
    digits = rest.partition(":")[0]
    return int(digits) if what == "song" and digits.isascii() and digits.isdigit() else None


def cells(team: Team, wanted: Wanted) -> list[Cell]:
    """The calls added up by day (in TIME_ZONE), model and person, in one query; by day."""
    rows = _with_song(_wanted(team, wanted))
    plays = Song.objects.filter(pk=OuterRef("number"), state=State.READY, trashed_at=None)
    rows = rows.annotate(
        day=TruncDate("created_at"), name=_of_model("name"), plays=Exists(plays),
        paid=_ended(CAPTURE), back=_ended(RELEASE),
    )  # fmt: skip
    sums: QuerySet[Any, dict[str, Any]] = rows.order_by().values(
        "day", "name", member=F("actor__email")
    )
    sums = sums.annotate(
        calls=Count("pk"), price=Sum("amount"), kept=Count("pk", filter=Q(plays=True, paid=True)),
        captured=Sum("amount", filter=Q(paid=True), default=0),
        released=Sum("amount", filter=Q(back=True), default=0),
    )  # fmt: skip
    found = [
        Cell(model=row.pop("name") or NO_MODEL, member=row.pop("member") or NOBODY, **row)
        for row in sums
    ]
    return sorted(found, key=lambda cell: (cell.day, cell.model, cell.member))


@dataclass(frozen=True)
class Books:
    """What the ledger moved for songs that were asked for in a period. In credits."""

    held: int
    captured: int
    released: int


def books(team: Team, wanted: Wanted) -> Books:
    """The ledger's side: its transfers by kind, whatever songs there are."""
    holds = Transfer.objects.filter(wanted.period, team=team, kind=HOLD)
    first = holds.filter(key=Concat(OuterRef("stem"), Value(HOLD.value)))
    sums = {HOLD: int(holds.aggregate(sum=Sum("amount", default=0))["sum"])}
    for kind in (CAPTURE, RELEASE):
        ends = Transfer.objects.filter(team=team, kind=kind).annotate(stem=_stem(kind))
        if wanted.since:  # no hold is settled before it is made
            ends = ends.filter(created_at__gte=wanted.since)
        if wanted.since or wanted.until:
            ends = ends.filter(Exists(first))
        sums[kind] = int(ends.aggregate(sum=Sum("amount", default=0))["sum"])
    return Books(sums[HOLD] - sums[CAPTURE] - sums[RELEASE], sums[CAPTURE], sums[RELEASE])


def _wanted(team: Team, wanted: Wanted) -> QuerySet[Any]:
    rows: QuerySet[Any] = Transfer.objects.filter(wanted.period, team=team, kind=HOLD)
    if wanted.member:
        rows = rows.filter(actor__email=wanted.member)
    if wanted.key:
        key = None if wanted.key == WEB else int(wanted.key)
        rows = rows.filter(api_key=key)
    if wanted.model:
        rows = _with_song(rows).annotate(slug=_of_model("slug")).filter(slug=wanted.model)
    if wanted.state:
        songs = Song.objects.filter(pk=OuterRef("number"), state=wanted.state)
        rows = _with_song(rows).filter(Exists(songs))
    return rows


def _with_song(holds: QuerySet[Any]) -> QuerySet[Any]:
    """With the song's number, read from the key, and what the keys of its ends begin with."""
    digits = Replace(Replace("key", Value("song:")), Value(f":{HOLD}"))
    number = When(key__regex=rf"^song:[0-9]{{1,18}}:{HOLD}$", then=Cast(digits, BigIntegerField()))
    found: QuerySet[Any] = holds.annotate(number=Case(number), stem=_stem(HOLD))
    return found


def _stem(kind: Transfer.Kind) -> Left:
    return Left("key", Length("key") - len(kind))


def _ended(kind: Transfer.Kind) -> Exists:
    return Exists(Transfer.objects.filter(key=Concat(OuterRef("stem"), Value(kind.value))))


def _of_model(field: str) -> Coalesce:
    """The model's, of a song that is there or was deleted for good."""
    song = Song.objects.filter(pk=OuterRef("number")).values(f"model__{field}")
    erased = Erased.objects.filter(number=OuterRef("number")).values(f"model__{field}")
    return Coalesce(Subquery(song[:1]), Subquery(erased[:1]))


def total(cells: Iterable[Cell]) -> dict[str, int]:
    """The sums of them all, by name."""
    cells = list(cells)
    names = ("calls", "kept", "price", "captured", "released", "held")
    return {name: sum(getattr(cell, name) for cell in cells) for name in names}
