"""What a wallet shows: its statement and its sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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

CHART_DAYS = 14


def statement(
    team: Team,
    *,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    text: str = "",
    before: int | None = None,
) -> QuerySet[Transfer]:
    """The team's transfers, newest first; from `since` to `until`, both days included.

    Each has `delta` and `held_delta`, what it did to the credits available and held, and
    `running` and `held_running`, what there was of them after it. Slice it, don't filter it
    further: `before` (an id) gives the next page.
    """
    rows = Transfer.objects.filter(team=team).order_by("-pk")
    rows = rows.annotate(
        delta=_effect(Account.Kind.AVAILABLE), held_delta=_effect(Account.Kind.HELD)
    )
    rows = rows.annotate(
        running=_after(team, Account.Kind.AVAILABLE, "delta"),
        held_running=_after(team, Account.Kind.HELD, "held_delta"),
    )
    wanted = _wanted(kind, since, until, text, before)
    # Django filters first and adds up afterwards, which would leave the other rows out of the
    # sums; an OR that names a sum is applied to the outcome. No sum is ever NULL.
    return rows.filter(wanted | Q(running=None)) if wanted else rows


def _wanted(
    kind: str | None, since: date | None, until: date | None, text: str, before: int | None
) -> Q:
    wanted = Q(kind=kind) if kind else Q()
    if since:
        wanted &= Q(created_at__gte=_midnight(since))
    if until:
        wanted &= Q(created_at__lt=_midnight(until + timedelta(days=1)))
    if text:
        wanted &= Q(memo__icontains=text)
    return wanted & Q(pk__lt=before) if before else wanted


def _effect(kind: Account.Kind) -> Case:
    return Case(
        When(credit__kind=kind, then=F("amount")),
        When(debit__kind=kind, then=-F("amount")),
        default=0,
        output_field=BigIntegerField(),
    )


def _after(team: Team, kind: Account.Kind, delta: str) -> CombinedExpression:
    """The balance as it is now, less what came later.

    Counted back from now, not up from the beginning, so that the first page reads fifty rows
    of a hundred thousand: both databases stop a window that runs newest first at the LIMIT.
    """
    now = Account.objects.filter(team=team, kind=kind).values("balance")
    later = Window(Sum(delta), order_by="-pk", frame=RowRange(None, 0))
    return Subquery(now) - later + F(delta)


@dataclass(frozen=True)
class Totals:
    """Of one month."""

    granted: int
    spent: int
    held: int


def totals(team: Team, *, today: date) -> tuple[Totals, list[int]]:
    """This month's totals, and what was spent on each of the last 14 days, today last."""
    month, first = today.replace(day=1), today - timedelta(days=CHART_DAYS - 1)
    sums = _daily(team, since=min(month, first))

    def in_month(kind: Transfer.Kind) -> int:
        return sum(n for day, which, n in sums if which == kind and day >= month)

    spent = {day: n for day, kind, n in sums if kind == Transfer.Kind.CAPTURE}
    days = [spent.get(first + timedelta(days=n), 0) for n in range(CHART_DAYS)]
    kinds = Transfer.Kind
    return Totals(in_month(kinds.GRANT), in_month(kinds.CAPTURE), in_month(kinds.HOLD)), days


def _daily(team: Team, *, since: date) -> Sequence[tuple[date, str, int]]:
    """(day, kind, credits) of every kind of transfer on every day that had one."""
    rows = Transfer.objects.filter(team=team, created_at__gte=_midnight(since))
    sums = rows.annotate(day=TruncDate("created_at")).values("day", "kind").order_by("day")
    return list(sums.annotate(total=Sum("amount")).values_list("day", "kind", "total"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
