"""What the worker enters."""

import logging

from django.utils import timezone

from generator.library.erasing import erase_overdue

log = logging.getLogger(__name__)


def purge() -> None:
    """Empty the trash of what has been there for 30 days. Runs every hour, and may run twice."""
    erased = erase_overdue(now=timezone.now())
    if erased:
        log.info("erased from the trash: %d songs and takes", erased)
