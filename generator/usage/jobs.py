"""What the worker enters."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from generator.usage.models import ApiCall

log = logging.getLogger(__name__)

KEEP = timedelta(days=30)
AT_ONCE = 5_000


def forget_requests() -> None:
    """Delete the log's lines after 30 days. Runs every hour, and may run twice."""
    forgotten = forget(now=timezone.now())
    if forgotten:
        log.info("forgot %d API requests", forgotten)


def forget(*, now: datetime) -> int:
    """Delete all that are too old, some thousands at a time, so that nobody waits long."""
    old = ApiCall.objects.filter(at__lte=now - KEEP).order_by("at").values("pk")[:AT_ONCE]
    forgotten = 0
    while deleted := ApiCall.objects.filter(pk__in=old).delete()[0]:
        forgotten += deleted
    return forgotten
