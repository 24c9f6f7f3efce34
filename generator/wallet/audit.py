"""The ledger proves itself: what is stored against what the transfers add up to."""

from collections.abc import Iterator

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
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
    moved = Coalesce(_sum_of("credit"), 0) - Coalesce(_sum_of("debit"), 0)
    wrong = Account.objects.exclude(team=None).annotate(proved=moved).exclude(balance=F("proved"))
    for account in wrong.select_related("team"):
        proved = getattr(account, "proved")  # noqa: B009  annotated above
        yield (
            f"Team {account.team_id}: {account.kind} is {account.balance}, "
            f"but its transfers add up to {proved}."
        )


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
    mine &= Q(credit__team=None) | Q(credit__team=F("team"))
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
    kinds = Account.Kind
    have = Account.objects.aggregate(all=Sum("balance", default=0))["all"]
    given = Case(
        When(debit__kind=kinds.ISSUED, then=F("amount")),
        When(credit__kind=kinds.ISSUED, then=-F("amount")),
        When(credit__kind=kinds.EARNED, then=-F("amount")),
        default=0,
        output_field=BigIntegerField(),
    )
    owed = Transfer.objects.aggregate(all=Sum(given, default=0))["all"]
    if have != owed:
        yield f"Teams have {have} credits in all; issued less earned makes {owed}."
