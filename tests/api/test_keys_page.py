"""The page of one's keys: each is shown once, and does what its form says."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from generator.keys import actions
from generator.keys.models import ApiKey
from generator.teams.models import Membership, Team, User
from tests.api.conftest import Issue, Program


def form(of: Team, /, **fields: object) -> dict[str, object]:
    return {"name": "Bot", "team": of.pk, "scopes": ["make", "read"], **fields}


def shown(text: str) -> str:
    """The key on the page."""
    [secret] = re.findall(r'data-key="(\w+)"', text)
    return str(secret)


def test_it_shows_a_new_key_once(signed_in: Client, team: Team) -> None:
    answer = signed_in.post("/keys/", form(team))
    secret = shown(answer.content.decode())
    assert Program(secret).get("/tasks").status_code == 200
    assert "no-store" in answer["Cache-Control"]
    again = signed_in.get("/keys/").content.decode()
    assert secret not in again
    assert secret[:11] in again


def test_it_issues_what_the_form_says(signed_in: Client, team: Team) -> None:
    signed_in.post(
        "/keys/",
        form(
            team, life="30", models=["studio"], networks="203.0.113.7, 2001:db8::/32",
            daily_cap="20", monthly_cap="",
        ),
    )  # fmt: skip
    key = ApiKey.objects.get()
    assert (key.team, key.user, key.scopes) == (team, team.personal_of, ["make", "read"])
    assert (key.model_slugs, key.daily_cap, key.monthly_cap) == (["studio"], 20, None)
    assert key.networks == ["203.0.113.7/32", "2001:db8::/32"]
    assert key.expires_at is not None
    assert abs(key.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    text = signed_in.get("/keys/").content.decode()
    assert "0 of 20 today" in text
    assert "studio only" in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give the key a name"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"scopes": []}, "Tick at least one"),
        ({"scopes": ["admin"]}, "nothing a key can be for"),
        ({"team": "0"}, "not in that team"),
        ({"models": ["nobody"]}, "not on offer"),
        ({"networks": "203.0.113.7/24"}, "no address and no network"),
        ({"networks": "here"}, "“here” is no address"),
        ({"networks": "10.0.0.1 " * 21}, "At most 20 networks"),
        ({"daily_cap": "-1"}, "0 credits or more"),
        ({"monthly_cap": "many"}, "whole number"),
    ],
)
def test_it_says_what_is_wrong(
    signed_in: Client, team: Team, fields: dict[str, object], said: str
) -> None:
    answer = signed_in.post("/keys/", form(team, **fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_it_issues_no_key_to_make_songs_to_who_only_listens(
    client: Client, team: Team, charlie: User
) -> None:
    Membership.objects.create(team=team, user=charlie, role=Membership.Role.LISTENER)
    client.force_login(charlie)
    assert client.post("/keys/", form(team)).status_code == 422
    assert client.post("/keys/", form(team, scopes=["read"])).status_code == 200


def test_it_rotates_a_key_on_the_page(signed_in: Client, issue: Issue) -> None:
    key, old = issue()
    new = shown(signed_in.post(f"/keys/{key.pk}/rotate/", {"overlap": "1"}).content.decode())
    assert new != old
    assert [Program(one).get("/models").status_code for one in (old, new)] == [200, 200]
    newest = shown(signed_in.post(f"/keys/{key.pk}/rotate/", {"overlap": "0"}).content.decode())
    assert [Program(one).get("/models").status_code for one in (old, new, newest)] == [
        401, 401, 200,
    ]  # fmt: skip


def test_it_rotates_no_key_without_an_overlap_or_after_its_end(
    signed_in: Client, issue: Issue
) -> None:
    key, secret = issue()
    answer = signed_in.post(f"/keys/{key.pk}/rotate/", {"overlap": "5"}, follow=True)
    assert "Pick one of these." in answer.content.decode()
    actions.revoke(key, now=timezone.now())
    answer = signed_in.post(f"/keys/{key.pk}/rotate/", {"overlap": "1"}, follow=True)
    assert "is revoked. Issue a new key" in answer.content.decode()
    assert Program(secret).get("/models").status_code == 401


def test_it_revokes_a_key_on_the_page(signed_in: Client, issue: Issue) -> None:
    key, secret = issue()
    answer = signed_in.post(f"/keys/{key.pk}/revoke/", follow=True)
    assert "is revoked. It opens nothing" in answer.content.decode()
    assert Program(secret).get("/models").status_code == 401


def test_it_leads_to_the_keys_from_the_account_menu(signed_in: Client) -> None:
    assert 'href="/keys/"' in signed_in.get("/").content.decode()


@pytest.mark.parametrize(("role", "sees"), [("manager", True), ("owner", True), ("member", False)])
def test_it_lets_who_runs_the_team_revoke_its_members_keys(
    client: Client, alice: User, bob: User, team: Team, role: str, sees: bool
) -> None:
    key, _ = actions.issue(
        Membership.objects.get(team=team, user=bob), name="Bob's bot", scopes=["make"]
    )
    Membership.objects.filter(team=team, user=alice).update(role=role)
    client.force_login(alice)
    assert ("Bob&#x27;s bot" in client.get("/keys/").content.decode()) is sees
    client.post(f"/keys/{key.pk}/revoke/")
    key.refresh_from_db()
    assert bool(key.revoked_at) is sees


def test_it_shows_no_manager_the_keys_of_owners(
    client: Client, alice: User, bob: User, team: Team
) -> None:
    key, _ = actions.issue(
        Membership.objects.get(team=team, user=alice), name="Boss", scopes=["make"]
    )
    Membership.objects.filter(team=team, user=bob).update(role="manager")
    client.force_login(bob)
    assert "Boss" not in client.get("/keys/").content.decode()
    assert client.post(f"/keys/{key.pk}/revoke/").status_code == 404
