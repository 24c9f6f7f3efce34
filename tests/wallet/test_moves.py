"""Credits between one's own wallets: through the ledger, once, and only by who may."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from generator.errors import InsufficientCredits, LedgerError, NotAllowed
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from generator.wallet import audit, ledger
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Transfer
from generator.wallet.moving import move_credits


@pytest.fixture
def band(alice: User) -> Team:
    return start_team(alice, name="Band")


def move(user: User, source: Team, to: Team, amount: int, token: UUID | None = None) -> Transfer:
    return move_credits(user, source=source, to=to, amount=amount, token=token or uuid4())


def test_it_moves_credits_in_one_row(alice: User, team: Team, band: Team) -> None:
    moved = move(alice, team, band, 30)
    assert (balance_of(team), balance_of(band)) == (Balance(70, 0), Balance(30, 0))
    assert (moved.kind, moved.amount, moved.actor) == ("move", 30, alice)
    assert (moved.debit.team, moved.credit.team) == (team, band)
    assert Transfer.objects.filter(kind="move").count() == 1
    assert list(audit.disagreements()) == []


def test_it_moves_once_for_one_press(alice: User, team: Team, band: Team) -> None:
    token = uuid4()
    assert move(alice, team, band, 30, token) == move(alice, team, band, 30, token)
    assert balance_of(band).available == 30
    for source, to, amount in ((team, band, 31), (band, team, 30)):
        with pytest.raises(LedgerError, match="already used"):
            move(alice, source, to, amount, token)


def test_it_takes_one_target_for_another_under_no_key(alice: User, team: Team, band: Team) -> None:
    other = start_team(alice, name="Choir")
    ledger.move(team, 5, to=band, key="move:1", memo="")
    with pytest.raises(LedgerError, match="already used"):
        ledger.move(team, 5, to=other, key="move:1", memo="")


def test_it_moves_no_more_than_there_is(alice: User, team: Team, band: Team) -> None:
    ledger.hold(team, 90, key="x:hold", memo="")
    with pytest.raises(InsufficientCredits):
        move(alice, team, band, 11)
    assert balance_of(band) == Balance(0, 0)


def test_it_moves_nothing_to_where_it_is(team: Team) -> None:
    with pytest.raises(LedgerError):
        ledger.move(team, 1, to=team, key="move:1", memo="")


@pytest.mark.parametrize(
    ("role", "may_empty", "may_fill"),
    [("owner", True, True), ("manager", False, True), ("member", False, False),
     ("listener", False, False), (None, False, False)],
)  # fmt: skip
def test_it_lets_owners_empty_and_managers_fill(
    charlie: User, band: Team, role: str | None, may_empty: bool, may_fill: bool
) -> None:
    ledger.grant(band, 50, key="band", memo="")
    if role:
        Membership.objects.create(team=band, user=charlie, role=role)
    own = charlie.personal_team
    for source, to, allowed in ((band, own, may_empty), (own, band, may_fill)):
        if allowed:
            move(charlie, source, to, 1)
        else:
            with pytest.raises(NotAllowed):
                move(charlie, source, to, 1)


@pytest.mark.parametrize(
    "change",
    ["team_id = {band}", "credit_id = debit_id + 1", "kind = 'hold'", "kind = 'grant'"],
)
def test_it_finds_a_move_that_was_tampered_with(
    alice: User, team: Team, band: Team, change: str
) -> None:
    move(alice, team, band, 30)
    with connection.cursor() as cursor:
        words = change.format(band=band.pk)
        cursor.execute(f"UPDATE generator_transfer SET {words} WHERE kind = 'move'")
    assert "moves between accounts that a" in "\n".join(audit.disagreements())


# ---- The page ----


def post(client: Client, source: Team, to: Team, amount: object) -> tuple[int, str]:
    form = {"source": source.pk, "to": to.pk, "amount": amount, "token": str(uuid4())}
    answer = client.post("/wallet/move/", form, follow=True)
    return answer.status_code, answer.content.decode()


def test_it_moves_from_the_wallets_page(signed_in: Client, team: Team, band: Team) -> None:
    status, page = post(signed_in, team, band, 30)
    assert status == 200
    assert "From “Personal” to “Band”: 30 credits moved." in page
    assert balance_of(band).available == 30
    statement = signed_in.get("/wallet/", {"team": band.pk}).content.decode()
    assert "+30" in statement


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [("", "Say how many credits."), ("x", "a whole number"), ("0", "at least 1 credit"),
     ("-5", "at least 1 credit"), ("101", "Nothing was moved."), ("9" * 30, "more than one move")],
)  # fmt: skip
def test_it_says_why_it_moves_nothing(
    signed_in: Client, team: Team, band: Team, amount: str, sentence: str
) -> None:
    status, page = post(signed_in, team, band, amount)
    assert status == 422
    assert sentence in page
    assert balance_of(team).available == 100


def test_it_wants_two_wallets(signed_in: Client, team: Team, band: Team) -> None:
    assert "Pick another wallet" in post(signed_in, team, team, 1)[1]


def test_it_offers_no_move_where_there_is_one_wallet(client: Client, charlie: User) -> None:
    client.force_login(charlie)
    assert client.get("/wallet/").context["move_form"] is None


def test_it_knows_no_wallet_of_others(client: Client, charlie: User, team: Team) -> None:
    client.force_login(charlie)
    status, page = post(client, team, charlie.personal_team, 5)
    assert status == 422
    assert "You can&#x27;t take credits out of that wallet." in page
