"""How much of a team's credits one member may spend in a day, a week, a month.

Nothing is counted on the side: a member has spent what the ledger holds for them or took, so a
release gives it back by itself. Days, weeks (from Monday) and months are the calendar's, in
settings.TIME_ZONE. An `Ask` that was approved counts once on top, in the day, the week and the
month it was approved in.
"""

from collections import defaultdict
from collections.abc import Iterable
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
    noun: str
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
    def resets(self) -> str:
        """As in "Wed 25 Nov at 00:00 (UTC)"."""
        end = timezone.localtime(self.period.end)
        return f"{end:%a} {end.day} {end:%b} at {end:%H:%M} ({settings.TIME_ZONE})"


def periods(now: datetime) -> tuple[Period, Period, Period]:
    """The day, the week and the month that `now` is in."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    return (
        Period("daily", "day", _midnight(today), _midnight(today + timedelta(days=1))),
        Period("weekly", "week", _midnight(monday), _midnight(monday + timedelta(days=7))),
        Period("monthly", "month", _midnight(first), _midnight(next_first)),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def standing(members: Iterable[Membership], *, now: datetime) -> dict[int, list[Cap]]:
    """Each member's caps by the id of their place, the shortest period first; in two queries.

    All of them are places in one team. Members without caps have an empty list.
    """
    capped = [member for member in members if member.is_capped]
    spent, extra = _spent(capped, now), _extra(capped, now)
    found: dict[int, list[Cap]] = defaultdict(list)
    for member in capped:
        for period in periods(now):
            limit = getattr(member, f"{period.word}_cap")
            if limit is not None:
                key = (member.pk, period.word)
                found[member.pk].append(Cap(period, limit, extra[key], spent[key]))
    return found


def require_room(team: Team, user: User, amount: int, *, key: str) -> None:
    """Raises `CapReached` where `amount` more is too much. Wants a transaction.

    The member's row stays locked until it ends, so of two holds at once the second counts the
    first. The hold under `key` itself is not counted: asked for twice, it is still one.
    """
    places = Membership.objects.select_for_update().filter(team=team, user=user)
    member = places.first()
    if member is None or not member.is_capped:
        return
    # Read after the lock is ours: whoever had it may have held credits on the other side of
    # midnight.
    now = timezone.now()
    found = [cap for cap in standing([member], now=now)[member.pk] if amount > cap.left]
    if found and not Transfer.objects.filter(key=key).exists():
        # The one that is in the way longest.
        raise CapReached(_refusal(max(found, key=lambda cap: cap.period.end), team, amount))


def _refusal(cap: Cap, team: Team, amount: int) -> str:
    more = f" and {cap.extra:,} more that were approved" if cap.extra else ""
    return (
        f"This needs {amount:,} credits, and {cap.left:,} are left of your {cap.period.word} cap "
        f"in “{team}” ({cap.limit:,}{more}). The cap starts afresh on {cap.resets}. Until then "
        "pick a cheaper model or another wallet, or ask for more on the team's page."
    )


def _spent(members: list[Membership], now: datetime) -> dict[tuple[int, str], int]:
    """Credits held for each member or taken, by period."""
    if not members:
        return {}
    places = {member.user_id: member.pk for member in members}
    when = periods(now)
    rows = _holds(members[0].team_id, list(places), since=min(p.start for p in when))
    sums = {
        period.word: Sum("amount", filter=Q(created_at__gte=period.start), default=0)
        for period in when
    }
    return _by_period(rows.order_by().values("actor").annotate(**sums), "actor", when, places)


def _holds(team_id: int, user_ids: list[int], *, since: datetime) -> QuerySet[Any]:
    """Their holds that were not released."""
    stem = Left("key", Length("key") - len("hold"))
    release = Transfer.objects.filter(key=Concat(OuterRef("stem"), Value("release")))
    holds = Transfer.objects.filter(
        team=team_id, actor__in=user_ids, kind=Transfer.Kind.HOLD, created_at__gte=since
    )
    return holds.annotate(stem=stem).filter(~Exists(release))


def _extra(members: list[Membership], now: datetime) -> dict[tuple[int, str], int]:
    """Credits approved for each member, by period."""
    if not members:
        return {}
    when, places = periods(now), {member.pk: member.pk for member in members}
    asks = Ask.objects.filter(membership__in=places, state=Ask.State.APPROVED)
    sums = {
        period.word: Sum("amount", filter=Q(answered_at__gte=period.start), default=0)
        for period in when
    }
    rows = asks.order_by().values("membership").annotate(**sums)
    return _by_period(rows, "membership", when, places)


def _by_period(
    rows: QuerySet[Any], who: str, when: tuple[Period, ...], places: dict[int, int]
) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        for period in when:
            found[places[row[who]], period.word] = row[period.word]
    return found
