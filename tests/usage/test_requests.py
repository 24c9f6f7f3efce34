"""The log of API requests: what is in it, for how long, and who sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from generator.keys import actions as keys
from generator.keys.models import ApiKey
from generator.teams.models import Membership
from generator.usage import jobs
from generator.usage.journal import Journal, journal
from generator.usage.models import ApiCall
from tests.api.conftest import SONG, Program
from tests.teams.conftest import as_


@pytest.fixture(autouse=True)
def from_the_start(db: None) -> None:
    """What other tests left in this process' memory is no call of ours."""
    journal.flush()
    ApiCall.objects.all().delete()


@pytest.fixture
def key(owner: Membership) -> tuple[ApiKey, str]:
    return keys.issue(owner, name="Bot", scopes=["make", "read"])


@pytest.fixture
def program(key: tuple[ApiKey, str]) -> Program:
    return Program(key[1])


def logged() -> list[ApiCall]:
    journal.flush()
    return list(ApiCall.objects.order_by("pk"))


def call(place: Membership, **more: object) -> ApiCall:
    return ApiCall(
        **{
            "at": timezone.now(), "team": place.team, "user": place.user, "method": "GET",
            "route": "task", "status": 200, "milliseconds": 7, "request_id": "one", **more,
        }
    )  # fmt: skip


def test_it_logs_a_call_with_its_key_status_and_request_id(
    program: Program, key: tuple[ApiKey, str]
) -> None:
    program.extra = {"X-Request-ID": "trace-7"}
    task = program.make()
    [one] = logged()
    assert (one.team_id, one.key_id, one.user_id) == (key[0].team_id, key[0].pk, key[0].user_id)
    assert (one.method, one.route, one.status, one.error) == ("POST", "music", 200, "")
    assert (one.request_id, f"song_{one.song_number}") == ("trace-7", task)
    assert one.milliseconds >= 0
    assert one.at <= timezone.now()


def test_it_logs_the_song_of_a_call_that_is_made_once(program: Program) -> None:
    for _ in range(2):
        program.post("/audio/music", SONG, **{"Idempotency-Key": "a"})
    first, again = logged()
    assert first.song_number
    assert again.song_number is None


def test_it_logs_refused_calls(program: Program, key: tuple[ApiKey, str]) -> None:
    program.get("/credits")  # lacks the scope
    program.get("/tasks/song_0")
    program.post("/audio/music", {})
    ApiKey.objects.update(daily_cap=0)
    program.post("/audio/music", SONG)
    keys.revoke(key[0], now=timezone.now())
    program.get("/models")
    assert [(one.route, one.status, one.error) for one in logged()] == [
        ("credits", 403, "forbidden"), ("task", 404, "not_found"),
        ("music", 422, "invalid_request"), ("music", 402, "cap_reached"),
        ("models", 401, "authentication_error"),
    ]  # fmt: skip


def test_it_logs_calls_that_are_too_many(program: Program, settings: object) -> None:
    settings.API_CALLS_PER_MINUTE = 0  # type: ignore[attr-defined]
    program.get("/models")
    assert [(one.status, one.error) for one in logged()] == [(429, "rate_limited")]


def test_it_logs_nothing_for_keys_nobody_knows(db: None) -> None:
    assert Program("sd_nobody").get("/models").status_code == 401
    assert Client().get("/api/v1/models").status_code == 401
    assert Program("sd_nobody").get("/nothing").status_code == 404
    assert logged() == []


def test_it_forgets_after_thirty_days(owner: Membership) -> None:
    now = timezone.now()
    for days in (29, 31, 40):
        call(owner, at=now - timedelta(days=days)).save()
    assert jobs.forget(now=now) == 2
    assert ApiCall.objects.get().at == now - timedelta(days=29)


def test_it_answers_while_the_log_cannot_be_written(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE generator_apicall RENAME TO elsewhere")
    assert program.get("/models").status_code == 200
    journal.flush()
    assert "dropped 1 API requests" in caplog.text
    assert "generator_apicall" in caplog.text  # the database's own words
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO generator_apicall")
    assert program.get("/models").status_code == 200
    assert len(logged()) == 1


def test_it_drops_the_oldest_and_says_how_many(
    owner: Membership, caplog: pytest.LogCaptureFixture
) -> None:
    small = Journal(most=2)
    for name in ("one", "two", "three"):
        small.note(call(owner, request_id=name))
    small.flush()
    assert [one.request_id for one in ApiCall.objects.order_by("pk")] == ["two", "three"]
    assert "dropped 1 API requests" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_it_writes_what_waits_at_the_end(owner: Membership) -> None:
    own = Journal()
    with own.kept():
        own.note(call(owner))
    assert ApiCall.objects.get().request_id == "one"


def test_it_shows_them_to_the_team(client: Client, program: Program, owner: Membership) -> None:
    program.get("/models")
    program.get("/credits")
    logged()
    as_(client, owner)
    where = {"team": owner.team_id}
    page = client.get("/usage/requests/", where)
    assert [one.status for one in page.context["requests"]] == [403, 200]
    assert "#forbidden" in page.content.decode()
    found = client.get("/usage/requests/", {**where, "answer": "4"}).context["requests"]
    assert [one.route for one in found] == ["credits"]
    other, _ = keys.issue(owner, name="Other", scopes=["read"])
    assert not client.get("/usage/requests/", {**where, "key": other.pk}).context["requests"]
    wrong = client.get("/usage/requests/", {**where, "key": "x", "answer": "9"})
    assert wrong.content.decode().count("data-error") == 2
    assert b"/usage/requests/" in client.get("/usage/", where).content


def test_it_pages_and_shows_keys_that_are_gone(client: Client, owner: Membership) -> None:
    ApiCall.objects.bulk_create(call(owner, key_id=10**9) for _ in range(51))
    as_(client, owner)
    first = client.get("/usage/requests/", {"team": owner.team_id})
    assert len(first.context["requests"]) == 50
    assert "Gone" in first.content.decode()
    rest = client.get("/usage/requests/", {"team": owner.team_id, "before": first.context["older"]})
    assert len(rest.context["requests"]) == 1
