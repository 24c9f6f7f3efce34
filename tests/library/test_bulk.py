"""Several songs at once: moved, trashed, restored, listed, downloaded."""

from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from generator.library import actions
from generator.sharing.actions import share_song
from generator.songs.models import Song, State
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from tests.library.conftest import AddSong, body
from tests.songs.steps import disagreements_now


def do(client: Client, deed: str, *songs: Song, **more: object) -> str:
    """What the page says afterwards."""
    form = {"do": deed, "song": [song.pk for song in songs], **more}
    answer = client.post("/songs/bulk/", form)
    assert answer.status_code == 302
    page: str = client.get("/songs/").content.decode()
    return page


def test_it_hides_trashed_songs_everywhere_but_in_the_trash(
    signed_in: Client, add_song: AddSong
) -> None:
    song, other = add_song("Meadow"), add_song("Harbour")
    take = song.takes.get().pk
    assert "You can restore it for 30 days" in do(signed_in, "trash", song)
    for path in (f"/songs/{song.pk}/", f"/takes/{take}/audio", f"/takes/{take}/download"):
        assert signed_in.get(path).status_code == 404
    for path in ("/", "/songs/", "/songs/?q=meadow&sort=title"):
        assert f'data-song="{song.pk}"' not in signed_in.get(path).content.decode()
    assert f'data-song="{other.pk}"' in signed_in.get("/songs/").content.decode()
    assert "Meadow" in signed_in.get("/songs/trash/").content.decode()
    do(signed_in, "restore", song)
    assert signed_in.get(f"/takes/{take}/audio").status_code == 200


def test_it_leaves_songs_in_the_works_where_they_are(
    signed_in: Client, add_song: AddSong, choir: Team
) -> None:
    song = add_song("Meadow", takes=0, state=State.RENDERING)
    assert "still in the works" in do(signed_in, "trash", song)
    assert "still in the works" in do(signed_in, "move", song, team=choir.pk)
    song.refresh_from_db()
    assert (song.trashed_at, song.team) == (None, song.user.personal_team)


def test_it_moves_a_song_and_leaves_the_money_where_it_was_paid(
    signed_in: Client, alice: User, add_song: AddSong, team: Team, choir: Team
) -> None:
    song = add_song("Meadow", price=10)
    ledger.hold(team, 10, key=f"song:{song.pk}:hold", memo="", actor=alice)
    ledger.capture(team, 10, key=f"song:{song.pk}:capture", memo="")
    do(signed_in, "move", song, team=choir.pk)
    song.refresh_from_db()
    assert (song.team, song.payer) == (choir, team)
    assert disagreements_now() == []
    assert "paid from the wallet of the team" in page_of(signed_in, song)
    do(signed_in, "move", song, team=team.pk)
    song.refresh_from_db()
    assert (song.team, song.payer) == (team, None)
    assert disagreements_now() == []


def test_it_moves_nothing_out_of_a_team_where_one_makes_no_songs_any_more(
    alice: User, bob: User, team: Team, choir: Team, add_song: AddSong
) -> None:
    gone, left = add_song("Gone"), add_song("Left")
    Membership.objects.create(team=choir, user=bob)
    # After Bob's page was drawn: one song has gone to a team of Alice's alone, and Bob may only
    # listen to the other.
    Song.objects.filter(pk=gone.pk).update(team=start_team(alice, name="Solo"))
    Membership.objects.filter(team=team, user=bob).update(role=Membership.Role.LISTENER)
    assert actions.move([gone, left], to=choir, user=bob) == 0
    assert not Song.objects.filter(team=choir).exists()


def page_of(client: Client, song: Song) -> str:
    text: str = client.get(f"/songs/{song.pk}/").content.decode()
    return text


@pytest.mark.parametrize("deed", ["move", "share"])
def test_it_gives_nothing_to_a_team_one_may_not_make_songs_for(
    signed_in: Client, add_song: AddSong, charlie: User, deed: str
) -> None:
    song = add_song("Meadow")
    assert "Pick a team" in do(signed_in, deed, song, team=charlie.personal_team.pk)
    song.refresh_from_db()
    assert song.team == song.user.personal_team
    assert not song.shares.exists()


