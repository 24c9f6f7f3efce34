"""The only code that moves credits. Every move has a unique key: the same key twice moves once.

The four moves of a song's money follow the two-phase transfers of TigerBeetle
(https://docs.tigerbeetle.com/coding/two-phase-transfers/): hold, then capture or release, once.

    grant    site:issued     -> team:available
    adjust   either way between those two, with a reason
    hold     team:available  -> team:held
    capture  team:held       -> site:earned
    release  team:held       -> team:available
    move     team:available  -> another team's available

A capture or release settles one hold, whole: "song:7:capture" settles "song:7:hold". A hold for a
member of the team stays within their caps (`generator.wallet.caps`), and one for an API key
within the key's (`generator.wallet.keycaps`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from generator.errors import InsufficientCredits, LedgerError
from generator.keys.models import ApiKey
from generator.teams.models import Membership, Team, User
from generator.wallet import caps, keycaps, sql
from generator.wallet.models import Account, Transfer

AVAILABLE, HELD = Account.Kind.AVAILABLE, Account.Kind.HELD
ISSUED, EARNED = Account.Kind.ISSUED, Account.Kind.EARNED
GRANT, ADJUST, HOLD = Transfer.Kind.GRANT, Transfer.Kind.ADJUST, Transfer.Kind.HOLD
CAPTURE, RELEASE = Transfer.Kind.CAPTURE, Transfer.Kind.RELEASE
MOVE = Transfer.Kind.MOVE
ENDS_OF_A_HOLD = (CAPTURE, RELEASE)

Route = tuple[Account.Kind, Account.Kind]
"""From the account that is debited to the one that is credited."""
ROUTES: dict[Transfer.Kind, tuple[Route, ...]] = {
    GRANT: ((ISSUED, AVAILABLE),),
    ADJUST: ((ISSUED, AVAILABLE), (AVAILABLE, ISSUED)),
    HOLD: ((AVAILABLE, HELD),),
    CAPTURE: ((HELD, EARNED),),
    RELEASE: ((HELD, AVAILABLE),),
    MOVE: ((AVAILABLE, AVAILABLE),),
}
MOST = 10**12
"""In one transfer. A million of these still fit in a balance of 64 bits."""


@dataclass(frozen=True)
class Balance:
    available: int
    held: int


def balance_of(team: Team) -> Balance:
    found = dict(Account.objects.filter(team=team).values_list("kind", "balance"))
    return Balance(found.get(AVAILABLE) or 0, found.get(HELD) or 0)


def grant(team: Team, amount: int, *, key: str, memo: str, actor: User | None = None) -> Transfer:
    """Give `amount` credits (> 0) to the team."""
    return _move(team, amount, key=key, kind=GRANT, memo=memo, actor=actor)


def adjust(team: Team, amount: int, *, key: str, memo: str, actor: User | None = None) -> Transfer:
    """Correct the team's balance by `amount`, up or down; never below zero."""
    down = type(amount) is int and amount < 0
    route = ROUTES[ADJUST][down]
    size = -amount if down else amount
    return _move(team, size, key=key, kind=ADJUST, memo=memo, actor=actor, route=route)


def hold(
    team: Team,
    amount: int,
    *,
    key: str,
    memo: str,
    actor: User | None = None,
    api_key: ApiKey | None = None,
    place: Membership | None = None,
) -> Transfer:
    """Set `amount` aside, for `actor` and `api_key` within their caps, in the same transaction.

    `place` is the actor's in the team, where the transaction has locked it already. Raises
    `InsufficientCredits` where the team has less, `CapReached` where the member, or the key, may
    not.
    """

    def require_room() -> None:
        if actor:
            caps.require_room(team, actor, amount, key=key, place=place)
        if api_key:
            keycaps.require_room(api_key, amount, key=key)

    return _move(
        team, amount, key=key, kind=HOLD, memo=memo, actor=actor, api_key=api_key,
        check=require_room,
    )  # fmt: skip


def capture(team: Team, amount: int, *, key: str, memo: str) -> Transfer:
    """Take what the hold set aside. Raises `LedgerError` where there is no such open hold."""
    return _move(team, amount, key=key, kind=CAPTURE, memo=memo)


