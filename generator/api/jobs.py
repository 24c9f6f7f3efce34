"""What the worker enters."""

import logging

from django.utils import timezone

from generator.api import idempotency

log = logging.getLogger(__name__)


def forget_calls() -> None:
    """Forget the Idempotency-Keys of more than a day ago. Runs every hour, and may run twice."""
    forgotten = idempotency.forget(now=timezone.now())
    if forgotten:
        log.info("forgot %d idempotency keys", forgotten)
