"""A song ends, and a team's program hears of it, as Standard Webhooks says."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from generator.songs.models import State
from generator.songs.queries import with_takes
from generator.tasks.bodies import tasks_of
from generator.teams.models import Team
from generator.webhooks import actions, courier, jobs, signing
from generator.webhooks.models import Attempt, Delivery, Endpoint
from tests.webhooks.conftest import End, Receiver, lower, only, pass_time, send
from tests.worker import empty_queue


def test_it_signs_as_the_specification_does() -> None:
    """https://github.com/standard-webhooks/standard-webhooks: the libraries' common example."""
    headers = signing.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}',
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        now=datetime.fromtimestamp(1614265330, UTC),
    )  # fmt: skip
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_it_tells_that_a_song_is_ready(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    song = end(State.READY)
    send()
    [message] = receiver.read(endpoint.secret)
    assert message["type"] == "song.ready"
    assert datetime.fromisoformat(message["timestamp"]) == song.finished_at
    assert (message["data"]["task_id"], message["data"]["status"]) == (
        f"song_{song.pk}", "completed",
    )  # fmt: skip
    assert only().state == "accepted"
    assert Attempt.objects.get().status == 204
    endpoint.refresh_from_db()
    assert endpoint.last_accepted_at


def test_it_says_what_the_api_says(endpoint: Endpoint, receiver: Receiver, end: End) -> None:
    song = end(State.READY)
    send()
    [message] = receiver.read(endpoint.secret)
    found = with_takes(type(song).objects.all())
    [task] = tasks_of(found, site="", now=timezone.now())
    asked = json.loads(task.model_dump_json())
    for data in (message["data"], asked):
        for clip in data["response_data"]:  # each is signed anew
            assert clip.pop("audio_url").startswith("/api/v1/takes/")
            clip.pop("audio_url_expires_at")
    assert message["data"] == asked


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.FAILED, "song.failed"),
        (State.EXPIRED, "song.failed"),
        (State.CANCELLED, "song.cancelled"),
    ],
)
def test_it_tells_of_every_other_end(
    endpoint: Endpoint, receiver: Receiver, end: End, state: State, event: str
) -> None:
    end(state)
    send()
    [message] = receiver.read(endpoint.secret)
    assert (message["type"], message["data"]["state"]) == (event, state)
    assert message["data"]["billing"] == {"held": 0, "captured": 0, "released": 30}


@pytest.mark.parametrize("state", [State.QUEUED, State.RENDERING, State.COPYING, State.UNKNOWN])
def test_it_tells_nothing_before_the_end(endpoint: Endpoint, end: End, state: State) -> None:
    end(state)
    assert not Delivery.objects.exists()


def test_it_tells_only_what_is_wanted(endpoint: Endpoint, end: End) -> None:
    actions.change(endpoint, url=endpoint.url, name="", events=["song.cancelled"])
    end(State.READY)
    assert not Delivery.objects.exists()


def test_it_tells_no_other_team(endpoint: Endpoint, end: End) -> None:
    Endpoint.objects.update(team=Team.objects.create(name="Others"))
    end(State.READY)
    assert not Delivery.objects.exists()


def test_it_sends_what_a_lost_message_left(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.READY)
    empty_queue()  # the process died between the commit and the message
    send()
    assert len(receiver.read(endpoint.secret)) == 1


@pytest.mark.django_db(transaction=True)
def test_it_asks_the_worker_at_once(
    drain_queue: Callable[[], int], endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.FAILED)
    drain_queue()
    assert len(receiver.read(endpoint.secret)) == 1


def test_it_sends_again_what_was_in_the_air_when_the_worker_died(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    end(State.READY)
    assert courier.claim(only(), now=timezone.now())
    send()
    assert receiver.site.requests == []  # it may be on its way still
    pass_time(courier.CLAIM)
    send()
    assert len(receiver.read(endpoint.secret)) == 1


def test_it_is_claimed_once(endpoint: Endpoint, end: End) -> None:
    end(State.READY)
    first, second = only(), only()
    now = timezone.now()
    assert courier.claim(first, now=now)
    assert courier.claim(second, now=now) is None


def test_it_leaves_the_row_alone_when_the_try_was_taken_for_dead(
    endpoint: Endpoint, end: End
) -> None:
    end(State.READY)
    slow, now = only(), timezone.now()
    courier.claim(slow, now=now)
    actions.send_again(slow, now=now)
    courier.record(slow, courier.Outcome(7, status=500), now=now)
    assert (only().tries, only().next_try_at) == (0, now)
    assert Attempt.objects.get().status == 500


def test_it_signs_with_both_secrets_while_one_is_rotated(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    old = endpoint.secret
    actions.rotate(endpoint, now=timezone.now())
    endpoint.refresh_from_db()
    assert endpoint.secret != old
    end(State.READY)
    send()
    assert len(receiver.read(old, endpoint.secret)) == 1
    _, _, headers, _ = receiver.site.requests[0]
    assert lower(headers)["webhook-signature"].count("v1,") == 2


def test_it_forgets_the_old_secret_after_a_day(
    endpoint: Endpoint, receiver: Receiver, end: End
) -> None:
    old = endpoint.secret
    actions.rotate(endpoint, now=timezone.now() - actions.OVERLAP)
    end(State.READY)
    send()
    with pytest.raises(WebhookVerificationError):
        receiver.read(old)


def test_it_makes_secrets_as_the_specification_wants() -> None:
    assert Endpoint().secret.startswith("whsec_")
    assert len(Webhook(Endpoint().secret)._whsecret) == 32
    assert Endpoint().secret != Endpoint().secret


def test_it_forgets_deliveries_after_30_days(endpoint: Endpoint, end: End) -> None:
    end(State.READY)
    send()
    pass_time(jobs.KEEP - timedelta(minutes=1))
    assert jobs.forget(now=timezone.now()) == 0
    pass_time(timedelta(minutes=1))
    assert jobs.forget(now=timezone.now()) == 1
    assert not Attempt.objects.exists()
