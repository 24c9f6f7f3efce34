"""An admin at the desk, staff with few rights, and a song to look at."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from generator.accounts.actions import welcome
from generator.catalog.models import MusicModel
from generator.songs import actions
from generator.songs.models import Song
from generator.teams.models import Team, User

Staff = Callable[..., Client]


@pytest.fixture
def boss(db: None) -> User:
    user = User.objects.create_superuser("boss@songdesk.example", "a long enough phrase")
    welcome(user)
    return user


@pytest.fixture
def desk(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


@pytest.fixture
def song(alice: User, team: Team) -> Song:
    studio = MusicModel.objects.get(slug="studio")
    return actions.submit_song(
        team, user=alice, model=studio, prompt="waltz", bitrate=64_000, sample_rate=44_100
    )


@pytest.fixture
def staff(db: None) -> Staff:
    """Signs in somebody with just these rights."""

    def sign_in(*rights: str) -> Client:
        user = User.objects.create_user("staff@songdesk.example", is_staff=True)
        for right in rights:
            app, code = right.split(".")
            found = Permission.objects.filter(content_type__app_label=app, codename=code)
            user.user_permissions.add(*found)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def act(client: Client, row: Any, action: str, **asked: object) -> Any:
    """Take an action on one row, as the button on its page does."""
    form = {"action": action, "_selected_action": row.pk, "one": "1", **asked}
    address = reverse(f"admin:generator_{row._meta.model_name}_changelist")
    return client.post(address, form, follow=True)
