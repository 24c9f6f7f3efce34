"""Alice owns the team, Bob is in it, Charlie is not."""

import pytest
from django.conf import LazySettings
from django.test import Client

from generator.accounts.actions import welcome
from generator.teams.models import Membership, Team, User

PASSWORD = "a long enough phrase"


def person(name: str) -> User:
    user = User.objects.create_user(f"{name}@songdesk.example", PASSWORD)
    welcome(user)
    return user


@pytest.fixture(autouse=True)
def cheap_passwords(settings: LazySettings) -> None:
    """Argon2 is dear on purpose, and hundreds of tests make people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(db: None) -> User:
    return person("alice")


@pytest.fixture
def bob(db: None, team: Team) -> User:
    user = person("bob")
    Membership.objects.create(team=team, user=user, role=Membership.Role.MEMBER)
    return user


@pytest.fixture
def charlie(db: None) -> User:
    return person("charlie")


@pytest.fixture
def team(alice: User) -> Team:
    return alice.personal_team


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client
