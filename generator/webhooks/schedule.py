"""When a delivery that was not accepted is tried again, and when that ends."""

import random
from datetime import datetime, timedelta

from generator.outward import seconds_of

GAPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 360, 600))
"""After each try that failed; with the first at once, eight in less than 24 hours."""
IN_WORDS = "1 min, 5 min, 30 min, 2 h, 5 h, 6 h and 10 h"
MOST_TRIES = len(GAPS) + 1
LONGEST_WAIT = timedelta(hours=1)
"""No Retry-After puts a try off for longer."""
ASKS_TO_WAIT = frozenset({429, 503})
JITTER = 0.1
"""As a share of a gap: what failed together is not tried again all at once."""


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When to try after so many; None: no more."""
    if tries >= MOST_TRIES:
        return None
    return now + GAPS[tries - 1] * random.uniform(1 - JITTER, 1)


def asked_wait(status: int | None, retry_after: str, *, now: datetime) -> timedelta:
    """How long the receiver wants to be left alone; nothing where it does not say."""
    seconds = seconds_of(retry_after, now) if status in ASKS_TO_WAIT else None
    return min(timedelta(seconds=seconds or 0), LONGEST_WAIT)
