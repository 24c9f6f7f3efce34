"""The one Django app; each capability is a plain package inside it."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate

from generator import queue


class GeneratorConfig(AppConfig):
    name = "generator"
    verbose_name = "Songdesk"

    def ready(self) -> None:
        post_migrate.connect(furnish, sender=self)
        user_logged_in.connect(greet)


def furnish(**_: Any) -> None:
    """After every migrate: the catalogue's first rows and the sweep's schedule."""
    from generator.catalog.seed import seed  # noqa: PLC0415  models can't be imported before ready
    from generator.songs.jobs import sweep  # noqa: PLC0415

    seed()
    queue.every_minute(sweep)


def greet(user: Any, **_: Any) -> None:
    """Whoever signs in, however they came to be, has a team and their first credits."""
    from generator.accounts.actions import welcome  # noqa: PLC0415

    welcome(user)
