"""The mails of teams. They are sent while somebody waits, after everything is saved."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from generator.teams.asks import who_answers
from generator.teams.models import Ask, Invite

log = logging.getLogger(__name__)


def send_invite(invite: Invite, *, link: str) -> bool:
    """Whether the mail was taken by the mail server."""
    subject = f"{invite.invited_by or 'Somebody'} invites you to “{invite.team}”"
    return _send(subject, "invite", {"invite": invite, "link": link}, [invite.email])


def send_ask(ask: Ask, *, link: str) -> bool:
    """Tell those who may answer. Whether the mail was taken by the mail server."""
    place = ask.membership
    subject = f"{place.user} asks for {ask.amount:,} credits in “{place.team}”"
    return _send(subject, "ask", {"ask": ask, "link": link}, [u.email for u in who_answers(ask)])


def send_answer(ask: Ask, *, link: str) -> bool:
    place, approved = ask.membership, ask.state == Ask.State.APPROVED
    subject = f"{ask.amount:,} credits in “{place.team}”: {'yes' if approved else 'no'}"
    context = {"ask": ask, "link": link, "approved": approved}
    return _send(subject, "answer", context, [place.user.email])


def _send(subject: str, name: str, context: dict[str, object], to: Iterable[str]) -> bool:
    text = render_to_string(f"teams/email/{name}.txt", {**context, "SITE_NAME": settings.SITE_NAME})
    subject = f"{settings.SITE_NAME}: {' '.join(subject.split())}"
    try:
        for address in to:  # one each: nobody reads who else got it
            send_mail(subject, text.strip() + "\n", None, [address])
    except (SMTPException, OSError) as error:
        log.warning("a mail was not sent: %s", type(error).__name__)
        return False
    return True
