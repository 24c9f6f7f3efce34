"""Playlists: of a person or a team, in an order that people make."""

import pytest
from django.test import Client

from generator.library import actions, playlists
from generator.library.models import Playlist, PlaylistEntry
from generator.songs.models import Song
from generator.teams.models import Team, User
from tests.library.conftest import AddSong


def order(playlist: Playlist) -> list[str]:
    entries = PlaylistEntry.objects.filter(playlist=playlist)
    return list(entries.values_list("song__title", flat=True))


@pytest.fixture
def abc(alice: User, add_song: AddSong) -> Playlist:
    playlist = playlists.start("For the road", user=alice, team=None)
    playlists.add(playlist, [add_song(title) for title in "abc"])
    return playlist


@pytest.mark.parametrize(
    ("song", "before", "wanted"),
    [("c", "a", "cab"), ("a", "c", "bac"), ("a", "", "bca"), ("b", "b", "abc"), ("x", "a", "abc")],
)
def test_it_puts_a_song_before_another_or_at_the_end(
    signed_in: Client, add_song: AddSong, abc: Playlist, song: str, before: str, wanted: str
) -> None:
    ids = {entry.song.title: entry.song_id for entry in abc.entries.all()}
    ids["x"] = add_song("x").pk
    form = {"song": ids[song], "before": ids.get(before, "")}
    assert signed_in.post(f"/playlists/{abc.pk}/move/", form).status_code == 302
    assert order(abc) == list(wanted)


def test_its_buttons_move_a_song_a_step(signed_in: Client, abc: Playlist) -> None:
    rows = signed_in.get(f"/playlists/{abc.pk}/").context["rows"]
    assert (rows[0].up, rows[2].down) == (None, None)
    form = {"song": rows[0].card.song.pk, "before": rows[0].down}
    signed_in.post(f"/playlists/{abc.pk}/move/", form)
    assert order(abc) == ["b", "a", "c"]
    form = {"song": rows[2].card.song.pk, "before": rows[0].card.song.pk}
    signed_in.post(f"/playlists/{abc.pk}/move/", form)
    assert order(abc) == ["b", "c", "a"]


def test_it_takes_songs_from_the_library_once_each(
    signed_in: Client, add_song: AddSong, abc: Playlist
) -> None:
    new, old = add_song("d"), abc.songs.get(title="a")
    form = {"do": "playlist", "playlist": abc.pk, "song": [old.pk, new.pk]}
    signed_in.post("/songs/bulk/", form)
    assert order(abc) == ["a", "b", "c", "d"]
    signed_in.post(f"/playlists/{abc.pk}/remove/", {"song": old.pk})
    assert order(abc) == ["b", "c", "d"]


def test_it_starts_a_new_one_with_the_ticked_songs(signed_in: Client, add_song: AddSong) -> None:
    form = {"do": "playlist", "playlist": "new", "name": "  For  May ", "song": add_song("a").pk}
    signed_in.post("/songs/bulk/", form)
    assert order(Playlist.objects.get(name="For May")) == ["a"]


def test_it_lets_a_team_s_people_hear_and_change_its_playlist(
    client: Client, alice: User, bob: User, listener: User, charlie: User, team: Team,
    add_song: AddSong,
) -> None:  # fmt: skip
    playlist = playlists.start("Set list", user=alice, team=team)
    playlists.add(playlist, [add_song("a")])
    statuses = {}
    for user in (bob, listener, charlie):
        client.force_login(user)
        read = client.get(f"/playlists/{playlist.pk}/").status_code
        wrote = client.post(f"/playlists/{playlist.pk}/rename/", {"name": user.email}).status_code
        statuses[user.email.split("@")[0]] = (read, wrote)
    assert statuses == {"bob": (200, 302), "lena": (200, 403), "charlie": (404, 404)}


def test_it_keeps_a_personal_one_to_its_person(client: Client, bob: User, abc: Playlist) -> None:
    client.force_login(bob)
    assert client.get(f"/playlists/{abc.pk}/").status_code == 404
    assert "For the road" not in client.get("/playlists/").content.decode()


def test_it_takes_into_a_team_s_playlist_that_team_s_songs_only(
    signed_in: Client, alice: User, team: Team, choir: Team, add_song: AddSong
) -> None:
    playlist = playlists.start("Set list", user=alice, team=choir)
    form = {"do": "playlist", "playlist": playlist.pk, "song": add_song("a").pk}
    signed_in.post("/songs/bulk/", form)
    assert "takes only that team" in signed_in.get("/songs/").content.decode()
    assert order(playlist) == []


def test_it_hides_what_is_in_the_trash(signed_in: Client, abc: Playlist) -> None:
    page = f"/playlists/{abc.pk}/"
    actions.trash([abc.songs.get(title="a")], now=abc.created_at)
    assert [row.card.song.title for row in signed_in.get(page).context["rows"]] == ["b", "c"]
    assert "2 songs" in signed_in.get("/playlists/").content.decode()


def test_it_counts_the_songs_that_one_sees(
    signed_in: Client, alice: User, bob: User, team: Team, abc: Playlist
) -> None:
    Song.objects.filter(title="b").update(team=bob.personal_team)
    assert "2 songs" in signed_in.get("/playlists/").content.decode()
    assert len(signed_in.get(f"/playlists/{abc.pk}/").context["rows"]) == 2


def test_it_outlives_its_deletion_in_the_library(signed_in: Client, abc: Playlist) -> None:
    signed_in.post(f"/playlists/{abc.pk}/delete/")
    assert not Playlist.objects.exists()
    assert len(signed_in.get("/songs/").context["cards"]) == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_it_wants_a_name_of_sensible_length(signed_in: Client, abc: Playlist, name: str) -> None:
    assert signed_in.post("/playlists/", {"name": name}).status_code == 422
    signed_in.post(f"/playlists/{abc.pk}/rename/", {"name": name})
    assert Playlist.objects.get().name == "For the road"
