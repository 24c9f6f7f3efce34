"""What the pages of usage show: sums, charts, people, calls one by one; and API requests."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from generator.teams.models import Team
from generator.usage import queries
from generator.usage.charts import chart
from generator.usage.forms import RequestsForm, UsageForm
from generator.usage.jobs import KEEP
from generator.usage.models import ApiCall
from generator.usage.queries import Cell, Wanted

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One person's calls of one model. Amounts in credits."""

    member: str
    model: str
    calls: int
    kept: int
    captured: int
    held: int

    @property
    def per_kept(self) -> float | None:
        """Credits charged for each kept song; None where none was kept."""
        return self.captured / self.kept if self.kept else None


def usage(team: Team, form: UsageForm, *, before: int | None) -> dict[str, Any]:
    """The newest calls, older than the one of the id `before`; with `sums` on the first page only.

    They would be the same on each, and every call of the period is read for them.
    """
    wanted = form.wanted()
    found = queries.page(team, wanted, before=before, most=PAGE + 1)
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return {
        "team": team, "form": form, "calls": found[:PAGE], "older": older, "before": before,
        "sums": None if before else sums(team, wanted), "time_zone": settings.TIME_ZONE,
    }  # fmt: skip


def sums(team: Team, wanted: Wanted) -> dict[str, Any]:
    cells = queries.cells(team, wanted)
    total = queries.total(cells)
    return {
        "total": total, "lines": lines(cells), "agrees": agrees(team, wanted, cells),
        "per_kept": total["captured"] / total["kept"] if total["kept"] else None,
        "charts": [
            ("credits", "Credits charged", chart(cells, "captured")),
            ("songs", "Songs asked for", chart(cells, "calls")),
        ],
    }  # fmt: skip


def requests(team: Team, form: RequestsForm, *, before: int | None) -> dict[str, Any]:
    """The newest API requests, older than the one of the id `before`."""
    rows = ApiCall.objects.filter(form.wanted(), team=team).select_related("key", "user")
    found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return {
        "team": team, "form": form, "requests": found[:PAGE], "older": older, "before": before,
        "days": KEEP.days,
    }  # fmt: skip


def agrees(team: Team, wanted: Wanted, cells: list[Cell] | None = None) -> bool:
    """Whether the calls of those days, all of them, add up to what the ledger moved.

    `cells` are those of `wanted`, where they are read already: enough where nothing is filtered.
    """
    days = Wanted(since=wanted.since, until=wanted.until)
    if cells is None or wanted != days:
        cells = queries.cells(team, days)
    total, books = queries.total(cells), queries.books(team, days)
    ours = (total["held"], total["captured"], total["released"])
    return ours == (books.held, books.captured, books.released)


def lines(cells: Iterable[Cell]) -> list[Line]:
    """A line for each person and model; who spent most comes first."""
    found: dict[tuple[str, str], Line] = {}
    spent: dict[str, int] = defaultdict(int)
    for cell in cells:
        spent[cell.member] += cell.captured + cell.held
        place = (cell.member, cell.model)
        line = found.get(place) or Line(cell.member, cell.model, 0, 0, 0, 0)
        found[place] = replace(
            line, calls=line.calls + cell.calls, kept=line.kept + cell.kept,
            captured=line.captured + cell.captured, held=line.held + cell.held,
        )  # fmt: skip
    return sorted(
        found.values(),
        key=lambda line: (-spent[line.member], line.member, -line.captured, line.model),
    )
