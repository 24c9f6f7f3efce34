"""Writes: what a person is to know, what they have read, whether they want mail."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from generator import queue
from generator.causes import Cause
from generator.notices import jobs, queries
from generator.notices.models import Notice, Wish
from generator.songs.models import Song, State
from generator.teams.models import User


def announce(song: Song, *, now: datetime) -> None:
    """Tell the song's maker how it ended, in the transaction that ended it.

    Nobody is told of what they did themselves a moment ago: cancelling is no news.
    """
    cancelled = song.state == State.CANCELLED and song.cause == Cause.CANCELLED
    if song.user is None or cancelled:
        return
    _tell(song.user, Notice(song=song), now=now)


def tell(
    users: Iterable[User], *, title: str, said: str, path: str, now: datetime, mail: bool = True
) -> None:
    """Tell people of something that is no song's end; the notice leads to the page at `path`.

    Without `mail` it is on the page alone, as where a mail of its own says the same.
    """
    for user in users:
        _tell(user, Notice(title=title, said=said, path=path), now=now, mail=mail)


def _tell(user: User, notice: Notice, *, now: datetime, mail: bool = True) -> None:
    mail = mail and queries.wants_mail(user)
    notice.user, notice.mail_due_at = user, now if mail else None
    notice.save()
    if mail:
        queue.enqueue(jobs.send_mails)


def mark_read(user: User, *, pk: int | None = None) -> int:
    """One notice, or all of the person's. How many were unread."""
    rows = Notice.objects.filter(user=user, read_at=None)
    chosen = rows if pk is None else rows.filter(pk=pk)
    return chosen.update(read_at=timezone.now())


def wish_mail(user: User, wanted: bool) -> None:
    """From now on; what was due before and is not wanted any more is not sent."""
    Wish.objects.update_or_create(user=user, defaults={"by_mail": wanted})
    if not wanted:
        Notice.objects.filter(user=user, mail_due_at__isnull=False).update(mail_due_at=None)


def can_mail() -> bool:
    """Whether this site has a mail server; without one, mails go to the log."""
    return bool(settings.EMAIL_URL)
