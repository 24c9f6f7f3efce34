"""People and teams: an email address is all it takes, and rights stay where they are."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from tests.admin.conftest import Staff
from tests.people import PASSWORD

ADD = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}


def add(client: Client, email: str) -> str:
    answer = client.post(reverse("admin:generator_user_add"), {**ADD, "email": email}, follow=True)
    return answer.content.decode()


def change(client: Client, user: User, **fields: object) -> str:
    address = reverse("admin:generator_user_change", args=[user.pk])
    form = {"email": user.email, "first_name": "", "last_name": "", "is_active": "on", **fields}
    return client.post(address, form, follow=True).content.decode()


def test_it_welcomes_whoever_an_admin_adds(desk: Client) -> None:
    add(desk, "New.One@Example.org")
    user = User.objects.get(email="new.one@example.org")
    assert user.check_password(PASSWORD)
    assert ledger.balance_of(user.personal_team).available == 100


def test_it_refuses_an_address_that_somebody_has(desk: Client, alice: User) -> None:
    for email in ("alice@songdesk.example", "ALICE@songdesk.example"):
        assert "Somebody else has this email address." in add(desk, email)


def test_it_forgets_the_earlier_address_for_signing_in(desk: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    change(desk, alice, email="Alice@elsewhere.example")
    (kept,) = EmailAddress.objects.filter(user=alice)
    assert (kept.email, kept.verified) == ("alice@elsewhere.example", False)


def test_it_shows_what_each_person_has(desk: Client, alice: User) -> None:
    ledger.hold(alice.personal_team, 30, key="x:1:hold", memo="")
    page = desk.get(reverse("admin:generator_user_changelist"), {"q": "alice"})
    (row,) = page.context["cl"].result_list
    assert (row.available, row.held, row.song_count) == (70, 30, 0)


def test_it_never_deletes_people_or_teams(desk: Client, alice: User) -> None:
    for row in (alice, alice.personal_team):
        address = reverse(f"admin:generator_{row._meta.model_name}_delete", args=[row.pk])
        assert desk.post(address, {"post": "yes"}).status_code == 403


def test_it_lets_only_superusers_hand_out_rights(staff: Staff, alice: User) -> None:
    client = staff("generator.view_user", "generator.change_user")
    change(client, alice, is_staff="on", is_superuser="on", first_name="Alice")
    alice.refresh_from_db()
    assert (alice.first_name, alice.is_staff, alice.is_superuser) == ("Alice", False, False)


def test_it_keeps_staff_off_superusers(staff: Staff, boss: User) -> None:
    client = staff("generator.view_user", "generator.change_user")
    change(client, boss, email="mine@songdesk.example")
    password = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert client.get(password).status_code == 403
    boss.refresh_from_db()
    assert boss.email == "boss@songdesk.example"


def members(client: Client, team: Team, *rows: tuple[User, str], drop: bool = False) -> str:
    kept = {m.user_id: m.pk for m in Membership.objects.filter(team=team)}
    name = "membership_set"
    form: dict[str, object] = {"name": team.name}
    form |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": len(kept)}
    for number, (user, role) in enumerate(rows):
        row = {"id": kept.get(user.pk, ""), "team": team.pk, "user": user.pk, "role": role}
        form |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    if drop:
        form[f"{name}-0-DELETE"] = "on"
    address = reverse("admin:generator_team_change", args=[team.pk])
    return client.post(address, form, follow=True).content.decode()


def test_it_adds_a_member(desk: Client, team: Team, alice: User, charlie: User) -> None:
    members(desk, team, (alice, "owner"), (charlie, "listener"))
    assert Membership.objects.get(team=team, user=charlie).role == "listener"


@pytest.mark.parametrize(("role", "drop"), [("member", False), ("owner", True)])
def test_it_keeps_a_person_as_owner_of_their_personal_team(
    desk: Client, team: Team, alice: User, role: str, drop: bool
) -> None:
    page = members(desk, team, (alice, role), drop=drop)
    assert "stays an owner: this is their personal team." in page
    assert Membership.objects.get(team=team, user=alice).role == "owner"


def test_it_wants_an_owner_in_every_team(desk: Client, alice: User) -> None:
    band = Team.objects.create(name="Band")
    Membership.objects.create(team=band, user=alice, role="owner")
    assert "A team needs an owner." in members(desk, band, (alice, "member"))
