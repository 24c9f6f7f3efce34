"""Who gets in: each key's scopes, life, networks and team; and how fast."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from generator.keys import actions
from generator.keys.models import ApiKey
from generator.teams.models import Membership, Team, User
from tests.api.conftest import SONG, Issue, Program, error

ALL = ["/tasks", "/tasks/song_1", "/models", "/credits"]


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer sd_" + "x" * 40, "Basic YTpi", "sd_key", "Bearer \xe9", "Bearer a b"],
)
def test_it_wants_a_key(db: None, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for path in ALL:
        answer = Client().get(f"/api/v1{path}", headers=headers)
        assert (answer.status_code, error(answer)["type"]) == (401, "authentication_error")
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    answer = Client().post("/api/v1/audio/music", SONG, headers=headers)
    assert answer.status_code == 401


def test_it_lets_no_session_in(signed_in: Client) -> None:
    assert signed_in.get("/api/v1/tasks").status_code == 401


@pytest.mark.parametrize(
    ("scopes", "open_to"),
    [
        (["make"], {"/models"}),
        (["read"], {"/models", "/tasks"}),
        (["usage"], {"/models", "/credits"}),
    ],
)
def test_it_lets_a_key_do_what_it_is_for(
    issue: Issue, scopes: list[str], open_to: set[str]
) -> None:
    program = Program(issue(scopes=scopes)[1])
    for path in ("/tasks", "/models", "/credits"):
        assert program.get(path).status_code == (200 if path in open_to else 403), path
    answer = program.post("/audio/music", SONG)
    assert answer.status_code == (200 if "make" in scopes else 403)
    if "make" not in scopes:
        assert error(answer)["message"] == "This key lacks the scope “make”."
        assert program.post("/tasks/song_1/cancel").status_code == 403


def test_it_ends_a_key_when_it_expires(issue: Issue) -> None:
    later = timezone.now() + timedelta(seconds=60)
    key, secret = issue(expires_at=later)
    assert Program(secret).get("/models").status_code == 200
    ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now())
    answer = Program(secret).get("/models")
    assert answer.status_code == 401
    assert "expired on" in error(answer)["message"]


def test_it_revokes_a_key_at_once(issue: Issue) -> None:
    key, secret = issue()
    actions.revoke(key, now=timezone.now())
    assert error(Program(secret).get("/models"))["message"] == "This key was revoked."


def test_it_lets_both_keys_in_while_one_takes_over(issue: Issue) -> None:
    key, old = issue()
    new = actions.rotate(key, overlap=timedelta(hours=1), now=timezone.now())
    assert [Program(one).get("/models").status_code for one in (old, new)] == [200, 200]
    ApiKey.objects.update(previous_until=timezone.now())
    assert [Program(one).get("/models").status_code for one in (old, new)] == [401, 200]
    newest = actions.rotate(key, overlap=timedelta(0), now=timezone.now())
    assert [Program(one).get("/models").status_code for one in (new, newest)] == [401, 200]


def test_it_counts_what_both_keys_spend_together(issue: Issue) -> None:
    key, old = issue(daily_cap=10)
    Program(old).make()
    new = Program(actions.rotate(key, overlap=timedelta(hours=1), now=timezone.now()))
    new.make()
    for program in (new, Program(old)):
        assert error(program.post("/audio/music", SONG))["type"] == "cap_reached"


def test_it_ends_the_keys_of_who_leaves_the_team(issue: Issue, place: Membership) -> None:
    secret = issue()[1]
    Membership.objects.filter(pk=place.pk).delete()
    assert "not in its team" in error(Program(secret).get("/models"))["message"]


def test_it_ends_the_keys_of_who_may_not_sign_in(issue: Issue, alice: User) -> None:
    secret = issue()[1]
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert Program(secret).get("/models").status_code == 401


def test_it_makes_nothing_for_who_only_listens_now(
    issue: Issue, team: Team, place: Membership
) -> None:
    program = Program(issue()[1])
    task = program.make()
    Membership.objects.filter(pk=place.pk).update(role=Membership.Role.LISTENER)
    for answer in (program.post("/audio/music", SONG), program.post(f"/tasks/{task}/cancel")):
        assert (answer.status_code, error(answer)["type"]) == (403, "forbidden")
    assert program.get(f"/tasks/{task}").status_code == 200


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        (["203.0.113.0/24"], "203.0.113.9", 200),
        (["203.0.113.0/24"], "203.0.114.9", 403),
        (["203.0.113.0/24"], "::ffff:203.0.113.9", 200),
        (["203.0.113.0/24", "2001:db8::/32"], "2001:db8::1", 200),
        (["2001:db8::/32"], "203.0.113.9", 403),
        (["203.0.113.0/24"], "", 403),
    ],
)
def test_it_lets_a_key_in_from_its_networks(
    issue: Issue, networks: list[str], address: str, status: int
) -> None:
    program = Program(issue(networks=networks)[1], Client(REMOTE_ADDR=address))
    assert program.get("/models").status_code == status


def test_it_keeps_nothing_of_a_key_but_its_digest_and_first_letters(issue: Issue) -> None:
    key, secret = issue()
    row = " ".join(str(value) for value in ApiKey.objects.filter(pk=key.pk).values_list()[0])
    assert secret.startswith("sd_")
    assert key.prefix == secret[:11]
    assert secret[11:] not in row


def test_it_checks_a_key_in_one_query(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program.get("/credits")
    with django_assert_num_queries(2):  # the key with its team, owner and role; the balance
        program.get("/credits")


def test_it_writes_down_the_last_use_once_a_minute(issue: Issue) -> None:
    key, secret = issue()
    program = Program(secret)
    program.get("/models")
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    program.get("/models")
    key.refresh_from_db()
    assert key.last_used_at == first
    ApiKey.objects.update(last_used_at=first - timedelta(seconds=61))
    program.get("/models")
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert key.last_used_at > first


def test_it_counts_each_keys_calls(issue: Issue, settings: LazySettings) -> None:
    settings.API_CALLS_PER_MINUTE = 3
    program, other = Program(issue()[1]), Program(issue()[1])
    for left in (2, 1, 0):
        answer = program.get("/models")
        assert answer.status_code == 200
        said = [answer[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Policy")]
        assert said == ["3", str(left), "3;w=60"]
        assert 0 < int(answer["RateLimit-Reset"]) <= 60
    answer = program.post("/audio/music", SONG)
    assert (answer.status_code, error(answer)["type"]) == (429, "rate_limited")
    assert answer["Retry-After"] == answer["RateLimit-Reset"]
    assert other.get("/models").status_code == 200
