"""What the worker enters: mails that are due. May run twice, at once, late, or never."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.utils import timezone

from generator.notices import mails, queries
from generator.notices.models import Notice

log = logging.getLogger(__name__)

AT_ONCE = 100
TRY_AGAIN_MINUTES = 10
"""After a failure, and where the worker died while it was sending."""


def send_mails() -> None:
    """Each notice's mail, once; one that can't be sent now is tried again later."""
    now = timezone.now()
    queries.stale(now).update(mail_due_at=None)
    for notice in queries.due(now)[:AT_ONCE]:
        if _claim(notice, now=now):
            _send(notice)


def _claim(notice: Notice, *, now: datetime) -> bool:
    """Move its time on before sending: whoever else looks now finds nothing due."""
    later = now + timedelta(minutes=TRY_AGAIN_MINUTES)
    mine = Notice.objects.filter(pk=notice.pk, mail_due_at=notice.mail_due_at)
    return bool(mine.update(mail_due_at=later))


def _send(notice: Notice) -> None:
    try:
        mails.send(notice)
    except (SMTPException, OSError) as error:
        log.warning("a mail was not sent: %s", error, extra={"song": notice.song_id})
    else:
        Notice.objects.filter(pk=notice.pk).update(mail_due_at=None)
