"""Sending all that is due, many at once, so that a slow receiver holds up nobody else."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial

from django.utils import timezone

from generator.outward import Policy
from generator.webhooks import courier, queries
from generator.webhooks.courier import Outcome, Parcel
from generator.webhooks.models import Delivery

AT_ONCE = 32
AT_ONE_ADDRESS = 4
LOOK_SECONDS = 1
"""How soon what has become due is noticed while others are being sent."""

Flights = dict[Future[Outcome], Delivery]


def send_due(
    policy: Policy, *, seconds: float, still_mine: Callable[[], bool] = lambda: True
) -> None:
    """Until nothing is due, for at most `seconds` (and the last posts' own time).

    Only posting happens in threads; the database is this one's. Each try stands for itself: what
    is in the air when this process dies is due again after `courier.CLAIM`.
    """
    flights: Flights = {}
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while True:
            if time.monotonic() < end and still_mine():
                for delivery, parcel in _claimed(flights, now=timezone.now()):
                    flights[pool.submit(partial(courier.post, policy=policy), parcel)] = delivery
            if not flights:
                return
            landed, _ = wait(flights, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
            for flight in landed:
                courier.record(flights.pop(flight), flight.result(), now=timezone.now())


def _claimed(flights: Flights, *, now: datetime) -> Iterator[tuple[Delivery, Parcel]]:
    """What there is room for, and not too much for one address."""
    busy = Counter(delivery.url for delivery in flights.values())
    full = [url for url, number in busy.items() if number >= AT_ONE_ADDRESS]
    for delivery in list(queries.due(now, but_not=full)[: AT_ONCE - len(flights)]):
        if busy[delivery.url] < AT_ONE_ADDRESS:
            parcel = courier.claim(delivery, now=now)
            if parcel:
                busy[delivery.url] += 1
                yield delivery, parcel
