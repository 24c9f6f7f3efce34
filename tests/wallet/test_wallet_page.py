"""The wallet in words, its running balance, its filter and its spreadsheet."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Account


@pytest.fixture
def month(team: Team) -> Team:
    ledger.hold(team, 30, key="song:1:hold", memo="Held for “City lights”")
    ledger.capture(team, 30, key="song:1:capture", memo="Charged for “City lights”")
    ledger.hold(team, 10, key="song:2:hold", memo="Held for “Glasshouse”")
    ledger.release(team, 10, key="song:2:release", memo="Returned, “Glasshouse”: refused")
    ledger.grant(team, 7, key="gift:1", memo="=HYPERLINK(1)")
    return team


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/wallet/statement.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_it_says_what_happened_in_words(signed_in: Client, month: Team) -> None:
    page = signed_in.get("/wallet/").content.decode()
    for words in ("Held for “City lights”", "Charged for “City lights”", "A welcome"):
        assert words in page


def test_it_tells_the_balance_after_each_movement(signed_in: Client, month: Team) -> None:
    found = [(row["available"], row["held"]) for row in rows(signed_in)]
    assert found == [
        ("77", "0"), ("70", "0"), ("60", "10"), ("70", "0"), ("70", "30"), ("100", "0"),
    ]  # fmt: skip


def test_it_changes_no_balance_by_filtering(signed_in: Client, month: Team) -> None:
    found = rows(signed_in, "?kind=hold")
    assert [(row["available"], row["held"]) for row in found] == [("60", "10"), ("70", "30")]


def test_it_runs_no_formula_in_a_spreadsheet(signed_in: Client, month: Team) -> None:
    assert not any(value.startswith("=") for row in rows(signed_in) for value in row.values())


def test_it_pages_by_key_with_the_same_balances(signed_in: Client, team: Team) -> None:
    for number in range(60):
        ledger.grant(team, 1, key=f"gift:{number}", memo=f"Gift {number}")
    first = signed_in.get("/wallet/").context
    second = signed_in.get(first["older"]).context
    balances = [line.available for page in (first, second) for line in page["rows"]]
    assert balances == list(range(160, 99, -1))


def test_it_shows_nobody_elses_wallet(client: Client, charlie: User, team: Team) -> None:
    client.force_login(charlie)
    for path in ("/wallet/", "/wallet/statement.csv"):
        assert client.get(path, {"team": team.pk}).status_code == 404


def test_it_asks_strangers_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/wallet/").status_code == 302


@pytest.mark.parametrize(
    "query", ["?kind=nonsense", "?since=yesterday", "?before=x", "?team=0", "?until=%00"]
)
def test_it_survives_any_filter(signed_in: Client, month: Team, query: str) -> None:
    assert signed_in.get(f"/wallet/{query}").status_code in (200, 404)


def test_it_grants_credits_from_the_shell_once_a_key(
    team: Team, alice: User, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        call_command("grant_credits", alice.email, "50", "--reason", "A gift", "--key", "one")
    assert ledger.balance_of(team).available == 150
    assert "150" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "said"),
    [(["nobody@x.example", "5"], "Nobody here"), (["alice@songdesk.example", "-5"], "whole")],
)
def test_it_says_why_it_grants_nothing(alice: User, args: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("grant_credits", "--reason", "x", "--", *args)


def test_it_proves_the_ledger_from_the_shell(
    month: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    for song in ("1", "2"):  # these songs have no row, and the proof says so
        assert song
    with pytest.raises(CommandError):
        call_command("verify_ledger")
    assert "song that is not there" in capsys.readouterr().err


def test_it_exits_with_an_error_when_a_balance_is_wrong(team: Team) -> None:
    call_command("verify_ledger")
    Account.objects.filter(team=team, kind="available").update(balance=99)
    with pytest.raises(CommandError):
        call_command("verify_ledger")
