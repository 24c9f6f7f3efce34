"""What a wallet shows: its statement with running balances, and the sums of a month."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    OuterRef,
    Q,
    QuerySet,
    RowRange,
    Subquery,
    Sum,
    When,
    Window,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from generator.teams.models import Team
from generator.wallet.models import Account, Transfer

AVAILABLE, HELD = Account.Kind.AVAILABLE, Account.Kind.HELD
CHUNK = 2000


@dataclass(frozen=True)
class Line:
    """One transfer, and what the wallet held right after it."""

    transfer: Transfer
    change: int
    available: int
    held: int

    @property
    def song_id(self) -> int | None:
        what, _, rest = self.transfer.key.partition(":")
        return int(rest.split(":")[0]) if what == "song" else None


def statement(
    team: Team, *, wanted: Q | None = None, before: int | None = None, most: int | None = None
) -> Iterator[Line]:
    """The team's transfers, newest first: those that are `wanted`, older than the id `before`.

    Its own and those that other teams moved here, each read from the end of an index; each line's
    balance is of one moment, so it stays right whatever moves between the two reads.
    """
    if before is not None:
        wanted = Q(wanted or Q(), pk__lt=before)
    lines = [_lines(rows, wanted, most) for rows in (_own(team), _moved_in(team))]
    merged = heapq.merge(*lines, key=lambda line: -line.transfer.pk)
    return islice(merged, most)


def _lines(rows: QuerySet[Any], wanted: Q | None, most: int | None) -> Iterator[Line]:
    if wanted:
        # Django filters first and adds up afterwards, which would leave the other rows out of
        # the balances; an OR that names a balance is applied to the outcome. None is ever NULL.
        rows = rows.filter(wanted | Q(available=None))
    for row in rows[:most] if most else rows.iterator(chunk_size=CHUNK):
        yield Line(row, row.change, row.available, row.held)


def _own(team: Team) -> QuerySet[Any]:
    """Transfers of the team itself, with what each left behind.

    Counted back from now, not up from the beginning: a window that runs newest first stops at
    the LIMIT, so the first page reads 50 rows of 100,000. And now is read in the same statement,
    or a transfer in between would shift every line.
    """
    rows = Transfer.objects.filter(team=team).order_by("-pk").select_related("actor")
    rows = rows.annotate(change=effect_on(AVAILABLE), held_change=effect_on(HELD))
    later = {
        name: Window(Sum(name), order_by="-pk", frame=RowRange(None, 0))
        for name in ("change", "held_change")
    }
    came = _came_later(team)
    return rows.annotate(
        available=_now(team, AVAILABLE) - later["change"] + F("change") - came,
        held=_now(team, HELD) - later["held_change"] + F("held_change"),
    )


def _moved_in(team: Team) -> QuerySet[Any]:
    """What other teams moved here, with what each left behind."""
    pot = Account.objects.filter(team=team, kind=AVAILABLE).values("pk")
    rows = Transfer.objects.filter(kind=Transfer.Kind.MOVE, credit__in=pot).order_by("-pk")
    came = _came_later(team)
    return rows.select_related("actor", "team").annotate(
        change=F("amount"),
        available=_now(team, AVAILABLE) - _changed_later(team, AVAILABLE) - came,
        held=_now(team, HELD) - _changed_later(team, HELD),
    )


def _now(team: Team, kind: Account.Kind) -> Subquery:
    return Subquery(Account.objects.filter(team=team, kind=kind).values("balance"))


def _came_later(team: Team) -> Coalesce:
    """Credits that other teams moved here after the row."""
    pot = Account.objects.filter(team=team, kind=AVAILABLE).values("pk")
    later = Transfer.objects.filter(
        kind=Transfer.Kind.MOVE, credit__in=pot, pk__gt=OuterRef("pk")
    ).order_by()
    return Coalesce(Subquery(later.values("kind").annotate(all=Sum("amount")).values("all")), 0)


def _changed_later(team: Team, kind: Account.Kind) -> Coalesce:
    """What the team's own transfers after the row did to its account of that kind."""
    later = Transfer.objects.filter(team=team, pk__gt=OuterRef("pk")).order_by()
    sums = later.values("team").annotate(all=Sum(effect_on(kind)))
    return Coalesce(Subquery(sums.values("all")), 0)


def effect_on(kind: Account.Kind) -> Case:
    """What a transfer does to the account of that kind of the team it belongs to."""
    return Case(
        When(credit__kind=kind, credit__team=F("team"), then=F("amount")),
        When(debit__kind=kind, then=-F("amount")),
        default=0,
        output_field=BigIntegerField(),
    )


def spent_by_day(team: Team, *, today: date, days: int = 14) -> list[tuple[date, int]]:
    """Credits charged on each of the last days, the oldest first."""
    since = today - timedelta(days=days - 1)
    charged = Transfer.objects.filter(
        team=team, kind=Transfer.Kind.CAPTURE, created_at__gte=midnight(since)
    )
    by_day = charged.order_by().annotate(day=TruncDate("created_at")).values_list("day")
    found = dict(by_day.annotate(spent=Sum("amount")))
    return [(day, found.get(day, 0)) for day in (since + timedelta(n) for n in range(days))]


def spent_since(team: Team, since: datetime) -> int:
    charged = Transfer.objects.filter(team=team, kind=Transfer.Kind.CAPTURE, created_at__gte=since)
    return int(charged.aggregate(spent=Sum("amount", default=0))["spent"])


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
