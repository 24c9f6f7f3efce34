"""A key of Alice's, and a program that uses it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from generator.keys import actions
from generator.keys.models import ApiKey
from generator.providers import registry
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from tests.songs.fake import FakeProvider
from tests.sounds import mp3_file

SONG = {"model": "studio", "prompt": "A calm waltz"}
Issue = Callable[..., tuple[ApiKey, str]]


@dataclass
class Program:
    """Calls the API with a key, and reads its answers."""

    secret: str
    client: Client = field(default_factory=Client)
    extra: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: object) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.client.post(
            f"/api/v1{path}", body if isinstance(body, str) else json.dumps(body),
            content_type="application/json", headers=self._headers() | headers,
        )  # fmt: skip

    def make(self, **asked: object) -> str:
        """The id of a new task."""
        answer = self.post("/audio/music", {**SONG, **asked})
        assert answer.status_code == 200, answer.content
        return str(answer.json()["data"]["task_id"])

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **self.extra}


def error(answer: HttpResponse) -> dict[str, Any]:
    """What the answer complains of, once it is seen to have the shape of a complaint."""
    found: dict[str, Any] = answer.json()["error"]
    assert found["code"] == answer.status_code
    assert found["message"].endswith(".")
    assert found["docs"] == f"http://testserver/api/v1/docs#{found['type']}"
    assert found["request_id"] == answer["X-Request-ID"]
    return found


@pytest.fixture(autouse=True)
def quick(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    here |= {"OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def place(alice: User, team: Team) -> Membership:
    """Alice's in her team, which has credits."""
    ledger.grant(team, 1000, key="api", memo="")
    return Membership.objects.select_related("user", "team").get(user=alice, team=team)


@pytest.fixture
def issue(place: Membership) -> Issue:
    """A key for everything, or for less."""

    def one(**rights: Any) -> tuple[ApiKey, str]:
        every = {"name": "Bot", "scopes": ["make", "read", "usage"]}
        return actions.issue(rights.pop("place", place), **{**every, **rights})

    return one


@pytest.fixture
def program(issue: Issue) -> Program:
    return Program(issue()[1])


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeProvider]:
    """What sings at the upstream: at once."""
    found = registry.providers()
    real = dict(found)
    fake = FakeProvider(mp3_file(tmp_path), name="studio")
    found["studio"] = fake
    yield fake
    found.clear()
    found.update(real)
