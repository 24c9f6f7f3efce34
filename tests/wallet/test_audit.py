"""Whatever is tampered with behind the ledger's back, the audits say so."""

import pytest
from django.db import connection

from generator.catalog.models import MusicModel
from generator.songs import audit as songs_audit
from generator.songs.models import Song, State
from generator.teams.models import Team
from generator.wallet import audit, ledger


@pytest.fixture
def books(team: Team) -> Team:
    """100 credits; song 1 was charged, song 2 came to nothing, song 3 is in the works."""
    for number, end in ((1, ledger.capture), (2, ledger.release), (3, None)):
        ledger.hold(team, 20, key=f"x:{number}:hold", memo="")
        if end:
            end(team, 20, key=f"x:{number}:{end.__name__}", memo="")
    return team


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def said() -> str:
    return "\n".join(audit.disagreements())


def test_it_finds_nothing_in_honest_books(books: Team) -> None:
    assert said() == ""


@pytest.mark.parametrize("balance", ["61", "0"])
def test_it_finds_a_wrong_balance(books: Team, balance: str) -> None:
    tamper(f"UPDATE generator_account SET balance = {balance} WHERE kind = 'available'")
    assert "but its transfers add up to 60." in said()
    assert "The site issued 100 credits" in said()


def test_it_finds_a_transfer_that_is_gone(books: Team) -> None:
    tamper("DELETE FROM generator_transfer WHERE key = 'x:3:hold'")
    assert "held is 20, but its transfers add up to 0." in said()


def test_it_finds_an_end_without_its_hold(books: Team) -> None:
    tamper("DELETE FROM generator_transfer WHERE key = 'x:1:hold'")
    assert "Transfer x:1:capture settles no hold of 20 credits." in said()


def test_it_finds_an_end_of_another_amount(books: Team) -> None:
    tamper("UPDATE generator_transfer SET amount = 19 WHERE key = 'x:1:capture'")
    assert "Transfer x:1:capture settles no hold of 19 credits." in said()


def test_it_finds_a_hold_that_ended_both_ways(books: Team) -> None:
    tamper("UPDATE generator_transfer SET key = 'x:1:release' WHERE key = 'x:2:release'")
    assert "x:1:hold was settled 2 times." in said()


def test_it_finds_a_kind_that_does_not_go_that_way(books: Team) -> None:
    tamper("UPDATE generator_transfer SET kind = 'grant' WHERE key = 'x:3:hold'")
    assert "Transfer x:3:hold moves between accounts that a grant does not." in said()


def test_it_finds_a_transfer_of_another_teams_account(books: Team) -> None:
    others = Team.objects.create(name="Others")
    tamper(f"UPDATE generator_transfer SET team_id = {others.pk} WHERE key = 'x:3:hold'")
    assert "Transfer x:3:hold moves between accounts" in said()


# ---- Songs and their money ----


@pytest.fixture
def song(team: Team) -> Song:
    return Song.objects.create(
        team=team, model=MusicModel.objects.all()[0], prompt="A waltz", bitrate=1, sample_rate=1,
        price=20,
    )  # fmt: skip


def move(song: Song, *moves: str, amount: int = 20) -> None:
    for name in moves:
        getattr(ledger, name)(song.team, amount, key=f"song:{song.pk}:{name}", memo="")


def of_songs() -> str:
    return "\n".join(songs_audit.disagreements())


@pytest.mark.parametrize(
    ("state", "moves", "sentence"),
    [
        (State.QUEUED, ["hold"], ""),
        (State.QUEUED, [], "costs 20, but no hold of that amount was made."),
        (State.UNKNOWN, ["hold", "release"], "is unknown, but its hold is settled already."),
        (State.RENDERING, ["hold", "capture"], "is rendering, but its hold is settled already."),
        (State.READY, ["hold"], "is ready, but was not charged."),
        (State.READY, ["hold", "capture"], "is ready, but has no take."),
        (State.FAILED, ["hold", "release"], ""),
        (State.FAILED, ["hold"], "ended as failed, but its credits did not come back."),
        (State.CANCELLED, ["hold", "capture"], "but its credits did not come back."),
    ],
)
def test_it_compares_a_songs_state_with_its_money(
    song: Song, state: State, moves: list[str], sentence: str
) -> None:
    move(song, *moves)
    Song.objects.update(state=state)
    assert sentence in of_songs()
    assert bool(of_songs()) == bool(sentence)


def test_it_finds_a_hold_of_another_price(song: Song) -> None:
    move(song, "hold", amount=19)
    assert "costs 20, but no hold of that amount was made." in of_songs()


def test_it_wants_no_money_for_a_free_song(song: Song) -> None:
    Song.objects.update(price=0)
    assert of_songs() == ""
    move(song, "hold")
    assert "is free, but 20 credits were held for it." in of_songs()


@pytest.mark.parametrize("name", ["999", "abc", "", "9" * 30])
def test_it_finds_money_of_a_song_that_is_not_there(team: Team, name: str) -> None:
    ledger.hold(team, 20, key=f"song:{name}:hold", memo="")
    assert f"Transfer song:{name}:hold was made for a song that is not there." in of_songs()


def test_it_finds_money_of_another_teams_song(song: Song) -> None:
    others = Team.objects.create(name="Others")
    ledger.grant(others, 20, key="theirs", memo="")
    ledger.hold(others, 20, key=f"song:{song.pk}:hold", memo="")
    assert "was made for a song that is not there." in of_songs()
