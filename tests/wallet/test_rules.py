"""Each rule of the ledger."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from generator.errors import InsufficientCredits, LedgerError
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.ledger import MOST, Balance, balance_of
from generator.wallet.models import Account, Transfer

pytestmark = pytest.mark.django_db
Move = Callable[..., Transfer]


@pytest.fixture
def band(db: None) -> Team:
    """A team that has never had a credit."""
    return Team.objects.create(name="The Band")


@pytest.fixture
def rich(band: Team) -> Team:
    ledger.grant(band, 100, key="gift", memo="To begin with")
    return band


def hold(team: Team, amount: int = 30, song: int = 1) -> Transfer:
    return ledger.hold(team, amount, key=f"song:{song}:hold", memo="Held for “City lights”")


def capture(team: Team, amount: int = 30, song: int = 1) -> Transfer:
    return ledger.capture(team, amount, key=f"song:{song}:capture", memo="Charged")


def release(team: Team, amount: int = 30, song: int = 1) -> Transfer:
    return ledger.release(team, amount, key=f"song:{song}:release", memo="Returned")


def test_it_has_nothing_before_the_first_grant(band: Team) -> None:
    assert balance_of(band) == Balance(0, 0)
    with pytest.raises(InsufficientCredits, match="needs 30 credits and 0 are available"):
        hold(band)


def test_it_grants(rich: Team) -> None:
    assert balance_of(rich) == Balance(100, 0)


def test_it_opens_each_account_once(rich: Team) -> None:
    ledger.grant(rich, 1, key="more", memo="")
    ledger.grant(Team.objects.create(name="Others"), 1, key="theirs", memo="")
    assert Account.objects.filter(team=rich).count() == 2
    assert Account.objects.filter(team=None).count() == 2


def test_it_holds(rich: Team) -> None:
    hold(rich)
    assert balance_of(rich) == Balance(70, 30)


def test_it_holds_the_very_last_credit(rich: Team) -> None:
    hold(rich, 100)
    assert balance_of(rich) == Balance(0, 100)


def test_it_refuses_a_hold_of_one_too_many(rich: Team) -> None:
    with pytest.raises(InsufficientCredits, match="needs 101 credits and 100 are available"):
        hold(rich, 101)
    assert balance_of(rich) == Balance(100, 0)


def test_it_captures(rich: Team) -> None:
    hold(rich)
    capture(rich)
    assert balance_of(rich) == Balance(70, 0)


def test_it_releases(rich: Team) -> None:
    hold(rich)
    release(rich)
    assert balance_of(rich) == Balance(100, 0)


def test_it_adjusts_both_ways(rich: Team) -> None:
    ledger.adjust(rich, 5, key="up", memo="Counted again")
    ledger.adjust(rich, -25, key="down", memo="Counted yet again")
    assert balance_of(rich) == Balance(80, 0)


def test_it_never_adjusts_below_zero(rich: Team) -> None:
    with pytest.raises(InsufficientCredits, match="needs 101 credits"):
        ledger.adjust(rich, -101, key="down", memo="")


def test_it_returns_what_it_wrote(rich: Team, alice: User) -> None:
    wrote = ledger.hold(rich, 30, key="song:1:hold", memo="Held", actor=alice)
    kept = Transfer.objects.get(key="song:1:hold")
    for field in ("pk", "kind", "team", "debit", "credit", "amount", "memo", "actor", "created_at"):
        assert getattr(wrote, field) == getattr(kept, field)


def test_it_cuts_a_long_memo_and_drops_what_no_database_keeps(rich: Team) -> None:
    assert ledger.grant(rich, 1, key="x", memo="a\0b" + "c" * 400).memo == "ab" + "c" * 298


@pytest.mark.parametrize("amount", [0, -1, True, 2.0, "5", None, MOST + 1, 2**80])
@pytest.mark.parametrize("move", [ledger.grant, ledger.hold, ledger.capture, ledger.release])
def test_it_moves_whole_numbers_only(rich: Team, move: Move, amount: object) -> None:
    with pytest.raises(LedgerError, match="whole numbers from 1 to"):
        move(rich, amount, key=f"song:1:{move.__name__}", memo="")


@pytest.mark.parametrize("amount", [0, True, False, -2.0, "5", None, -MOST - 1])
def test_it_adjusts_by_whole_numbers_only(rich: Team, amount: int) -> None:
    with pytest.raises(LedgerError, match="whole numbers from 1 to"):
        ledger.adjust(rich, amount, key="fix", memo="")


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_it_wants_a_key_that_fits(rich: Team, key: str) -> None:
    with pytest.raises(LedgerError, match="1 to 100 characters"):
        ledger.grant(rich, 1, key=key, memo="")


@pytest.mark.parametrize("move", [ledger.hold, ledger.capture, ledger.release])
def test_it_wants_a_key_that_pairs(rich: Team, move: Move) -> None:
    with pytest.raises(LedgerError, match="ends in"):
        move(rich, 1, key="song:1", memo="")


# ---- The same key again ----


@pytest.mark.parametrize("move", [ledger.grant, ledger.adjust])
def test_it_gives_once_for_a_key(rich: Team, move: Move) -> None:
    assert move(rich, 7, key="again", memo="") == move(rich, 7, key="again", memo="")
    assert balance_of(rich) == Balance(107, 0)


def test_it_takes_once_for_a_key(rich: Team) -> None:
    assert hold(rich) == hold(rich)
    hold(rich, song=2)
    assert capture(rich) == capture(rich)
    assert balance_of(rich) == Balance(40, 30)


def test_it_knows_its_key_when_nothing_is_left(rich: Team) -> None:
    first = hold(rich, 100)
    assert hold(rich, 100) == first
    done = capture(rich, 100)
    assert capture(rich, 100) == done
    assert balance_of(rich) == Balance(0, 0)


def test_it_knows_its_key_inside_a_callers_transaction(rich: Team) -> None:
    first = hold(rich, 100)
    with transaction.atomic():
        assert hold(rich, 100) == first
        ledger.grant(rich, 5, key="afterwards", memo="the transaction still works")
    assert balance_of(rich) == Balance(5, 100)


def test_it_forgets_what_the_caller_rolls_back(rich: Team) -> None:
    with transaction.atomic():
        hold(rich)
        transaction.set_rollback(True)
    assert balance_of(rich) == Balance(100, 0)
    assert not Transfer.objects.filter(key="song:1:hold").exists()


def test_it_refuses_a_key_for_another_amount(rich: Team) -> None:
    hold(rich)
    with pytest.raises(LedgerError, match="already used"):
        hold(rich, 31)


def test_it_refuses_a_key_for_another_team(rich: Team) -> None:
    with pytest.raises(LedgerError, match="already used"):
        ledger.grant(Team.objects.create(name="Others"), 100, key="gift", memo="")


def test_it_refuses_a_key_for_another_kind(rich: Team) -> None:
    with pytest.raises(LedgerError, match="already used"):
        ledger.adjust(rich, 100, key="gift", memo="")


def test_it_refuses_a_key_for_the_other_way(rich: Team) -> None:
    ledger.adjust(rich, 10, key="fix", memo="")
    with pytest.raises(LedgerError, match="already used"):
        ledger.adjust(rich, -10, key="fix", memo="")


# ---- One hold, one end ----


@pytest.mark.parametrize("end", [capture, release])
def test_it_settles_nothing_that_was_not_held(rich: Team, end: Move) -> None:
    with pytest.raises(LedgerError, match="fewer are held"):
        end(rich)
    hold(rich, song=2)
    with pytest.raises(LedgerError, match="no open hold of 30 credits"):
        end(rich)
    assert balance_of(rich) == Balance(70, 30)


@pytest.mark.parametrize(("end", "other"), [(capture, release), (release, capture)])
def test_it_settles_a_hold_one_way_only(rich: Team, end: Move, other: Move) -> None:
    hold(rich)
    hold(rich, song=2)
    end(rich)
    before = balance_of(rich)
    with pytest.raises(LedgerError, match="no open hold"):
        other(rich)
    assert balance_of(rich) == before


@pytest.mark.parametrize("end", [capture, release])
@pytest.mark.parametrize("amount", [29, 31])
def test_it_settles_a_hold_whole(rich: Team, end: Move, amount: int) -> None:
    hold(rich)
    hold(rich, song=2)
    with pytest.raises(LedgerError, match="no open hold"):
        end(rich, amount)
    assert balance_of(rich) == Balance(40, 60)


def test_it_settles_no_other_teams_hold(rich: Team) -> None:
    others = Team.objects.create(name="Others")
    ledger.grant(others, 100, key="theirs", memo="")
    hold(rich)
    hold(others, song=2)
    with pytest.raises(LedgerError, match="no open hold"):
        capture(others)


# ---- The rows themselves ----


def test_it_never_changes_or_deletes_a_transfer(rich: Team) -> None:
    transfer = rich.transfers.get()
    with pytest.raises(TypeError, match="never changed"):
        transfer.save()
    with pytest.raises(TypeError, match="never deleted"):
        transfer.delete()


def test_the_database_itself_keeps_balances_at_zero_or_above(rich: Team) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE generator_account SET balance = -1 WHERE team_id = %s", [rich.pk])
