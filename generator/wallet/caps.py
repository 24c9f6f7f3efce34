"""How much of a team's credits one member may spend in a day, a week, a month.

Nothing is counted on the side: a member has spent what the ledger holds for them or took, so a
release gives it back by itself. Days, weeks (from Monday) and months are the calendar's, in
settings.TIME_ZONE. An `Ask` that was approved counts once on top, in the day, the week and the
month it was approved in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat, Left, Length
from django.utils import timezone

from generator.errors import CapReached
from generator.teams.models import Ask, Membership, Team, User
from generator.wallet.models import Transfer


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar, from midnight to midnight."""

    word: str
    when: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Cap:
    """One cap of one member, as it stands now. Amounts in credits."""

    period: Period
    limit: int
    extra: int
    spent: int

    @property
    def allowed(self) -> int:
        return self.limit + self.extra

    @property
    def left(self) -> int:
        return max(0, self.allowed - self.spent)

    @property
    def percent(self) -> int:
        """How much of it is used, for a gauge."""
        return min(100, round(self.spent * 100 / self.allowed)) if self.allowed else 100

    @property
    def resets(self) -> str:
        """As in "Wed 25 Nov at 00:00 (UTC)"."""
        end = timezone.localtime(self.period.end)
        return f"{end:%a} {end.day} {end:%b} at {end:%H:%M} ({settings.TIME_ZONE})"


Periods = tuple[Period, Period, Period]


def periods(now: datetime) -> Periods:
    """The day, the week and the month that `now` is in."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    return (
        Period("daily", "today", _midnight(today), _midnight(today + timedelta(days=1))),
        Period("weekly", "this week", _midnight(monday), _midnight(monday + timedelta(days=7))),
        Period("monthly", "this month", _midnight(first), _midnight(next_first)),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def standing(members: Sequence[Membership], *, now: datetime) -> dict[int, list[Cap]]:
    """Each member's caps by the id of their place, the shortest period first; in two queries.

    Members without caps have an empty list.
    """
    capped, when = [member for member in members if member.is_capped], periods(now)
    found: dict[int, list[Cap]] = {member.pk: [] for member in members}
    if not capped:
        return found
    spent, extra = _spent(capped, when), _extra(capped, when)
    for member in capped:
        for period in when:
            limit = getattr(member, f"{period.word}_cap")
            if limit is not None:
                more = extra[member.pk, period]
                used = spent[member.team_id, member.user_id, period]
                found[member.pk].append(Cap(period, limit, more, used))
    return found


def require_room(
    team: Team, user: User, amount: int, *, key: str, place: Membership | None = None
) -> None:
    """Raises `CapReached` where `amount` more is too much. Wants a transaction.

    The member's row stays locked until it ends, so of two holds at once the second counts the
    first; `place` is that row where the transaction has locked it already. The hold under `key`
    itself is not counted: asked for twice, it is still one.
    """
    member = place or _locked(team, user)
    if member is None or not member.is_capped:
        return
    # Read after the lock is ours: whoever had it may have held credits on the other side of
    # midnight.
    now = timezone.now()
    found = [cap for cap in standing([member], now=now)[member.pk] if amount > cap.left]
    if found and not Transfer.objects.filter(key=key).exists():
        # The one that is in the way longest.
        raise CapReached(_refusal(max(found, key=lambda cap: cap.period.end), team, amount))


def _locked(team: Team, user: User) -> Membership | None:
    return Membership.objects.select_for_update().filter(team=team, user=user).first()


def _refusal(cap: Cap, team: Team, amount: int) -> str:
    more = f" and {cap.extra:,} more that were approved" if cap.extra else ""
    return (
        f"This needs {amount:,} credits, and {cap.left:,} are left of your {cap.period.word} cap "
        f"in “{team}” ({cap.limit:,}{more}). The cap starts afresh on {cap.resets}. Until then "
        "pick a cheaper model or another wallet, or ask for more on the team's page."
    )


def _spent(members: list[Membership], when: Periods) -> dict[tuple[int, int, Period], int]:
    """Credits held for each member or taken, by team, person and period."""
    holds = _holds(members, since=min(period.start for period in when))
    sums = {
        period.word: Sum("amount", filter=Q(created_at__gte=period.start), default=0)
        for period in when
    }
    found: dict[tuple[int, int, Period], int] = defaultdict(int)
    for row in holds.order_by().values("team", "actor").annotate(**sums):
        found |= {(row["team"], row["actor"], period): row[period.word] for period in when}
    return found


def _holds(members: list[Membership], *, since: datetime) -> QuerySet[Any]:
    """Their holds that were not released."""
    teams, people = {m.team_id for m in members}, {m.user_id for m in members}
    holds = Transfer.objects.filter(
        team__in=teams, actor__in=people, kind=Transfer.Kind.HOLD, created_at__gte=since
    )
    return not_released(holds)


def not_released(holds: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Those of the holds whose credits did not come back."""
    stem = Left("key", Length("key") - len("hold"))
    release = Transfer.objects.filter(key=Concat(OuterRef("stem"), Value("release")))
    return holds.annotate(stem=stem).filter(~Exists(release))


def _extra(members: list[Membership], when: Periods) -> dict[tuple[int, Period], int]:
    """Credits approved for each member, by period."""
    asks = Ask.objects.filter(membership__in=members, state=Ask.State.APPROVED)
    sums = {
        period.word: Sum("amount", filter=Q(answered_at__gte=period.start), default=0)
        for period in when
    }
    found: dict[tuple[int, Period], int] = defaultdict(int)
    rows: QuerySet[Any] = asks.order_by().values("membership").annotate(**sums)
    for row in rows:
        found |= {(row["membership"], period): row[period.word] for period in when}
    return found
