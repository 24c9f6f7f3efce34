"""The doors: mails, links, and what happens to those who try too often."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from generator.teams.models import User
from tests.people import PASSWORD

EMAIL = "new.person@songdesk.example"
LINK = re.compile(r"https?://[^/\s]+(/accounts/\S+)")


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found, body
    return found[1]


def sign_in(client: Client, password: str = PASSWORD, email: str = EMAIL) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


@pytest.fixture
def somebody(db: None) -> User:
    user = User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user


def test_it_mails_a_link_that_sets_a_new_password(client: Client, somebody: User) -> None:
    client.post("/accounts/password/reset/", {"email": EMAIL})
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject.startswith("Songdesk: ")
    address = client.get(link_in(letter.body), follow=True).request["PATH_INFO"]
    client.post(address, {"password1": "a wholly new phrase", "password2": "a wholly new phrase"})
    assert sign_in(client, PASSWORD) == 200
    assert sign_in(client, "a wholly new phrase") == 302


def test_it_takes_a_reset_link_once(client: Client, somebody: User) -> None:
    client.post("/accounts/password/reset/", {"email": EMAIL})
    link = link_in(mail.outbox[0].body)
    address = client.get(link, follow=True).request["PATH_INFO"]
    client.post(address, {"password1": "a wholly new phrase", "password2": "a wholly new phrase"})
    client.logout()
    answer = Client().get(link, follow=True)
    assert answer.status_code == 200
    assert b'name="password1"' not in answer.content
    Client().post(link, {"password1": "a third long phrase", "password2": "a third long phrase"})
    assert sign_in(Client(), "a wholly new phrase") == 302


def test_it_says_the_same_to_an_address_nobody_has(client: Client, somebody: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": EMAIL})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@songdesk.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_it_says_the_same_for_a_wrong_password_and_a_wrong_address(
    client: Client, somebody: User
) -> None:
    fields = [{"login": EMAIL, "password": "no"}, {"login": "no@one.example", "password": "no"}]
    answers = [client.post("/accounts/login/", data) for data in fields]
    first, second = (answer.context["form"].errors.as_text() for answer in answers)
    assert first == second


def test_it_makes_those_who_guess_wait(client: Client, somebody: User) -> None:
    statuses = [sign_in(client, f"guess number {number}") for number in range(6)]
    assert statuses[0] == 200
    last = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert last.status_code in (200, 429)
    assert not last.wsgi_request.user.is_authenticated
    assert b"Too many" in last.content or b"too many" in last.content


def test_it_answers_a_flood_from_one_address_with_429_and_a_sentence(
    client: Client, db: None
) -> None:
    answers = [
        client.post("/accounts/login/", {"login": f"{n}@songdesk.example", "password": "no"})
        for n in range(40)
    ]
    assert answers[-1].status_code == 429
    assert b"<h1" in answers[-1].content
    assert b"minute" in answers[-1].content


def test_it_waits_for_the_address_to_be_proved_where_mail_works(
    client: Client, db: None, settings: LazySettings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answer = client.post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD}, follow=True)
    assert not answer.context["user"].is_authenticated
    assert sign_in(client) == 302
    assert not client.get("/").context["user"].is_authenticated
    client.post(link_in(mail.outbox[0].body))
    assert sign_in(client) == 302
    user = User.objects.get()
    assert client.get("/").context["user"] == user
    assert user.personal_team


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_it_sends_nobody_elsewhere_after_signing_in(
    client: Client, somebody: User, away: str
) -> None:
    answer = client.post(
        f"/accounts/login/?next={away}", {"login": EMAIL, "password": PASSWORD, "next": away}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_it_signs_out_by_post_only(client: Client, somebody: User) -> None:
    client.force_login(somebody)
    client.get("/accounts/logout/")
    assert client.get("/").context["user"].is_authenticated
    client.post("/accounts/logout/")
    assert not client.get("/").context["user"].is_authenticated
