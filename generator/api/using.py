"""What a team's calls were and what became of their credits, for programs."""

from django.utils import timezone

from generator.api import schemas
from generator.keys.models import ApiKey
from generator.tasks.bodies import MARK
from generator.usage import queries
from generator.usage.queries import Call, Wanted


def wanted_of(asked: schemas.UsageQuery) -> Wanted:
    """Times without an offset are in TIME_ZONE."""
    since, until = (
        timezone.make_aware(time) if time and timezone.is_naive(time) else time
        for time in (asked.since, asked.until)
    )
    return Wanted(since, until, asked.model, asked.key, asked.member, asked.state)


def page(key: ApiKey, asked: schemas.UsageQuery) -> schemas.Usage:
    """One page of the calls of the key's team, newest first; the first with the sums of all."""
    wanted, before = wanted_of(asked), int(asked.cursor) if asked.cursor else None
    found = queries.page(key.team, wanted, before=before, most=asked.limit + 1)
    more, found = len(found) > asked.limit, found[: asked.limit]
    return schemas.Usage(
        total=None if before else _total(key, wanted), calls=[_call(call) for call in found],
        next_cursor=str(found[-1].pk) if more else None,
    )  # fmt: skip


def _total(key: ApiKey, wanted: Wanted) -> schemas.UsageTotal:
    sums = queries.total(queries.cells(key.team, wanted))
    return schemas.UsageTotal(
        calls=sums["calls"], credits=sums["price"], held=sums["held"],
        captured=sums["captured"], released=sums["released"],
    )  # fmt: skip


def _call(call: Call) -> schemas.UsedCall:
    return schemas.UsedCall(
        time=call.at, task_id=f"{MARK}{call.number}" if call.number else None, model=call.model,
        key_id=call.key_id, key_name=call.key_name, member=call.member, state=call.state,
        credits=call.price, held=call.held, captured=call.captured, released=call.released,
        seconds=call.seconds, error=call.error,
    )  # fmt: skip
