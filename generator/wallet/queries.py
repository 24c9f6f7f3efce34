"""What a wallet shows: its statement with running balances, and the sums of a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncDate

from generator.teams.models import Team
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Account, Transfer

AVAILABLE, HELD = Account.Kind.AVAILABLE, Account.Kind.HELD
CHUNK = 200


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


def statement(team: Team, *, wanted: Q | None = None, before: int | None = None) -> Iterator[Line]:
    """The team's transfers, newest first: those that are `wanted`, older than the id `before`.

    The running balance is walked back from today's, over every transfer, wanted or not, so the
    first page reads only itself and a filter never changes a figure.
    """
    balance = _balance_before(team, before)
    for row in _rows(team, before, wanted or Q()).iterator(chunk_size=CHUNK):
        if row.wanted:
            yield Line(row, row.change, balance.available, balance.held)
        balance = Balance(balance.available - row.change, balance.held - row.held_change)


def _rows(team: Team, before: int | None, wanted: Q) -> QuerySet[Any]:
    rows = Transfer.objects.filter(team=team).order_by("-pk").select_related("actor")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    shown = Case(When(wanted, then=True), default=False) if wanted else Value(True)
    return rows.annotate(change=effect_on(AVAILABLE), held_change=effect_on(HELD), wanted=shown)


def _balance_before(team: Team, before: int | None) -> Balance:
    """What the wallet held when the transfer `before` had not yet happened."""
    now = balance_of(team)
    if before is None:
        return now
    newer = Transfer.objects.filter(team=team, pk__gte=before).aggregate(
        available=Sum(effect_on(AVAILABLE), default=0), held=Sum(effect_on(HELD), default=0)
    )
    return Balance(now.available - newer["available"], now.held - newer["held"])


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
        team=team, kind=Transfer.Kind.CAPTURE, created_at__date__gte=since
    )
    by_day = charged.order_by().annotate(day=TruncDate("created_at")).values_list("day")
    found = dict(by_day.annotate(spent=Sum("amount")))
    return [(day, found.get(day, 0)) for day in (since + timedelta(n) for n in range(days))]


def spent_since(team: Team, since: datetime) -> int:
    charged = Transfer.objects.filter(team=team, kind=Transfer.Kind.CAPTURE, created_at__gte=since)
    return int(charged.aggregate(spent=Sum("amount", default=0))["spent"])
