"""People arrive, by whichever door, and have one team and their first credits once."""

import pytest
from django.conf import LazySettings
from django.contrib.auth import authenticate
from django.test import Client

from generator.accounts.actions import welcome
from generator.teams.models import Membership, Team, User
from generator.teams.queries import may_make, teams_of, teams_to_make_for
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Transfer
from musicsite import settings as written
from tests.people import PASSWORD

EMAIL = "new.person@songdesk.example"


def sign_up(client: Client, **fields: str) -> User | None:
    client.post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD, **fields})
    return User.objects.filter(email=EMAIL).first()


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD) -> int:
    answer = client.post("/accounts/login/", {"login": email, "password": password})
    return answer.status_code


def has_one_team_and_its_credits(user: User, credits: int = 100) -> bool:
    (team,) = teams_of(user)
    granted = Transfer.objects.filter(team=team).values_list("kind", "amount")
    return (
        team.personal_of == user
        and balance_of(team) == Balance(credits, 0)
        and list(granted) == [("grant", credits)]
        and Membership.objects.get(user=user).role == Membership.Role.OWNER
    )


@pytest.mark.django_db
def test_it_gives_who_signs_up_a_team_and_credits(client: Client) -> None:
    user = sign_up(client)
    assert user
    assert client.get("/").context["user"] == user
    assert has_one_team_and_its_credits(user)


@pytest.mark.django_db
def test_it_gives_them_once_however_often_one_signs_in(client: Client) -> None:
    user = sign_up(client)
    assert user
    for _ in range(2):
        client.logout()
        assert sign_in(client) == 302
    assert has_one_team_and_its_credits(user)


@pytest.mark.django_db
def test_it_gives_them_to_people_made_by_an_admin(client: Client) -> None:
    user = User.objects.create_user(EMAIL, PASSWORD)
    assert not teams_of(user).exists()
    assert sign_in(client) == 302
    assert has_one_team_and_its_credits(user)


@pytest.mark.django_db
def test_it_gives_them_to_superusers_too(client: Client) -> None:
    user = User.objects.create_superuser(EMAIL, PASSWORD)
    door = client.get("/admin/", follow=True).request["PATH_INFO"]
    assert door == "/accounts/login/"
    assert sign_in(client) == 302
    assert client.get("/admin/").status_code == 200
    assert has_one_team_and_its_credits(user)


@pytest.mark.django_db
def test_it_gives_no_more_when_the_welcome_grows(client: Client, settings: LazySettings) -> None:
    user = sign_up(client)
    assert user
    settings.SIGNUP_CREDITS = 500
    welcome(user)
    assert has_one_team_and_its_credits(user, 100)


@pytest.mark.django_db
def test_it_gives_no_credits_where_the_site_gives_none(
    client: Client, settings: LazySettings
) -> None:
    settings.SIGNUP_CREDITS = 0
    user = sign_up(client)
    assert user
    assert balance_of(user.personal_team) == Balance(0, 0)
    assert not Transfer.objects.exists()


@pytest.mark.django_db
def test_it_keeps_passwords_as_argon2(client: Client, settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS  # what tests/people.py makes cheap
    user = sign_up(client)
    assert user
    assert user.password.startswith("argon2$argon2id$")
    assert PASSWORD not in user.password


@pytest.mark.django_db
def test_it_knows_an_address_in_any_spelling(client: Client) -> None:
    user = sign_up(client)
    assert authenticate(username=EMAIL.upper(), password=PASSWORD) == user
    client.logout()
    assert sign_in(client, EMAIL.upper()) == 302
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"email": ""}, {"email": "nobody"}, {"email": "a\0b@songdesk.example"},
        {"email": "x" * 300 + "@songdesk.example"}, {"password1": ""}, {"password1": "short"},
        {"password1": "12345678901"}, {"password1": "password123"}, {"password1": EMAIL},
    ],
    ids=lambda fields: repr(fields)[:30],
)  # fmt: skip
def test_it_says_why_it_makes_no_account(client: Client, fields: dict[str, str]) -> None:
    answer = client.post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD, **fields})
    assert not User.objects.exists()
    assert not Team.objects.exists()
    assert answer.context["form"].errors
    assert b"data-error" in answer.content


@pytest.mark.django_db
def test_it_makes_no_second_account_for_an_address(client: Client) -> None:
    user = sign_up(client)
    assert user
    client.logout()
    client.post("/accounts/signup/", {"email": EMAIL.upper(), "password1": "another phrase yet"})
    assert User.objects.get() == user
    assert has_one_team_and_its_credits(user)


def test_it_lists_a_persons_own_team_first(alice: User, bob: User) -> None:
    band = Team.objects.create(name="A band")
    for user in (alice, bob):
        Membership.objects.create(team=band, user=user)
    assert list(teams_of(bob)) == [bob.personal_team, band, alice.personal_team]
    assert list(teams_of(alice)) == [alice.personal_team, band]


@pytest.mark.parametrize("role", Membership.Role)
def test_it_lets_makers_make_and_listeners_listen(alice: User, bob: User, role: str) -> None:
    team = alice.personal_team
    Membership.objects.filter(team=team, user=bob).update(role=role)
    makes = role != Membership.Role.LISTENER
    assert may_make(bob, team.pk) == makes
    assert (team in teams_to_make_for(bob)) == makes
    assert len(teams_to_make_for(alice)) == 1  # once, however many make songs there
