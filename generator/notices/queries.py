"""Reads. A person sees their own notices, and of those the ones whose song they still see."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from generator.notices.models import Notice, Wish
from generator.songs.models import Take
from generator.songs.queries import seen_by
from generator.teams.models import User

MOST = 99
"""More unread ones are not counted: the bell says 99+."""
MAIL_DAYS = 1
"""A mail that could not be sent by then would be no news."""


@dataclass(frozen=True)
class Unread:
    """`newest` is the id of the last one, 0 where there is none."""

    count: int
    newest: int

    @property
    def text(self) -> str:
        return f"{MOST}+" if self.count > MOST else str(self.count)


def notices_of(user: User) -> QuerySet[Notice]:
    takes = Prefetch("song__takes", Take.objects.filter(trashed_at=None))
    return _seen(user).select_related("song__model").prefetch_related(takes)


def _seen(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(Q(song=None) | seen_by(user, "song__"), user=user)


def unread(user: User) -> Unread:
    """One short query: every open page asks this again and again."""
    rows = _seen(user).filter(read_at=None).order_by("-pk")
    found = list(rows.values_list("pk", flat=True)[: MOST + 1])
    return Unread(len(found), found[0] if found else 0)


def news(user: User, *, after: int, most: int) -> list[Notice]:
    """Unread notices that came after that one, oldest first."""
    newest = notices_of(user).filter(read_at=None, pk__gt=after).order_by("-pk")[:most]
    return list(newest)[::-1]


def wants_mail(user: User) -> bool:
    return Wish.objects.filter(user=user, by_mail=True).exists()


def due(now: datetime) -> QuerySet[Notice]:
    """Notices whose mail is to be sent; those of people who can't sign in any more are not."""
    rows = Notice.objects.filter(mail_due_at__lte=now, user__is_active=True)
    return rows.select_related("user", "song__model").order_by("mail_due_at")


def stale(now: datetime) -> QuerySet[Notice]:
    """Notices whose mail nobody waits for any more."""
    old = now - timedelta(days=MAIL_DAYS)
    return Notice.objects.filter(mail_due_at__isnull=False, created_at__lte=old)
