"""The only code that moves credits. Every move has a unique key: the same key twice moves once.

The four moves of a song's money follow the two-phase transfers of TigerBeetle
(https://docs.tigerbeetle.com/coding/two-phase-transfers/): hold, then capture or release.

    grant    site:issued     -> team:available
    adjust   either way between those two, with a reason
    hold     team:available  -> team:held
    capture  team:held       -> site:earned
    release  team:held       -> team:available
"""

from dataclasses import dataclass
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from generator.errors import InsufficientCredits, LedgerError
from generator.teams.models import Team, User
from generator.wallet.models import Account, Transfer

Kind = Account.Kind


@dataclass(frozen=True)
class Balance:
    available: int
    held: int


def balance_of(team: Team) -> Balance:
    found = dict(Account.objects.filter(team=team).values_list("kind", "balance"))
    return Balance(found.get(Kind.AVAILABLE) or 0, found.get(Kind.HELD) or 0)


def grant(team: Team, amount: int, *, key: str, memo: str, actor: User | None = None) -> Transfer:
    """Give `amount` credits (> 0) to the team."""
    return _move(
        team, amount, key=key, kind=Transfer.Kind.GRANT,
        debit=None, credit=Kind.AVAILABLE, memo=memo, actor=actor,
    )  # fmt: skip


def adjust(team: Team, amount: int, *, key: str, memo: str, actor: User | None = None) -> Transfer:
    """Correct the team's balance by `amount`, up or down; never below zero."""
    debit, credit = (None, Kind.AVAILABLE) if amount > 0 else (Kind.AVAILABLE, None)
    return _move(
        team, abs(amount), key=key, kind=Transfer.Kind.ADJUST,
        debit=debit, credit=credit, memo=memo, actor=actor,
    )  # fmt: skip


def hold(team: Team, amount: int, *, key: str, memo: str, actor: User | None = None) -> Transfer:
    """Set `amount` aside. Raises `InsufficientCredits` where the team has less."""
    return _move(
        team, amount, key=key, kind=Transfer.Kind.HOLD,
        debit=Kind.AVAILABLE, credit=Kind.HELD, memo=memo, actor=actor,
    )  # fmt: skip


def capture(team: Team, amount: int, *, key: str, memo: str) -> Transfer:
    """Take `amount` of what is held. Raises `LedgerError` where less is held."""
    return _move(
        team, amount, key=key, kind=Transfer.Kind.CAPTURE, debit=Kind.HELD, credit=None, memo=memo
    )


def release(team: Team, amount: int, *, key: str, memo: str) -> Transfer:
    """Give `amount` of what is held back. Raises `LedgerError` where less is held."""
    return _move(
        team, amount, key=key, kind=Transfer.Kind.RELEASE,
        debit=Kind.HELD, credit=Kind.AVAILABLE, memo=memo,
    )  # fmt: skip


def _move(
    team: Team,
    amount: int,
    *,
    key: str,
    kind: Transfer.Kind,
    debit: Account.Kind | None,
    credit: Account.Kind | None,
    memo: str,
    actor: User | None = None,
) -> Transfer:
    """Write the transfer, or return the one already written under this key."""
    try:
        with transaction.atomic():
            sides = _accounts(team, debit=debit, credit=credit)
            _shift(sides, amount)
            return Transfer.objects.create(
                key=key, kind=kind, team=team, amount=amount, memo=memo[:300], actor=actor,
                debit=sides[0], credit=sides[1],
            )  # fmt: skip
    except (IntegrityError, InsufficientCredits, LedgerError):
        first = Transfer.objects.filter(key=key).first()
        if first is None:
            raise
        if (first.team_id, first.kind, first.amount) != (team.pk, kind, amount):
            raise LedgerError(f"The key {key} was already used for another transfer.") from None
        return first


def _accounts(
    team: Team, *, debit: Account.Kind | None, credit: Account.Kind | None
) -> tuple[Account, Account]:
    """The (debit, credit) accounts; a side that is None is the site's."""
    site = Kind.EARNED if debit == Kind.HELD else Kind.ISSUED
    mine = Q(team=team, kind__in=Account.TEAM_KINDS)
    found = {(a.team_id, a.kind): a for a in Account.objects.filter(mine | Q(team=None, kind=site))}

    def side(kind: Account.Kind | None) -> Account:
        owner, wanted = (team, kind) if kind else (None, site)
        return found.get((owner and owner.pk, wanted)) or _open(owner, wanted)

    return side(debit), side(credit)


def _open(team: Team | None, kind: Account.Kind) -> Account:
    balance = None if team is None else 0
    return Account.objects.get_or_create(team=team, kind=kind, defaults={"balance": balance})[0]


def _shift(sides: tuple[Account, Account], amount: int) -> None:
    """Change both balances, the lower id first so that two moves can't wait for each other."""
    debit, credit = sides
    for account in sorted(sides, key=lambda side: side.pk):
        if account.team_id is None:
            continue
        rows = Account.objects.filter(pk=account.pk)
        if account == credit:
            rows.update(balance=F("balance") + amount)
        elif not rows.filter(balance__gte=amount).update(balance=F("balance") - amount):
            _refuse(debit, amount)


def _refuse(debit: Account, amount: int) -> NoReturn:
    if debit.kind == Kind.HELD:
        raise LedgerError(f"{amount} credits are to be settled, but fewer are held.")
    have = Account.objects.values_list("balance", flat=True).get(pk=debit.pk)
    raise InsufficientCredits(f"This needs {amount} credits and {have} are available.")
