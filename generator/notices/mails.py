"""The mail that a song has ended."""

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
    card = Card(notice.song, timezone.now())
    context = {
        "card": card,
        "song": notice.song,
        "ready": notice.song.state == State.READY,
        "site": settings.SITE_NAME,
        "song_url": f"{settings.PUBLIC_URL}{reverse('song', args=[notice.song_id])}",
        "wish_url": f"{settings.PUBLIC_URL}{reverse('notice_wish')}",
        "public": bool(settings.PUBLIC_URL),
    }
    body = render_to_string("notices/mail.txt", context)
    send_mail(subject_of(notice), body, None, [notice.user.email])


def subject_of(notice: Notice) -> str:
    """In one line, whatever the title holds."""
    title = " ".join(notice.song.display_title.split())
    outcome = "is ready" if notice.song.state == State.READY else "was not made"
    return f"{settings.SITE_NAME}: “{title}” {outcome}"
