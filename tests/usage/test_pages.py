"""The page of usage, its charts and its spreadsheet; and the same over the API."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from generator.keys import actions as keys
from generator.teams.models import Membership
from generator.usage.charts import HEIGHT, chart
from generator.usage.queries import Cell
from generator.wallet.models import Transfer
from tests.api.conftest import Program
from tests.teams.conftest import as_
from tests.usage.test_queries import busy

__all__ = ["busy"]


def cell(day: int, model: str, captured: int) -> Cell:
    return Cell(date(2026, 11, day), model, "a", calls=1, price=captured, captured=captured)


@pytest.fixture
def program(busy: Membership) -> Program:
    return Program(keys.issue(busy, name="Bot", scopes=["usage"])[1])


def test_it_shows_this_month_unless_asked(client: Client, busy: Membership) -> None:
    Transfer.objects.filter(kind="hold").update(created_at=datetime(2026, 1, 5, tzinfo=UTC))
    as_(client, busy)
    assert client.get("/usage/", {"team": busy.team_id}).context["sums"]["total"]["captured"] == 0
    for days in ({"since": "", "until": ""}, {"since": "2026-01-05", "until": "2026-01-05"}):
        page = client.get("/usage/", {"team": busy.team_id, **days})
        assert page.context["sums"]["total"]["captured"] == 10
        assert 'data-agrees="yes"' in page.content.decode()


def test_it_adds_up_on_the_first_page_only(client: Client, busy: Membership) -> None:
    as_(client, busy)
    with CaptureQueriesContext(connection) as asked:
        first = client.get("/usage/", {"team": busy.team_id})
    assert adding_up(asked)
    newest, *others = first.context["calls"]
    with CaptureQueriesContext(connection) as asked:
        older = client.get("/usage/", {"team": busy.team_id, "before": newest.pk})
    assert not adding_up(asked)
    assert (older.context["calls"], older.context["sums"]) == (others, None)
    assert "The sums and charts" in older.content.decode()


def adding_up(asked: CaptureQueriesContext) -> list[str]:
    """The queries that add up holds, captures or releases."""
    ledger = Transfer._meta.db_table
    queries = [query["sql"] for query in asked.captured_queries]
    return [sql for sql in queries if f'SUM("{ledger}"."amount")' in sql]


def test_it_gives_the_same_as_a_spreadsheet(client: Client, busy: Membership) -> None:
    busy.user.email = "=alice@songdesk.example"  # a formula, to a spreadsheet
    busy.user.save()
    answer = as_(client, busy).get("/usage/calls.csv", {"team": busy.team_id, "since": ""})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [sum(int(row[name]) for row in rows) for name in ("captured", "held", "released")] == [
        10, 5, 5,
    ]  # fmt: skip
    assert not any(value.startswith("=") for row in rows for value in row.values())


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday", "until=9999-12-31", "since=%00", "since=2026-02-01&until=2026-01-01",
        "state=lost", "key=1;drop", "model=%00", "member=nobody@nowhere.example",
    ],
)  # fmt: skip
def test_it_survives_any_filter(client: Client, owner: Membership, query: str) -> None:
    answer = as_(client, owner).get(f"/usage/?team={owner.team_id}&{query}")
    assert answer.status_code == 200
    assert "data-error" in answer.content.decode()


def test_it_stacks_the_models_of_a_day() -> None:
    found = chart([cell(1, "A", 5), cell(1, "B", 15), cell(3, "B", 10)], "captured")
    assert found
    assert [bar.label for bar in found.bars] == ["1 Nov", "2 Nov", "3 Nov"]
    assert [bar.numbers for bar in found.bars] == [[5, 15], [0, 0], [0, 10]]
    first = found.bars[0].parts
    assert [part.height for part in first] == [HEIGHT / 4, HEIGHT * 3 / 4]
    assert [part.y for part in first] == [HEIGHT * 3 / 4, 0]
    assert [part.pattern for part in first] == [0, 1]
    assert found.top == 20


def test_it_draws_months_where_there_are_many_days() -> None:
    cells = [Cell(date(2026, month, 5), "A", "a", captured=5) for month in (1, 6)]
    found = chart(cells, "captured")
    assert found
    assert [bar.label for bar in found.bars] == [
        f"{name} 2026" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
    ]


def test_it_draws_nothing_of_nothing() -> None:
    assert chart([cell(1, "A", 0)], "captured") is None


def test_it_tells_programs_the_same(program: Program) -> None:
    data = program.get("/usage", limit=3).json()["data"]
    assert data["total"] == {
        "calls": 4, "credits": 20, "held": 5, "captured": 10, "released": 5,
    }  # fmt: skip
    assert [call["state"] for call in data["calls"]] == ["failed", "queued", "deleted"]
    rest = program.get("/usage", limit=3, cursor=data["next_cursor"]).json()["data"]
    assert [call["state"] for call in rest["calls"]] == ["ready"]
    assert (rest["next_cursor"], rest["total"]) == (None, None)


def test_it_gives_programs_csv_if_they_ask(program: Program) -> None:
    program.extra = {"Accept": "text/csv"}
    for answer in (program.get("/usage"), program.get("/usage", format="csv")):
        assert answer["Content-Type"].startswith("text/csv")
        assert len(answer.getvalue().decode().splitlines()) == 5


def test_it_filters_for_programs_and_names_what_is_no_filter(program: Program) -> None:
    filters = {"from": "2020-01-01T00:00:00Z", "state": "ready", "key": "web", "model": "studio"}
    assert program.get("/usage", **filters).json()["data"]["total"]["calls"] == 1
    assert program.get("/usage", to="2020-01-01T00:00:00Z").json()["data"]["calls"] == []
    refused = program.get("/usage", since="2020-01-01")
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["since"])
    assert program.get("/usage", key="x").json()["error"]["fields"].keys() == {"key"}


def test_it_tells_only_keys_that_are_for_it(busy: Membership) -> None:
    _, secret = keys.issue(busy, name="Player", scopes=["read"])
    assert Program(secret).get("/usage").status_code == 403