def test_it_shares_songs_with_a_team_and_leaves_the_rest(
    signed_in: Client, alice: User, add_song: AddSong, choir: Team
) -> None:
    first, second, theirs = add_song("Meadow"), add_song("Harbour"), add_song("Own", team=choir)
    failed = add_song("Never", takes=0, state=State.FAILED)
    share_song(second, user=alice, team=choir)
    page = do(signed_in, "share", first, second, theirs, failed, team=choir.pk)
    assert "1 song was shared with “Choir”. 2 songs were in its library already." in page
    assert "1 song is not ready" in page
    assert set(choir.shares.values_list("song", flat=True)) == {first.pk, second.pk}
    first.refresh_from_db()
    assert first.team == alice.personal_team  # a share moves nothing
    assert "2 songs were in its library already" in do(
        signed_in, "share", first, second, team=choir.pk
    )


def test_it_shares_in_as_few_queries_however_many_songs(
    signed_in: Client,
    add_song: AddSong,
    choir: Team,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    songs = [add_song(f"Song {number}", takes=0) for number in range(30)]
    form = {"do": "share", "song": [song.pk for song in songs], "team": choir.pk}
    with django_assert_max_num_queries(25):
        signed_in.post("/songs/bulk/", form)
    assert choir.shares.count() == 30


@pytest.mark.parametrize("deed", ["trash", "move", "share"])
def test_it_refuses_listeners_and_knows_no_songs_of_others(
    client: Client, listener: User, charlie: User, add_song: AddSong, deed: str
) -> None:
    song = add_song("Meadow")
    form = {"do": deed, "song": song.pk, "team": listener.personal_team.pk}
    client.force_login(listener)
    assert client.post("/songs/bulk/", form).status_code == 403
    client.force_login(charlie)
    client.post("/songs/bulk/", form)
    song.refresh_from_db()
    assert (song.trashed_at, song.team) == (None, song.user.personal_team)


def test_it_does_what_it_may_and_says_what_it_may_not(
    client: Client, listener: User, add_song: AddSong
) -> None:
    theirs, own = add_song("Meadow"), add_song("Own", team=listener.personal_team)
    client.force_login(listener)
    assert "listeners change nothing" in do(client, "trash", theirs, own)
    assert set(Song.objects.filter(trashed_at=None)) == {theirs}


def test_it_restores_nothing_whose_thirty_days_are_over(add_song: AddSong) -> None:
    song = add_song("Meadow")
    then = timezone.now() - timezone.timedelta(days=31)
    assert actions.trash([song], now=then) == 1
    assert actions.restore([song], user=song.user, now=timezone.now()) == 0


def test_it_sends_a_zip_with_every_take_under_a_name_of_its_own(
    signed_in: Client, add_song: AddSong
) -> None:
    songs = [add_song("a/b: Café", takes=2), add_song("A/B: café"), add_song("", takes=1)]
    answer = signed_in.post("/songs/bulk/", {"do": "zip", "song": [s.pk for s in songs]})
    assert answer["Content-Disposition"].startswith("attachment;")
    with ZipFile(body(answer)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = {archive.read(name) for name in names}
    assert len({name.casefold() for name in names}) == 4
    assert not any("/" in name or "\\" in name for name in names)
    assert contents == {take.file.open().read() for s in songs for take in s.takes.all()}


def test_it_leaves_a_lost_file_out_of_the_zip(signed_in: Client, add_song: AddSong) -> None:
    lost, there = add_song("Lost"), add_song("There")
    take = lost.takes.get()
    take.file.storage.delete(take.file.name)
    answer = signed_in.post("/songs/bulk/", {"do": "zip", "song": [lost.pk, there.pk]})
    with ZipFile(body(answer)) as archive:
        assert archive.namelist() == ["There.mp3"]


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "-1", "1;2"])
def test_it_takes_any_nonsense_for_a_number(signed_in: Client, number: str) -> None:
    for deed in ("trash", "zip", "move", "share", "nonsense", ""):
        form = {"do": deed, "song": number, "team": number}
        assert signed_in.post("/songs/bulk/", form).status_code == 302
