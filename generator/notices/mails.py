"""The mail that a song has ended, or what else a notice says."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from generator.notices.models import Notice
from generator.songs.cards import Card
from generator.songs.models import State


def send(notice: Notice) -> None:
    """Raises SMTPException or OSError where the mail server does not take it."""
    path = notice.path or reverse("song", args=[notice.song_id])
    context = {
        "card": Card(notice.song, timezone.now()) if notice.song else None,
        "notice": notice,
        "song": notice.song,
        "ready": _is_ready(notice),
        "site": settings.SITE_NAME,
        "url": f"{settings.PUBLIC_URL}{path}",
        "wish_url": f"{settings.PUBLIC_URL}{reverse('notice_wish')}",
        "public": bool(settings.PUBLIC_URL),
    }
    body = render_to_string("notices/mail.txt", context)
    send_mail(subject_of(notice), body, None, [notice.user.email])


def subject_of(notice: Notice) -> str:
    """In one line, whatever the title holds."""
    if notice.song is None:
        return f"{settings.SITE_NAME}: {' '.join(notice.title.split())}"
    title = " ".join(notice.song.display_title.split())
    outcome = "is ready" if _is_ready(notice) else "was not made"
    return f"{settings.SITE_NAME}: “{title}” {outcome}"


def _is_ready(notice: Notice) -> bool:
    return notice.song is not None and notice.song.state == State.READY