def release(team: Team, amount: int, *, key: str, memo: str) -> Transfer:
    """Give back what the hold set aside. Raises `LedgerError` where there is no such open hold."""
    return _move(team, amount, key=key, kind=RELEASE, memo=memo)


def move(
    team: Team, amount: int, *, to: Team, key: str, memo: str, actor: User | None = None
) -> Transfer:
    """Move credits between two teams. Raises `InsufficientCredits` where the first has less."""
    if team.pk == to.pk:
        raise LedgerError("Credits move from one team to another.")
    return _move(team, amount, key=key, kind=MOVE, memo=memo, actor=actor, to=to)


def _move(
    team: Team,
    amount: int,
    *,
    key: str,
    kind: Transfer.Kind,
    memo: str,
    actor: User | None = None,
    api_key: ApiKey | None = None,
    route: Route | None = None,
    to: Team | None = None,
    check: Callable[[], None] | None = None,
) -> Transfer:
    """Write the transfer, or return the one already written under this key.

    `check` runs first in the same transaction, and may refuse.
    """
    _check(amount, key, kind)
    route = route or ROUTES[kind][0]
    try:
        with transaction.atomic():
            if check:
                check()
            debit, credit = _shift(team, amount, route, to=to or team)
            if kind in ENDS_OF_A_HOLD:
                _check_hold(team, amount, key=key, kind=kind)
            return sql.write(
                team, amount, key=key, kind=kind, debit=debit, credit=credit,
                memo=memo.replace("\0", "")[:300], actor=actor, api_key=api_key,
            )  # fmt: skip
    # Whoever was first with this key may have moved the last credits: look before complaining.
    except (IntegrityError, InsufficientCredits, LedgerError):
        first = Transfer.objects.filter(key=key).select_related("debit", "credit").first()
        if first is None:
            raise
        if _what(first) != (team.pk, kind, amount, route[0], to and to.pk):
            raise LedgerError(f"The key {key} was already used for another transfer.") from None
        return first


def _what(transfer: Transfer) -> tuple[object, ...]:
    """All that a second transfer under the same key must ask for again."""
    to = transfer.credit.team_id if transfer.kind == MOVE else None
    return transfer.team_id, transfer.kind, transfer.amount, transfer.debit.kind, to


def _check(amount: int, key: str, kind: Transfer.Kind) -> None:
    # `True` is an int to Python, and 2.0 equals one.
    if type(amount) is not int or not 0 < amount <= MOST:
        raise LedgerError(f"Credits move in whole numbers from 1 to {MOST:,}.")
    if not 0 < len(key) <= 100:
        raise LedgerError("The key of a transfer has 1 to 100 characters.")
    if kind in (HOLD, *ENDS_OF_A_HOLD) and not key.endswith(f":{kind}"):
        raise LedgerError(f"The key of a {kind} ends in “:{kind}”, and {key} does not.")


def _shift(team: Team, amount: int, route: Route, *, to: Team) -> tuple[int, int]:
    """Change both balances; the ids of the accounts.

    In the order of `Account.Kind`, and of two teams the older first, so that two moves can't
    each wait for the other.
    """
    sides = [(team, route[0], -amount), (to, route[1], amount)]
    order = list(Account.Kind)
    ids = {}
    for side in sorted(sides, key=lambda side: (order.index(side[1]), side[0].pk)):
        ids[side] = _change(*side)
    return ids[sides[0]], ids[sides[1]]


def _change(team: Team, kind: Account.Kind, delta: int) -> int:
    found = sql.change(team, kind, delta)
    if found is None and (delta > 0 or kind == ISSUED):
        sql.open_accounts(team)
        found = sql.change(team, kind, delta)
    if found is not None:
        return found
    if kind == HELD:
        raise LedgerError(f"{-delta} credits are to be settled, but fewer are held.")
    have = balance_of(team).available
    raise InsufficientCredits(f"This needs {-delta} credits and {have} are available.")


def _check_hold(team: Team, amount: int, *, key: str, kind: Transfer.Kind) -> None:
    """One hold, one end. The held balance is locked by now, so no other end slips in."""
    stem = key.removesuffix(kind)
    other = RELEASE if kind == CAPTURE else CAPTURE
    if sql.kept_under(stem + HOLD, stem + other) != [(HOLD, amount, team.pk)]:
        raise LedgerError(f"There is no open hold of {amount} credits for {key}.")
