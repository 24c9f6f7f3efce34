"""Following every song that upstream has: a row each, and one process for thousands of them."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, Min, Value, When
from django.utils import timezone

from generator.errors import ProviderError
from generator.songs import calls, leases, queries
from generator.songs.models import Song
from generator.songs.polls import MOST, Outcome, Polls

SLICE_SECONDS = 0.05
"""How long requests run before their answers are applied, together."""
NAP_SECONDS = 0.5
"""The longest we look away while nothing is due: how late a callback's nudge can be noticed."""
LEASE_SECONDS = 20
SLOWER_AFTER_SECONDS = 120


def follow(
    *,
    holder: str,
    seconds: float,
    on_answer: Callable[[Song, Outcome], None],
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Ask about songs as they fall due, until none is in flight or `seconds` have passed."""
    ends = clock() + timedelta(seconds=seconds)
    tally = Tally(holder, clock())
    with Polls() as polls:
        while (now := clock()) < ends:
            tally.write_now_and_then(now)
            wait = _ask_due(polls, now)
            if wait is None:
                break
            for song, outcome in polls.answers(wait=wait):
                tally.count(song.model.provider, outcome)
                on_answer(song, outcome)
    tally.write(clock())


def _ask_due(polls: Polls, now: datetime) -> float | None:
    """Start what is due. How long to wait for answers, or None where nothing is in flight."""
    for song in claim_due(now, most=polls.room):
        polls.ask(song)
    if len(polls):
        return SLICE_SECONDS
    first = queries.in_flight().aggregate(first=Min("next_poll_at"))["first"]
    if first is None:
        return None
    return float(min(NAP_SECONDS, max(SLICE_SECONDS, (first - now).total_seconds())))


def claim_due(now: datetime, *, most: int = MOST) -> list[Song]:
    """The songs whose turn it is; claiming one sets when it is asked about next.

    So an answer that changes nothing needs no write of its own, a follower that dies loses one
    round, and several followers on several machines never claim the same row.
    """
    if most <= 0 or not queries.due(now).exists():
        return []
    with transaction.atomic():
        # Only what asking takes: thousands of rows pass here a second, and few bring any news.
        rows = queries.due(now).select_related("model").only(*queries.ASKING)
        songs = list(rows.select_for_update(skip_locked=True, of=("self",))[:most])
        mine = Song.objects.filter(pk__in=[song.pk for song in songs])
        mine.update(next_poll_at=_next_poll(now))
    return songs


def _next_poll(now: datetime) -> Case:
    """In POLL_SECONDS, give or take a tenth so that rounds spread out; later for slow songs."""
    wait = settings.POLL_SECONDS * random.uniform(0.9, 1.1)
    slow_since = now - timedelta(seconds=SLOWER_AFTER_SECONDS)
    slow, soon = (Value(now + timedelta(seconds=wait * factor)) for factor in (2, 1))
    return Case(When(sent_at__lt=slow_since, then=slow), default=soon, output_field=DateTimeField())


class Tally:
    """What must be written every few seconds rather than at every answer: the lease, the calls."""

    EVERY_SECONDS = 5

    def __init__(self, holder: str, now: datetime) -> None:
        self._holder = holder
        self._next = now
        self._calls: Counter[str] = Counter()
        self._errors: dict[str, list[str]] = {}

    def count(self, provider: str, outcome: Outcome) -> None:
        self._calls[provider] += 1
        if isinstance(outcome, ProviderError):
            self._errors.setdefault(provider, []).append(outcome.upstream or str(outcome))

    def write_now_and_then(self, now: datetime) -> None:
        if now >= self._next:
            self._next = now + timedelta(seconds=self.EVERY_SECONDS)
            leases.take(leases.FOLLOW, holder=self._holder, now=now, seconds=LEASE_SECONDS)
            self.write(now)

    def write(self, now: datetime) -> None:
        for provider, number in self._calls.items():
            errors = self._errors.get(provider, [])
            calls.record(
                provider, "fetch", now=now, calls=number, errors=len(errors),
                error=errors[-1] if errors else "",
            )  # fmt: skip
        self._calls.clear()
        self._errors.clear()
