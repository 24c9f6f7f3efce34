"""Duties that one process at a time takes on, kept as rows so that they outlive no process."""

from datetime import datetime, timedelta

from django.db import models

from generator.songs.models import Lease

FOLLOW, SWEEP = "follow", "sweep"


def take(name: str, *, holder: str, now: datetime, seconds: float) -> bool:
    """Hold the duty until `now + seconds`: True where it was free, expired, or ours already."""
    Lease.objects.get_or_create(name=name, defaults={"until": now})
    free = models.Q(until__lte=now) | models.Q(holder=holder)
    until = now + timedelta(seconds=seconds)
    rows = Lease.objects.filter(free, name=name)
    return bool(rows.update(holder=holder, until=until, seen_at=now))


def let_go(name: str, *, holder: str, now: datetime) -> None:
    Lease.objects.filter(name=name, holder=holder).update(until=now, seen_at=now)


def is_held(name: str, *, now: datetime) -> bool:
    return Lease.objects.filter(name=name, until__gt=now).exists()


def last_seen(name: str) -> datetime | None:
    return Lease.objects.filter(name=name).values_list("seen_at", flat=True).first()
