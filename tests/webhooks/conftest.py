"""A receiver on loopback that checks signatures with Standard Webhooks' own library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import F
from standardwebhooks import Webhook

from generator.songs.models import Song, State
from generator.teams.models import Membership, Team, User
from generator.webhooks import actions, jobs
from generator.webhooks.models import SUBSCRIBABLE, Delivery, Endpoint
from tests.outward.conftest import Site, answer, certificate, internet, running, secure_site
from tests.songs.conftest import fake, make_song, minimax, own_storage, quick
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

__all__ = [
    "certificate", "fake", "internet", "make_song", "minimax", "own_storage", "quick",
    "secure_site",
]  # fmt: skip
PATH = "/hook"
End = Callable[[State], Song]


@dataclass
class Receiver:
    """Answers 204, or what a test has planned for the next requests."""

    site: Site
    planned: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.pages[PATH] = self._answer

    @property
    def url(self) -> str:
        return self.site.url(PATH)

    def plans(self, status: int, body: bytes = b"", *, times: int = 1, **headers: str) -> None:
        def one(request: BaseHTTPRequestHandler) -> None:
            answer(request, body, status=status, **headers)

        self.planned += [one] * times

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        if self.planned:
            self.planned.pop(0)(request)
        else:
            answer(request, status=204)

    @property
    def ids(self) -> list[str]:
        """The `webhook-id` of each request."""
        return [lower(headers)["webhook-id"] for _, _, headers, _ in self.site.requests]

    def read(self, *secrets: str) -> list[Any]:
        """What came, each verified with every one of the secrets."""
        return [
            [Webhook(secret).verify(body, headers) for secret in secrets][0]
            for _, _, headers, body in self.site.requests
        ]


def lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    """The one private address that webhooks may reach."""
    for site in running():
        settings.WEBHOOK_ORIGINS = [site.origin]
        yield Receiver(site)


@pytest.fixture
def place(alice: User, team: Team) -> Membership:
    return Membership.objects.select_related("user", "team").get(user=alice, team=team)


@pytest.fixture
def endpoint(place: Membership, receiver: Receiver) -> Endpoint:
    """Gets everything."""
    events = [event.value for event in SUBSCRIBABLE]
    return actions.add(place, url=receiver.url, name="Shop", events=events)


@pytest.fixture
def end(make_song: Make, fake: FakeProvider) -> End:
    """A song of Alice's that ends like that."""

    def one(state: State) -> Song:
        return bring(make_song(), state, clip=fake.clip())

    return one


def send() -> None:
    """As the worker does each minute."""
    jobs.deliver()


def pass_time(time: timedelta) -> None:
    """As if all that was sent and is due had been so much earlier."""
    names = ("happened_at", "since", "next_try_at")
    Delivery.objects.update(**{name: F(name) - time for name in names})
    Endpoint.objects.update(last_accepted_at=F("last_accepted_at") - time)


def only() -> Delivery:
    return Delivery.objects.select_related("endpoint", "team").get()
