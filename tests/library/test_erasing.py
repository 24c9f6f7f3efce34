"""After 30 days in the trash: files and rows go, the ledger's history stays."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from generator.library import actions
from generator.library.erasing import erase_overdue
from generator.songs.models import Erased, Song, Take
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Transfer
from tests.library.conftest import AddSong
from tests.songs.steps import disagreements_now

NOW = timezone.now()


def files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_it_deletes_songs_and_files_but_no_money(
    alice: User, team: Team, add_song: AddSong, own_storage: Path
) -> None:
    song, stays = add_song("Meadow", takes=2, price=10), add_song("Stays")
    ledger.hold(team, 10, key=f"song:{song.pk}:hold", memo="", actor=alice)
    ledger.capture(team, 10, key=f"song:{song.pk}:capture", memo="")
    actions.trash([song], now=NOW)
    before = Transfer.objects.count()
    assert erase_overdue(now=NOW + timedelta(days=29, hours=23)) == 0
    assert files(own_storage) == 3
    assert erase_overdue(now=NOW + timedelta(days=30)) == 1
    assert list(Song.objects.all()) == [stays]
    assert files(own_storage) == 1
    assert Transfer.objects.count() == before
    assert disagreements_now() == []
    assert Erased.objects.get().price == 10


def test_it_deletes_a_single_take_that_was_thrown_away(
    add_song: AddSong, own_storage: Path
) -> None:
    song = add_song("Meadow", takes=2)
    actions.trash_take(song.takes.get(number=1), now=NOW)
    assert erase_overdue(now=NOW + timedelta(days=31)) == 1
    assert list(Take.objects.values_list("number", flat=True)) == [2]
    assert files(own_storage) == 1


def test_it_goes_on_where_a_crash_left_files_gone_and_rows_there(
    add_song: AddSong, own_storage: Path
) -> None:
    song = add_song("Meadow")
    actions.trash([song], now=NOW)
    take = song.takes.get()
    take.file.storage.delete(take.file.name)
    assert erase_overdue(now=NOW + timedelta(days=31)) == 1
    assert erase_overdue(now=NOW + timedelta(days=31)) == 0
    assert not Song.objects.exists()
