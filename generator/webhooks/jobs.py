"""What the worker enters. Each may run twice, at once, late, or never."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from generator import queue
from generator.songs import leases
from generator.webhooks import courier, queries
from generator.webhooks.models import Delivery
from generator.webhooks.rounds import send_due

log = logging.getLogger(__name__)

DUTY = "webhooks"
SHIFT_SECONDS = 120
LEASE_SECONDS = 20
KEEP = timedelta(days=30)
MOST_AT_ONCE = 1_000


def deliver() -> None:
    """Send what is due. One such job runs at a time; each minute one looks for what was lost."""
    holder = uuid4().hex
    if not queries.due(timezone.now()).exists() or not _take(holder):
        return
    try:
        send_due(courier.policy(), seconds=SHIFT_SECONDS, still_mine=lambda: _take(holder))
    finally:
        leases.let_go(DUTY, holder=holder, now=timezone.now())
    # What was written after our last look saw the duty taken and left the sending to us.
    if queries.due(timezone.now()).exists():
        queue.enqueue(deliver)


def _take(holder: str) -> bool:
    return leases.take(DUTY, holder=holder, now=timezone.now(), seconds=LEASE_SECONDS)


def forget_deliveries() -> None:
    """Delete deliveries, and their attempts, after 30 days. Runs every hour."""
    forgotten = forget(now=timezone.now())
    if forgotten:
        log.info("forgot %d deliveries", forgotten)


def forget(*, now: datetime) -> int:
    old = Delivery.objects.filter(happened_at__lte=now - KEEP).order_by("happened_at")
    ids = list(old.values_list("pk", flat=True)[:MOST_AT_ONCE])
    Delivery.objects.filter(pk__in=ids).delete()
    return len(ids)
