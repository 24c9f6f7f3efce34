"""`callback_url`: a task's own address, told once, signed with the team's own secret."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from generator.keys.actions import issue
from generator.providers import registry
from generator.providers.base import Phase, Update
from generator.songs.models import Song
from generator.teams.models import Membership, Team, User
from generator.webhooks import courier
from generator.webhooks.models import Callback, Delivery, Endpoint
from tests.api.conftest import SONG, Program, error
from tests.songs.fake import FakeProvider
from tests.sounds import mp3_file
from tests.webhooks.conftest import Receiver, send


@pytest.fixture
def singer(tmp_path: Path) -> Iterator[FakeProvider]:
    """Sings at once, in the studio's place."""
    found = registry.providers()
    real = found["studio"]
    found["studio"] = FakeProvider(mp3_file(tmp_path), name="studio")
    yield found["studio"]  # type: ignore[misc]
    found["studio"] = real


@pytest.fixture
def program(place: Membership) -> Program:
    return Program(issue(place, name="Bot", scopes=["make", "read"])[1])


def secret_of(team: Team) -> str:
    return courier.callback_key(team.pk).secret


@pytest.mark.django_db(transaction=True)
def test_it_tells_the_task_how_it_ended(
    drain_queue: Callable[[], int], program: Program, receiver: Receiver, singer: FakeProvider,
    team: Team,
) -> None:  # fmt: skip
    singer.fail_next(Update(Phase.DONE, clips=(singer.clip(),)))
    task = program.make(callback_url=receiver.url)
    drain_queue()
    [message] = receiver.read(secret_of(team))
    assert (message["type"], message["data"]["task_id"]) == ("song.ready", task)
    found = program.get(f"/tasks/{task}").json()["data"]
    assert message["data"]["response_data"][0]["id"] == found["response_data"][0]["id"]
    assert message["data"]["billing"] == found["billing"]


@pytest.mark.django_db(transaction=True)
def test_it_tells_a_cancelled_task(
    drain_queue: Callable[[], int], program: Program, receiver: Receiver, team: Team
) -> None:
    task = program.make(callback_url=receiver.url)
    program.post(f"/tasks/{task}/cancel")
    drain_queue()
    [message] = receiver.read(secret_of(team))
    assert message["type"] == "song.cancelled"


def test_it_tells_it_beside_the_teams_endpoints(
    program: Program, receiver: Receiver, endpoint: Endpoint
) -> None:
    task = program.make(callback_url=receiver.site.url("/own"))
    program.post(f"/tasks/{task}/cancel")
    urls = {delivery.url for delivery in Delivery.objects.select_related("endpoint")}
    assert urls == {endpoint.url, receiver.site.url("/own")}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hooks.example/", "Only https"),
        ("https://127.0.0.1/", "private network"),
        ("https://user:word@hooks.example/", "user name or password"),
        ("not an address", "Only https"),
        ("https://hooks.example/" + "x" * 2000, "2,000 characters"),
        ("https://hooks.example/" + "é" * 500, "2,000 characters"),
        ("https://hooks.example/\0", "not an address"),
    ],
)
def test_it_refuses_such_a_task_by_name(program: Program, url: str, said: str) -> None:
    answer = program.post("/audio/music", {**SONG, "callback_url": url})
    found = error(answer)
    assert (answer.status_code, found["type"]) == (422, "invalid_request")
    assert said in found["fields"]["callback_url"]
    assert not Song.objects.exists()


def test_it_keeps_one_address_for_one_call(program: Program, receiver: Receiver) -> None:
    for _ in range(2):
        answer = program.post(
            "/audio/music", {**SONG, "callback_url": receiver.url}, **{"Idempotency-Key": "7"}
        )
        assert answer.status_code == 200
    assert Callback.objects.get().url == receiver.url


def test_it_promises_callbacks_of_every_model(program: Program) -> None:
    models = program.get("/models").json()["data"]
    assert {model["callback_url"] for model in models} == {True}


def test_it_gives_a_callback_up_and_turns_nothing_off(
    program: Program, receiver: Receiver, endpoint: Endpoint
) -> None:
    task = program.make(callback_url=receiver.url)
    program.post(f"/tasks/{task}/cancel")
    Delivery.objects.filter(endpoint=endpoint).delete()
    receiver.plans(410)
    send()
    assert Delivery.objects.get().state == "given up"
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None


def test_it_shows_callbacks_to_those_who_run_the_team(
    program: Program, receiver: Receiver, signed_in: Client, team: Team, alice: User
) -> None:
    task = program.make(callback_url=receiver.url)
    program.post(f"/tasks/{task}/cancel")
    send()
    secret = secret_of(team)
    page = signed_in.get(f"/webhooks/callbacks/{team.pk}/").content.decode()
    assert f'data-secret="{secret}"' in page
    assert "song.cancelled" in page
    assert "At the first try." in page
    signed_in.post(f"/webhooks/callbacks/{team.pk}/rotate/")
    assert secret_of(team) != secret
    assert courier.callback_key(team.pk).secrets_at(timezone.now())[1] == secret


def test_it_documents_what_it_sends(client: Client, db: None) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["webhooks"]) == {"song.ready", "song.failed", "song.cancelled"}
    [media] = document["webhooks"]["song.ready"]["post"]["requestBody"]["content"].values()
    assert media["schema"]["properties"]["data"] == {"$ref": "#/components/schemas/Task"}
    assert "1 min, 5 min, 30 min, 2 h, 5 h, 6 h and 10 h" in document["info"]["description"]
    assert json.dumps(document).count("callback_url") >= 2
