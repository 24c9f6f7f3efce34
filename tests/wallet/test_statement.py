"""The statement's figures, whatever part of it is looked at."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from generator.teams.models import Team
from generator.wallet import ledger, queries
from generator.wallet.models import Transfer


@pytest.fixture
def busy(team: Team) -> Team:
    """100 to begin with; then ten songs of 5, of which every other one comes to nothing.

    In between, 20 credits go to another team and come back in two moves.
    """
    band = Team.objects.create(name="Band")
    moves = {2: (team, band, 20), 5: (band, team, 9), 8: (band, team, 11)}
    for song in range(10):
        if song in moves:
            source, to, amount = moves[song]
            ledger.move(source, amount, to=to, key=f"move:{song}", memo=f"Move at {song}")
        ledger.hold(team, 5, key=f"song:{song}:hold", memo=f"Held for “Song {song}”")
        end = ledger.release if song % 2 else ledger.capture
        end(team, 5, key=f"song:{song}:{end.__name__}", memo=f"Ended “Song {song}”")
    return team


def figures(lines: list[queries.Line]) -> dict[int, tuple[int, int, int]]:
    return {line.transfer.pk: (line.change, line.available, line.held) for line in lines}


def test_it_adds_up_from_the_first_credit_to_the_balance(busy: Team) -> None:
    available = 0
    lines = list(queries.statement(busy))
    for line in reversed(lines):
        available += line.change
        assert line.available == available
    assert (lines[0].available, lines[0].held) == (75, 0)


@pytest.mark.parametrize(
    "wanted",
    [
        Q(kind="hold"), Q(kind="release"), Q(memo__icontains="song 3"),
        Q(kind="hold", memo="none"), Q(kind="move"), Q(memo__icontains="5"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("most", [None, 3])
def test_it_shows_the_same_figures_through_any_filter(
    busy: Team, wanted: Q, most: int | None
) -> None:
    whole = figures(list(queries.statement(busy)))
    part = figures(list(queries.statement(busy, wanted=wanted, most=most)))
    mine = Q(team=busy) | Q(kind="move", credit__team=busy)
    matching = Transfer.objects.filter(mine & wanted).values_list("pk", flat=True)[:most]
    assert part == {pk: whole[pk] for pk in matching}


@pytest.mark.parametrize("wanted", [None, Q(kind="hold")])
def test_it_shows_the_same_figures_page_by_page(busy: Team, wanted: Q | None) -> None:
    found: list[queries.Line] = []
    while page := list(
        queries.statement(
            busy, wanted=wanted, before=found[-1].transfer.pk if found else None, most=4
        )
    ):
        found += page
    assert figures(found) == figures(list(queries.statement(busy, wanted=wanted)))


def test_it_counts_only_the_teams_own(busy: Team) -> None:
    others = Team.objects.create(name="Others")
    ledger.grant(others, 7, key="theirs", memo="")
    assert list(figures(list(queries.statement(others))).values()) == [(7, 7, 0)]
    assert next(queries.statement(busy)).available == 75


def test_it_shows_a_move_on_both_sides(busy: Team) -> None:
    band = Team.objects.get(name="Band")
    theirs = [(line.change, line.available) for line in queries.statement(band)]
    assert theirs == [(-11, 0), (-9, 11), (20, 20)]
    ours = list(queries.statement(busy, wanted=Q(kind="move")))
    assert [line.change for line in ours] == [11, 9, -20]


def test_it_reads_a_page_in_two_queries(busy: Team) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(queries.statement(busy, wanted=Q(kind="hold"), most=5))
    assert len(asked) == 2  # the team's own, and what other teams moved here


@pytest.mark.parametrize("field", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_it_knows_where_the_calendar_ends(signed_in: Client, field: str, day: str) -> None:
    page = signed_in.get("/wallet/", {field: day})
    assert page.context["form"].errors[field] == ["Choose a day between the years 2000 and 2999."]


def test_it_includes_the_last_day(signed_in: Client, busy: Team) -> None:
    today = f"{busy.transfers.earliest('pk').created_at:%Y-%m-%d}"
    page = signed_in.get("/wallet/", {"since": today, "until": today})
    assert len(page.context["rows"]) == 24
