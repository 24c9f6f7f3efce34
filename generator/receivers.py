"""What follows from events. There are three, and there should not be many more."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from generator import queue
from generator.accounts.actions import welcome
from generator.api.jobs import forget_calls
from generator.catalog.seed import seed
from generator.library.jobs import purge
from generator.library.search import install
from generator.notices import actions as notices
from generator.notices.jobs import send_mails
from generator.songs.jobs import sweep
from generator.songs.models import Song
from generator.songs.signals import song_ended
from generator.teams.models import User
from generator.usage.jobs import forget_requests
from generator.webhooks import actions as webhooks
from generator.webhooks.jobs import deliver, forget_deliveries


@receiver(post_migrate)
def furnish(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """After every migrate: the catalogue's first rows, the search, the schedules."""
    if sender.name == "generator":
        install(connections[using])
        seed()
        queue.every_minute(sweep)
        queue.every_minute(send_mails)
        queue.every_minute(deliver)
        queue.every_hour(purge)
        queue.every_hour(forget_calls)
        queue.every_hour(forget_deliveries)
        queue.every_hour(forget_requests)


@receiver(user_logged_in)
def greet(user: User, **_: Any) -> None:
    """Whoever signs in, however they came to be, has a team and their first credits."""
    welcome(user)


@receiver(song_ended)
def tell(song: Song, now: datetime, **_: Any) -> None:
    """Whoever made the song is told how it ended, and so are the team's own programs."""
    notices.announce(song, now=now)
    webhooks.announce(song, now=now)
