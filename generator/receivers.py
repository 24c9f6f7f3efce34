"""What follows from Django's own events. There are two, and there should not be many more."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from generator import queue
from generator.accounts.actions import welcome
from generator.catalog.seed import seed
from generator.songs.jobs import sweep
from generator.teams.models import User


@receiver(post_migrate)
def furnish(sender: AppConfig, **_: Any) -> None:
    """After every migrate: the catalogue's first rows and the sweep's schedule."""
    if sender.name == "generator":
        seed()
        queue.every_minute(sweep)


@receiver(user_logged_in)
def greet(user: User, **_: Any) -> None:
    """Whoever signs in, however they came to be, has a team and their first credits."""
    welcome(user)
