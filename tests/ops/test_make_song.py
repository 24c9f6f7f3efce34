"""A song from the shell, with no worker anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from generator.songs.models import Song, State
from generator.teams.models import User
from generator.wallet import ledger
from tests.worker import run_queue

ORDER = {"prompt": "a short calm piano piece"}


@pytest.fixture
def two_at_once(transactional_db: None) -> Iterator[None]:
    """The command looks on in one thread while another writes. SQLite waits for locks of a file,
    but not for those of the tests' database in memory: there the one that looks takes none.
    """
    in_memory = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if in_memory:
            cursor.execute("PRAGMA read_uncommitted = 1")
        yield
        if in_memory:
            cursor.execute("PRAGMA read_uncommitted = 0")


def test_it_writes_a_song_takes_its_price_and_leaves_messages_that_do_no_harm(
    two_at_once: None, alice: User, tmp_path: Path
) -> None:
    call_command("make_song", **ORDER, out=tmp_path / "song.mp3", user=alice.email)
    song = Song.objects.get()
    balance = ledger.balance_of(song.team)
    assert (song.state, balance.held, balance.available) == (State.READY, 0, 100 - song.price)
    assert (tmp_path / "song.mp3").stat().st_size == song.takes.get().size
    run_queue()
    assert Song.objects.get().revision == song.revision


def test_it_writes_what_came_with_the_song_beside_it(
    two_at_once: None, alice: User, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("[Verse]\nHello there my friend")
    call_command(
        "make_song", **ORDER, lyrics_file=words, out=tmp_path / "song.mp3", user=alice.email,
        parts=True,
    )  # fmt: skip
    take = Song.objects.get().takes.get()
    names = {path.name for path in tmp_path.glob("song.*")}
    assert {f"song.{part.kind}.{part.ending}" for part in take.parts.all()} < names
    assert {"song.voice.mp3", "song.midi.mid", "song.chords.txt", "song.lrc"} < names
    assert all(path.stat().st_size for path in tmp_path.glob("song.*"))


def test_it_says_when_the_wallet_is_empty(db: None, alice: User, tmp_path: Path) -> None:
    ledger.adjust(alice.personal_team, -100, key="spent", memo="elsewhere")
    with pytest.raises(CommandError, match="0 are available"):
        call_command("make_song", **ORDER, out=tmp_path / "song.mp3", user=alice.email)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"model": "nothing"}, "There is no model nothing"),
        ({"user": "nobody@songdesk.example"}, "Nobody here"),
        ({"lyrics_file": Path("/no/such/file")}, "No such file"),
        ({"out": Path("/no/such/folder/song.mp3")}, "no folder"),
        ({"model": "suno"}, "not connected"),
    ],
)
def test_it_spends_nothing_on_what_cannot_work(
    alice: User, tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    order = {**ORDER, "out": tmp_path / "song.mp3", "user": alice.email, **wrong}
    with pytest.raises(CommandError, match=said):
        call_command("make_song", **order)
    assert not Song.objects.exists()
