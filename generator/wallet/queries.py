"""What a wallet shows: its statement with running balances, and the sums of a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Q,
    QuerySet,
    RowRange,
    Subquery,
    Sum,
    When,
    Window,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import TruncDate
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
    """The team's transfers, newest first: those that are `wanted`, older than the id `before`."""
    rows = _rows(team)
    if before is not None:
        wanted = Q(wanted or Q(), pk__lt=before)
    if wanted:
        # Django filters first and adds up afterwards, which would leave the other rows out of
        # the balances; an OR that names a balance is applied to the outcome. None is ever NULL.
        rows = rows.filter(wanted | Q(available=None))
    for row in rows[:most] if most else rows.iterator(chunk_size=CHUNK):
        yield Line(row, row.change, row.available, row.held)


def _rows(team: Team) -> QuerySet[Any]:
    rows = Transfer.objects.filter(team=team).order_by("-pk").select_related("actor")
    rows = rows.annotate(change=effect_on(AVAILABLE), held_change=effect_on(HELD))
    return rows.annotate(
        available=_after(team, AVAILABLE, "change"), held=_after(team, HELD, "held_change")
    )


def _after(team: Team, kind: Account.Kind, change: str) -> CombinedExpression:
    """The balance as it is now, less what came later.

    Counted back from now, not up from the beginning: a window that runs newest first stops at
    the LIMIT, so the first page reads 50 rows of 100,000. And now is read in the same statement,
    or a transfer in between would shift every line.
    """
    now = Account.objects.filter(team=team, kind=kind).values("balance")
    later = Window(Sum(change), order_by="-pk", frame=RowRange(None, 0))
    return Subquery(now) - later + F(change)


def effect_on(kind: Account.Kind) -> Case:
    """What a transfer does to its team's account of that kind."""
    return Case(
        When(credit__kind=kind, then=F("amount")),
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
