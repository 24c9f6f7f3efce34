"""Whether this site can make songs now: a question a function, a sentence where it is no."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import django.db
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from generator import queue
from generator.songs import leases

WORKER_SILENT_AFTER = timedelta(seconds=150)
"""The sweep reports every minute, give or take the half minute of the queue's own clock."""

# What the optional packages raise when the other side is down; not OSErrors, sadly.
BROKER_ERRORS: tuple[type[Exception], ...] = (OSError, django.db.Error)
if settings.REDIS_URL:
    BROKER_ERRORS += (import_module("redis").RedisError,)
STORAGE_ERRORS: tuple[type[Exception], ...] = (OSError,)
if settings.AUDIO_IN_BUCKET:
    _botocore = import_module("botocore.exceptions")
    STORAGE_ERRORS += (_botocore.BotoCoreError, _botocore.ClientError)


def report() -> dict[str, str]:
    """Each part's name and what is wrong with it; an empty sentence where nothing is."""
    return {name: check() for name, check in CHECKS.items()}


def database() -> str:
    try:
        with django.db.connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except django.db.Error:
        return "The database does not answer."
    return ""


def broker() -> str:
    try:
        return "" if queue.reachable() else "The queue's broker does not answer."
    except BROKER_ERRORS:
        return "The queue's broker does not answer."


def storage() -> str:
    """A folder must take a byte; a bucket must answer (a write each time would cost money)."""
    try:
        if settings.AUDIO_IN_BUCKET:
            default_storage.exists("readyz")
        else:
            Path(settings.AUDIO_STORAGE).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=settings.AUDIO_STORAGE, buffering=0) as file:
                file.write(b"\0")
    except STORAGE_ERRORS:
        return "Songs can't be stored: the folder or bucket of AUDIO_STORAGE takes no files."
    return ""


def worker() -> str:
    try:
        seen = leases.last_seen(leases.SWEEP)
    except django.db.Error:
        return "Nobody knows: the database does not answer."
    if seen is None:
        return "No worker has reported yet. Is one running?"
    silent = timezone.now() - seen
    if silent > WORKER_SILENT_AFTER:
        return f"No worker has reported for {silent.total_seconds():.0f} s. Is one running?"
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "broker": broker,
    "storage": storage,
    "worker": worker,
}
