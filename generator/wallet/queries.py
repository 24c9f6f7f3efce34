"""What a wallet shows: its statement, its sums."""

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, RowRange, Subquery, Sum, Value, When, Window, Exists, OuterRef
from django.db.models.functions import Coalesce
from generator.teams.models import Team
from generator.wallet.models import Account, Transfer
AVAILABLE, HELD = Account.Kind.AVAILABLE, Account.Kind.HELD

def effect(kind):
    return Case(When(credit__kind=kind, then=F("amount")), When(debit__kind=kind, then=-F("amount")), default=0, output_field=BigIntegerField())

def statement(team, *, kind=None, before=None):
    now = Account.objects.filter(team=team, kind=AVAILABLE).values("balance")
    newer = Window(Sum("delta"), order_by="-pk", frame=RowRange(None, 0))
    rows = Transfer.objects.filter(team=team).annotate(delta=effect(AVAILABLE), held_delta=effect(HELD)).annotate(running=Subquery(now) - newer + F("delta"))
    wanted = Q()
    if kind: wanted &= Q(kind=kind)
    if before: wanted &= Q(pk__lt=before)
    if wanted:
        rows = rows.filter(wanted | Q(running__isnull=True))
    return rows.order_by("-pk")
def statement2(team, *, kind=None, before=None):
    now = Account.objects.filter(team=team, kind=AVAILABLE).values("balance")
    newer = Transfer.objects.filter(team=team, pk__gt=OuterRef("pk")).order_by().values("team").annotate(s=Sum(effect(AVAILABLE))).values("s")
    rows = Transfer.objects.filter(team=team).annotate(delta=effect(AVAILABLE), held_delta=effect(HELD)).annotate(running=Subquery(now) - Coalesce(Subquery(newer),0))
    if kind: rows=rows.filter(kind=kind)
    if before: rows=rows.filter(pk__lt=before)
    return rows.order_by("-pk")
