"""Granting and adjusting: asked on a page, moved once, said in words."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Transfer
from tests.admin.conftest import Staff, act


def asked(amount: object, reason: str = "A test", token: object = None) -> dict[str, object]:
    return {"sure": "1", "amount": amount, "reason": reason, "token": token or uuid4()}


def available(team: Team) -> int:
    return ledger.balance_of(team).available


def test_it_asks_for_amount_and_reason_first(desk: Client, team: Team) -> None:
    page = act(desk, team, "grant_credits").content.decode()
    assert 'name="amount"' in page
    assert 'name="reason"' in page
    assert "alice@songdesk.example" in page
    assert available(team) == 100


def test_it_says_the_new_balance_on_the_page_it_came_from(desk: Client, team: Team) -> None:
    answer = act(desk, team, "grant_credits", **asked(50))
    assert answer.redirect_chain[-1][0] == reverse("admin:generator_team_change", args=[team.pk])
    assert "alice@songdesk.example has 150 credits now." in answer.content.decode()


def test_it_grants_people_through_their_personal_team(desk: Client, alice: User) -> None:
    act(desk, alice, "grant_credits", **asked(7))
    assert available(alice.personal_team) == 107


def test_it_grants_somebody_who_has_never_signed_in(desk: Client) -> None:
    user = User.objects.create_user("new@songdesk.example")
    act(desk, user, "grant_credits", **asked(7))
    assert available(Team.objects.get(personal_of=user)) == 7


def test_it_moves_for_every_chosen_team(desk: Client, alice: User, charlie: User) -> None:
    teams = [alice.personal_team, charlie.personal_team]
    form = {"action": "grant_credits", "_selected_action": [team.pk for team in teams]}
    desk.post(reverse("admin:generator_team_changelist"), {**form, **asked(5)})
    assert [available(team) for team in teams] == [105, 105]


def test_it_moves_for_none_where_one_has_too_little(
    desk: Client, alice: User, charlie: User
) -> None:
    teams = [alice.personal_team, charlie.personal_team]
    ledger.grant(teams[0], 100, key="more", memo="")
    form = {"action": "adjust_credits", "_selected_action": [team.pk for team in teams]}
    answer = desk.post(reverse("admin:generator_team_changelist"), {**form, **asked(-150)})
    page = answer.content.decode()
    assert "charlie@songdesk.example: This needs 150 credits and 100 are available." in page
    assert "Nothing was moved." in page
    assert [available(team) for team in teams] == [200, 100]


@pytest.mark.parametrize("second", [60, -50])
def test_it_refuses_another_amount_from_a_page_already_used(
    desk: Client, team: Team, second: int
) -> None:
    token = uuid4()
    act(desk, team, "adjust_credits", **asked(50, token=token))
    page = act(desk, team, "adjust_credits", **asked(second, token=token)).content.decode()
    assert "has moved credits once already" in page
    assert available(team) == 150


@pytest.mark.parametrize(
    ("action", "amount", "sentence"),
    [
        ("grant_credits", "", "Say how many credits."),
        ("grant_credits", "ten", "The amount is a whole number of credits."),
        ("grant_credits", "0", "Grant at least 1 credit"),
        ("grant_credits", "-5", "Grant at least 1 credit"),
        ("grant_credits", "1000000001", "At most 1,000,000,000 credits at once."),
        ("adjust_credits", "0", "Zero changes nothing."),
        ("adjust_credits", "-1000000001", "At most 1,000,000,000 credits at once."),
    ],
)
def test_it_refuses_an_amount_with_a_sentence(
    desk: Client, team: Team, action: str, amount: str, sentence: str
) -> None:
    assert sentence in act(desk, team, action, **asked(amount)).content.decode()
    assert available(team) == 100


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_it_wants_a_reason_that_fits(desk: Client, team: Team, reason: str) -> None:
    act(desk, team, "grant_credits", **asked(5, reason))
    assert available(team) == 100


def test_it_keeps_what_was_typed_when_it_refuses(desk: Client, team: Team) -> None:
    token = uuid4()
    page = act(desk, team, "grant_credits", **asked("", "Lost file", token)).content.decode()
    assert 'value="Lost file"' in page
    assert str(token) in page


def test_it_needs_the_right_to_move_credits(staff: Staff, team: Team) -> None:
    client = staff("generator.view_team", "generator.change_team")
    act(client, team, "grant_credits", **asked(50))
    assert available(team) == 100


def test_it_lets_staff_with_the_right_move_credits(staff: Staff, team: Team) -> None:
    client = staff("generator.view_team", "generator.add_transfer")
    act(client, team, "grant_credits", **asked(50))
    assert available(team) == 150


def test_it_says_where_from_and_where_to(desk: Client, team: Team, boss: User) -> None:
    ledger.hold(team, 30, key="x:1:hold", memo="A song", actor=boss)
    page = desk.get(reverse("admin:generator_transfer_changelist")).content.decode()
    assert "site: issued → alice@songdesk.example: available" in page
    assert "alice@songdesk.example: available → held" in page


@pytest.mark.parametrize("term", ["x:1:ho", "A lost", "alice@", "boss@"])
def test_it_finds_transfers_by_key_memo_team_and_actor(
    desk: Client, alice: User, charlie: User, boss: User, term: str
) -> None:
    moved = ledger.hold(alice.personal_team, 30, key="x:1:hold", memo="A lost song", actor=boss)
    answer = desk.get(reverse("admin:generator_transfer_changelist"), {"q": term})
    assert moved in answer.context["cl"].result_list
    assert len(answer.context["cl"].result_list) < Transfer.objects.count()


def test_it_shows_accounts_without_a_way_to_change_them(desk: Client, team: Team) -> None:
    account = team.accounts.get(kind="available")
    address = reverse("admin:generator_account_change", args=[account.pk])
    assert desk.post(address, {"balance": 9_999}).status_code == 403
    assert available(team) == 100
