"""The ledger proves itself: what is stored against what the transfers add up to."""

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Left, Length

from generator.wallet import ledger
from generator.wallet.models import Account, Transfer

SETTLED = (Transfer.Kind.CAPTURE, Transfer.Kind.RELEASE)


def disagreements() -> Iterator[str]:
    """A sentence for everything in the ledger that does not add up."""
    yield from _balances()
    yield from _routes()
    yield from _settlements()
    yield from _whole()


def _balances() -> Iterator[str]:
    for account in _proved().exclude(team=None).exclude(balance=F("proved")):
        yield (
            f"Team {account.team_id}: {account.kind} is {account.balance}, "
            f"but its transfers add up to {account.proved}."
        )


def _proved() -> QuerySet[Any]:
    """Every account with what its transfers add up to; balances and transfers as of one moment."""
    moved = Coalesce(_sum_of("credit"), 0) - Coalesce(_sum_of("debit"), 0)
    return Account.objects.annotate(proved=moved)


def _sum_of(side: str) -> Subquery:
    rows = Transfer.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Subquery(rows.annotate(all=Sum("amount")).values("all"))


def _routes() -> Iterator[str]:
    """Transfers between accounts that their kind does not move between, or of another team."""
    right = Q()
    for kind, routes in ledger.ROUTES.items():
        for debit, credit in routes:
            right |= Q(kind=kind, debit__kind=debit, credit__kind=credit)
    mine = Q(debit__team=None) | Q(debit__team=F("team"))
    # Only a move reaches another team's account, and it always does.
    moved = Q(kind=Transfer.Kind.MOVE)
    mine &= Q(~moved & (Q(credit__team=None) | Q(credit__team=F("team")))) | Q(
        moved & Q(credit__team__isnull=False) & ~Q(credit__team=F("team"))
    )
    for transfer in Transfer.objects.exclude(right & mine):
        yield f"Transfer {transfer.key} moves between accounts that a {transfer.kind} does not."


def _settlements() -> Iterator[str]:
    """Each capture or release settles one hold of the same amount, and no hold is settled twice."""
    ends = Transfer.objects.filter(kind__in=SETTLED).annotate(stem=_stem())
    holds = Transfer.objects.filter(
        key=Concat(OuterRef("stem"), Value("hold")), team=OuterRef("team")
    )
    unheld = ends.annotate(held=Subquery(holds.values("amount")[:1]))
    for end in unheld.filter(Q(held=None) | ~Q(held=F("amount"))):
        yield f"Transfer {end.key} settles no hold of {end.amount} credits."
    for stem in ends.order_by().values_list("stem").annotate(n=Count("pk")).filter(n__gt=1):
        yield f"{stem[0]}hold was settled {stem[1]} times."


def _stem() -> Left:
    """The key without its last word: "song:7:" of "song:7:capture"."""
    return Left("key", Length("key") - Length("kind"))


def _whole() -> Iterator[str]:
    """What the site gave out is what teams have, hold and have spent."""
    sums = _proved().aggregate(
        have=Sum("balance", default=0),
        issued=-Sum("proved", filter=Q(kind=Account.Kind.ISSUED), default=0),
        earned=Sum("proved", filter=Q(kind=Account.Kind.EARNED), default=0),
    )
    if sums["have"] + sums["earned"] != sums["issued"]:
        yield (
            f"The site issued {sums['issued']} credits; "
            f"teams have {sums['have']} and songs earned {sums['earned']}."
        )
