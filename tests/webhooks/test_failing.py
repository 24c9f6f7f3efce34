"""What is not accepted is tried again, for a day; then the endpoint is turned off."""

from datetime import timedelta
from threading import Event as Signal

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from generator.errors import Conflict
from generator.notices import actions as notices
from generator.notices.jobs import send_mails
from generator.notices.models import Notice
from generator.songs.models import State
from generator.teams.models import Membership, User
from generator.webhooks import actions, courier, rounds, schedule
from generator.webhooks.models import Attempt, Delivery, Endpoint
from tests.outward.conftest import PUBLIC_IP, Internet, answer
from tests.webhooks.conftest import End, Receiver, only, pass_time, send


def fail_to_the_end(receiver: Receiver, status: int = 500) -> list[timedelta]:
    """Each wait, until nothing is due any more."""
    waits = []
    receiver.plans(status, times=schedule.MOST_TRIES)
    while True:
        send()
        due = only().next_try_at
        if due is None:
            return waits
        waits.append(due - Attempt.objects.latest("pk").at)
        pass_time(waits[-1])


def test_it_tries_eight_times_in_a_day(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    end(State.READY)
    waits = fail_to_the_end(receiver)
    assert len(waits) == len(schedule.GAPS) == 7
    for wait, gap in zip(waits, schedule.GAPS, strict=True):
        assert gap * (1 - schedule.JITTER) <= wait <= gap
    assert sum(schedule.GAPS, timedelta()) < timedelta(hours=24)
    bodies = {body for _, _, _, body in receiver.site.requests}
    assert (len(receiver.ids), len(set(receiver.ids)), len(bodies)) == (8, 1, 1)
    assert (only().state, only().tries) == ("given up", 8)


def test_it_turns_an_endpoint_off_that_accepted_nothing_for_a_day(
    endpoint: Endpoint, receiver: Receiver, end: End, alice: User, client: Client
) -> None:
    end(State.READY)
    Notice.objects.all().delete()  # of the song itself
    fail_to_the_end(receiver)
    endpoint.refresh_from_db()
    assert (endpoint.disabled_at is not None, endpoint.disabled_why) == (True, "silent")
    notice = Notice.objects.get()
    assert notice.user == alice
    client.force_login(alice)
    page = client.get("/notices/").content.decode()
    assert "Webhook turned off: Shop" in page
    assert "Nothing was accepted in a whole day." in page
    assert client.get(f"/notices/{notice.pk}/")["Location"] == endpoint.get_absolute_url()


def test_it_tells_everybody_who_can_turn_it_on_again(
    endpoint: Endpoint, bob: User, alice: User, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = "https://songs.example"
    Membership.objects.filter(user=bob).update(role=Membership.Role.MANAGER)
    notices.wish_mail(bob, True)
    courier.turn_off(endpoint, why=Endpoint.Off.GONE, now=timezone.now())
    assert {notice.user for notice in Notice.objects.all()} == {alice, bob}
    send_mails()
    [letter] = mail.outbox
    assert letter.subject == "Songdesk: Webhook turned off: Shop"
    assert f"https://songs.example{endpoint.get_absolute_url()}" in letter.body
    assert "It answered 410" in letter.body


def test_it_stays_on_while_it_accepts_something(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.READY)
    receiver.plans(500)
    send()
    Endpoint.objects.update(last_accepted_at=timezone.now())
    pass_time(timedelta(seconds=30))
    fail_to_the_end(receiver)
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None


def test_it_obeys_410_at_once(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    end(State.READY)
    receiver.plans(410)
    send()
    endpoint.refresh_from_db()
    assert (only().state, endpoint.disabled_why) == ("given up", "gone")
    Delivery.objects.all().delete()
    end(State.READY)  # what ends now is not sent
    assert not Delivery.objects.exists()


def test_it_keeps_what_waits_until_the_endpoint_is_turned_on(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.READY)
    courier.turn_off(endpoint, why=Endpoint.Off.BY_HAND, now=timezone.now())
    send()
    assert receiver.site.requests == []
    assert not Notice.objects.filter(song=None).exists()  # they know, they did it
    actions.turn_on(endpoint)
    send()
    assert len(receiver.read(endpoint.secret)) == 1


@pytest.mark.parametrize(
    ("status", "asked", "waits"),
    [(429, "600", 600), (503, "600", 600), (503, "86400", 3600), (500, "600", 60), (429, "x", 60)],
)
def test_it_waits_as_it_is_asked(
    endpoint: Endpoint, receiver: Receiver, end: End, status: int, asked: str, waits: int
) -> None:
    end(State.READY)
    receiver.plans(status, Retry_After=asked)
    send()
    due = only().next_try_at
    assert due is not None
    assert (due - Attempt.objects.get().at).total_seconds() == pytest.approx(waits, rel=0.11)


def test_it_follows_no_redirect(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    end(State.READY)
    receiver.plans(307, Location=receiver.site.url("/elsewhere"))
    send()
    assert (len(receiver.site.requests), only().state) == (1, "waiting")


def test_it_keeps_what_was_answered(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    end(State.READY)
    receiver.plans(500, b"\0Oh\xff" + b"x" * 2000)
    send()
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.answer[:4]) == (500, "Oh\ufffdx")
    assert len(attempt.answer) == 1023


def test_it_says_why_nothing_was_answered(
    endpoint: Endpoint, end: End, settings: LazySettings
) -> None:
    nobody = "http://127.0.0.1:9"  # https://www.rfc-editor.org/rfc/rfc863
    settings.WEBHOOK_ORIGINS = [nobody]
    Endpoint.objects.update(url=nobody)
    end(State.READY)
    send()
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.error) == (None, "127.0.0.1 could not be reached.")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/", "https://127.0.0.1/", "https://10.0.0.1:8443/", "https://[::1]/",
        "https://localhost/", "https://a:b@hooks.example/", "ftp://hooks.example/", "hooks",
        "https://169.254.169.254/latest/",
    ],
)  # fmt: skip
def test_it_refuses_addresses_that_lead_nowhere_good(signed_in: Client, url: str) -> None:
    form = {"url": url, "team": "", "events": ["song.ready"]}
    answered = signed_in.post("/webhooks/", form)
    page = answered.content.decode()
    assert (answered.status_code, Endpoint.objects.count()) == (422, 0)
    assert f'value="{url}"' in page  # nothing typed is lost


def test_it_takes_any_port(signed_in: Client, alice: User) -> None:
    form = {"url": "https://hooks.example:8443/songs", "team": alice.personal_team.pk,
            "events": ["song.ready"]}  # fmt: skip
    assert signed_in.post("/webhooks/", form).status_code == 302


def test_it_refuses_a_name_that_has_come_to_lead_inside(
    endpoint: Endpoint, internet: Internet, end: End
) -> None:
    """DNS is asked at each connection: a good answer before does not open a bad one now."""
    Endpoint.objects.update(url="https://songs.example/hook")
    internet.names["songs.example"] = [[PUBLIC_IP], ["10.0.0.7"]]
    internet.site.serves(b"", path="/hook", status=500)
    end(State.READY)
    rounds.send_due(internet.policy, seconds=9)
    pass_time(schedule.GAPS[0])
    rounds.send_due(internet.policy, seconds=9)
    good, bad = Attempt.objects.order_by("pk")
    assert good.status == 500
    assert "private network" in bad.error
    assert internet.dialler.dialled == [(PUBLIC_IP, 443)]


def test_it_holds_up_nobody_behind_a_slow_receiver(
    endpoint: Endpoint, receiver: Receiver, end: End, place: Membership
) -> None:
    """More songs for the slow one than are sent to it at once; they wait for the quick one."""
    quick_was_told = Signal()

    def slow(request: object) -> None:
        assert quick_was_told.wait(10)
        answer(request, status=204)  # type: ignore[arg-type]

    def quick(request: object) -> None:
        quick_was_told.set()
        answer(request, status=204)  # type: ignore[arg-type]

    receiver.planned = [slow] * (rounds.AT_ONE_ADDRESS + 2)
    for _ in receiver.planned:
        actions.send_test(endpoint, now=timezone.now())
    receiver.site.pages["/quick"] = quick
    other = actions.add(place, url=receiver.site.url("/quick"), name="", events=["song.ready"])
    actions.send_test(other, now=timezone.now())
    send()
    assert Delivery.objects.filter(accepted_at=None).count() == 0


def test_it_tests_an_endpoint_once(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.plans(500)
    actions.send_test(endpoint, now=timezone.now())
    send()
    assert (only().state, only().event) == ("given up", "webhook.test")
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None
    [message] = receiver.read(endpoint.secret)
    assert message["type"] == "webhook.test"


def test_it_sends_again_what_was_given_up(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    end(State.READY)
    fail_to_the_end(receiver)
    endpoint.refresh_from_db()
    delivery = only()
    with pytest.raises(Conflict, match="Turn it on first"):
        actions.send_again(delivery, now=timezone.now())
    actions.turn_on(endpoint)
    actions.send_again(only(), now=timezone.now())
    send()
    assert only().state == "accepted"
    assert len(set(receiver.ids)) == 1
    assert len({body for _, _, _, body in receiver.site.requests}) == 1
