"""The pages: add, change, try, look, send again, turn off and on, delete."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from generator.songs.models import State
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from generator.webhooks import actions, courier
from generator.webhooks.models import Delivery, Endpoint
from tests.webhooks.conftest import End, Receiver, only, pass_time, send

FORM = {"url": "https://hooks.example/songs", "name": "Shop", "events": ["song.ready"]}


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_it_adds_an_endpoint(signed_in: Client, team: Team, alice: User) -> None:
    answer = signed_in.post("/webhooks/", {**FORM, "team": team.pk})
    endpoint = Endpoint.objects.get()
    assert answer["Location"] == f"/webhooks/{endpoint.pk}/"
    assert (endpoint.team, endpoint.made_by, endpoint.events) == (team, alice, ["song.ready"])
    assert f'data-webhook="{endpoint.pk}"' in text(signed_in, "/webhooks/")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": ""}, "Give the address"),
        ({"events": []}, "Tick at least one event"),
        ({"events": ["webhook.test"]}, "That is no event"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"team": 0}, "You can&#x27;t manage the webhooks of that team."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    signed_in: Client, team: Team, change: dict[str, object], said: str
) -> None:
    answer = signed_in.post("/webhooks/", {**FORM, "team": team.pk, **change})
    page = answer.content.decode()
    assert (answer.status_code, Endpoint.objects.count()) == (422, 0)
    assert said in page
    assert "hooks.example" in page or "url" in change
    assert signed_in.post("/webhooks/", {**FORM, "team": team.pk}).status_code == 302


def test_it_takes_no_more_than_twenty(signed_in: Client, team: Team, place: Membership) -> None:
    for _ in range(actions.ENDPOINTS_MOST):
        actions.add(place, url="https://hooks.example/", name="", events=[])
    answer = signed_in.post("/webhooks/", {**FORM, "team": team.pk})
    assert answer.status_code == 422
    assert "has 20 webhooks. Delete one first." in answer.content.decode()


def test_it_lists_the_endpoints_of_the_teams_one_runs(
    client: Client, endpoint: Endpoint, bob: User
) -> None:
    actions.add(
        Membership.objects.select_related("team", "user").get(
            user=bob, team=start_team(bob, name="Band")
        ),
        url="https://band.example/", name="", events=["song.ready"],
    )  # fmt: skip
    client.force_login(bob)  # a member of Alice's team, who does not run it
    page = text(client, "/webhooks/")
    assert "band.example" in page
    assert "Shop" not in page


def test_it_changes_an_endpoint(signed_in: Client, endpoint: Endpoint) -> None:
    path = endpoint.get_absolute_url()
    signed_in.post(path, {**FORM, "name": "Store"})
    endpoint.refresh_from_db()
    assert (endpoint.url, str(endpoint), endpoint.events) == (FORM["url"], "Store", ["song.ready"])
    answer = signed_in.post(path, {**FORM, "url": "http://typed.example/"})
    assert answer.status_code == 422
    assert "http://typed.example/" in answer.content.decode()


def test_it_shows_the_secret_and_rotates_it(signed_in: Client, endpoint: Endpoint) -> None:
    path = endpoint.get_absolute_url()
    assert f'data-secret="{endpoint.secret}"' in text(signed_in, path)
    signed_in.post(f"{path}rotate/")
    page = text(signed_in, path)
    assert endpoint.secret not in page
    assert "The one before signs along until" in page
    assert signed_in.get(path)["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_it_tests_an_endpoint_and_shows_what_came_back(
    signed_in: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    path = endpoint.get_absolute_url()
    receiver.plans(404, b"<b>no such hook</b>")
    signed_in.post(f"{path}test/")
    assert 'hx-trigger="every 2s"' in text(signed_in, path)
    send()
    page = text(signed_in, path)
    assert 'hx-trigger="every 2s"' not in page
    assert "Not accepted." in page
    page = text(signed_in, only().get_absolute_url())
    assert "404" in page
    assert "&lt;b&gt;no such hook&lt;/b&gt;" in page
    assert only().message_id in page


def test_it_sends_again_from_the_page(
    signed_in: Client, endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.READY)
    receiver.plans(500)
    send()
    assert "Tried once. Next:" in re.sub(r"\s+", " ", text(signed_in, endpoint.get_absolute_url()))
    signed_in.post(f"{only().get_absolute_url()}again/")
    send()
    assert len(receiver.read(endpoint.secret)) == 2
    assert "At the first try." in text(signed_in, only().get_absolute_url())


def test_it_turns_off_and_on(signed_in: Client, endpoint: Endpoint, end: End) -> None:
    path = endpoint.get_absolute_url()
    signed_in.post(f"{path}switch/")
    assert "Turned off by hand." in text(signed_in, path)
    answer = signed_in.post(f"{path}test/", follow=True)
    assert "is turned off. Turn it on first." in answer.content.decode()
    end(State.READY)
    assert not Delivery.objects.exists()
    signed_in.post(f"{path}switch/", {"on": "1"})
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None


def test_it_deletes_an_endpoint_with_its_deliveries(signed_in: Client, endpoint: Endpoint) -> None:
    actions.send_test(endpoint, now=timezone.now())
    signed_in.post(f"{endpoint.get_absolute_url()}delete/")
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()
    send()


def test_it_pages_through_many_deliveries(signed_in: Client, endpoint: Endpoint) -> None:
    now = timezone.now()
    for _ in range(31):
        actions.send_test(endpoint, now=now)
    path = endpoint.get_absolute_url()
    page = text(signed_in, path)
    assert page.count("data-delivery=") == 30
    [older] = re.findall(r'href="(\?before=\d+)"', page)
    assert text(signed_in, path + older).count("data-delivery=") == 1


def test_it_says_what_a_delivery_waits_for(signed_in: Client, endpoint: Endpoint) -> None:
    actions.send_test(endpoint, now=timezone.now())
    courier.turn_off(endpoint, why=Endpoint.Off.BY_HAND, now=timezone.now())
    pass_time(courier.CLAIM)
    assert "Waits until the endpoint is turned on." in text(signed_in, endpoint.get_absolute_url())
