"""The only file that knows django-q2. A message is a nudge with one id; the row is the truth."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django_q.brokers import get_broker
from django_q.models import Schedule
from django_q.tasks import async_task

DEFAULT, STUDIO = "default", "studio"
LANES = (DEFAULT, STUDIO)
"""`studio` renders for seconds at a time; `default` only ever waits for the network."""


def enqueue(job: Callable[..., object], *args: int, lane: str = DEFAULT) -> None:
    """Ask a worker to run `job(*args)` soon, once this transaction is committed.

    The database broker's message is a row that commits or rolls back with ours. Redis is told
    on commit; a message lost in between is what the sweep is for.
    """

    def send() -> None:
        async_task(_path(job), *args, q_options={"cluster": lane})

    if settings.REDIS_URL:
        transaction.on_commit(send)
    else:
        send()


def every_minute(job: Callable[..., object]) -> None:
    """Keep one schedule that runs `job()` each minute."""
    Schedule.objects.update_or_create(
        func=_path(job),
        defaults={"schedule_type": Schedule.MINUTES, "minutes": 1, "repeats": -1},
    )


def every_hour(job: Callable[..., object]) -> None:
    """Keep one schedule that runs `job()` each hour."""
    Schedule.objects.update_or_create(
        func=_path(job), defaults={"schedule_type": Schedule.HOURLY, "repeats": -1}
    )


def waiting(lane: str = DEFAULT) -> int:
    """How many messages wait in the lane."""
    size: int = get_broker(lane).queue_size()
    return size


def reachable() -> bool:
    """Whether the broker answers."""
    answer: Any = get_broker(DEFAULT).ping()
    return bool(answer)


def _path(job: Callable[..., object]) -> str:
    return f"{job.__module__}.{job.__qualname__}"
