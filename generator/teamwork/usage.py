"""Who spent what of a team's credits, on which model, and what came of it.

Read from the ledger, so that the sums are the ledger's own: a song that was moved to another team
or deleted for good was still paid from here. A song that cost nothing is not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Left, Length, Replace

from generator.songs.models import Erased, Song, State
from generator.teams.models import Team
from generator.wallet.models import Transfer

HOLD, CAPTURE = Transfer.Kind.HOLD, Transfer.Kind.CAPTURE
NOBODY, NO_MODEL = "Nobody", "Unknown"
"""For holds that nobody was named for, or that no song was. There should be none."""


@dataclass
class Line:
    """One person's songs by one model. Amounts in credits."""

    who: str = ""
    model: str = ""
    made: int = 0
    """Songs asked for in the period."""
    kept: int = 0
    """Songs charged in the period that can be played today: ready, and not in the trash."""
    charged: int = 0
    held: int = 0
    """Of what was asked for in the period, still waiting for its song."""

    @property
    def per_kept(self) -> float | None:
        """Credits charged for each kept song; None where none was kept."""
        return self.charged / self.kept if self.kept else None


def usage(team: Team, *, since: datetime | None, until: datetime | None) -> list[Line]:
    """A line for each person and model with anything from `since` (with) to `until` (without).

    Who spent most comes first.
    """
    period = Q()
    if since:
        period &= Q(created_at__gte=since)
    if until:
        period &= Q(created_at__lt=until)
    found: dict[tuple[Any, Any], Line] = {}
    for row in (*_asked_for(team, period), *_charged(team, period)):
        who, model = row.pop("who") or NOBODY, row.pop("name") or NO_MODEL
        line = found.setdefault((who, model), Line(who, model))
        for name, value in row.items():
            setattr(line, name, value)
    return _ordered(found.values())


def total(lines: Iterable[Line]) -> Line:
    """The sum of them all."""
    lines = list(lines)
    names = [field.name for field in fields(Line) if field.type is int]
    return Line(**{name: sum(getattr(line, name) for line in lines) for name in names})


def _ordered(lines: Iterable[Line]) -> list[Line]:
    lines = list(lines)
    spent = {line.who: 0 for line in lines}
    for line in lines:
        spent[line.who] += line.charged + line.held
    return sorted(
        lines, key=lambda line: (-spent[line.who], line.who, -line.charged, line.model)
    )  # fmt: skip


def _asked_for(team: Team, period: Q) -> Iterable[dict[str, Any]]:
    ended = Transfer.objects.filter(
        Q(key=Concat(OuterRef("stem"), Value("capture")))
        | Q(key=Concat(OuterRef("stem"), Value("release")))
    )
    holds = _with_song(team, HOLD, period).annotate(open=~Exists(ended))
    rows: QuerySet[Any, dict[str, Any]] = holds.values("name", who=F("actor__email")).annotate(
        made=Count("pk"), held=Sum("amount", filter=Q(open=True), default=0)
    )
    return rows


def _charged(team: Team, period: Q) -> Iterable[dict[str, Any]]:
    """A charge is the site's own doing; who made it come about is on its hold."""
    holds = Transfer.objects.filter(key=Concat(OuterRef("stem"), Value("hold")))
    kept = Song.objects.filter(pk=OuterRef("number"), state=State.READY, trashed_at=None)
    charges = _with_song(team, CAPTURE, period).annotate(
        who=Subquery(holds.values("actor__email")[:1]), plays=Exists(kept)
    )
    rows: QuerySet[Any, dict[str, Any]] = charges.values("name", "who").annotate(
        charged=Sum("amount"), kept=Count("pk", filter=Q(plays=True))
    )
    return rows


def _with_song(team: Team, kind: Transfer.Kind, period: Q) -> QuerySet[Any]:
    """Transfers of a kind with their song's number and model, read from their keys."""
    digits = Replace(Replace("key", Value("song:")), Value(f":{kind}"))
    number = When(key__regex=rf"^song:[0-9]{{1,18}}:{kind}$", then=Cast(digits, BigIntegerField()))
    rows = Transfer.objects.filter(period, team=team, kind=kind).order_by()
    rows = rows.annotate(number=Case(number), stem=Left("key", Length("key") - len(kind)))
    song = Song.objects.filter(pk=OuterRef("number")).values("model__name")
    erased = Erased.objects.filter(number=OuterRef("number")).values("model__name")
    return rows.annotate(name=Coalesce(Subquery(song[:1]), Subquery(erased[:1])))
