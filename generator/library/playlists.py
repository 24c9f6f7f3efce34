"""What people do with playlists: one transaction each, and of two at once one waits."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from generator.errors import BadInput, Conflict
from generator.library.models import Playlist, PlaylistEntry
from generator.songs.models import Song
from generator.teams.actions import lock_maker
from generator.teams.models import Team, User

MOST_SONGS, MOST_LISTS, NAME_MOST = 500, 200, 80


@transaction.atomic
def start(name: str, *, user: User, team: Team | None) -> Playlist:
    """A new, empty playlist, the person's own or the team's.

    Raises `NotAllowed` where the person may not make songs for the team, and `BadInput`.
    """
    if team:
        lock_maker(user, team)
    owner = {"team": team} if team else {"user": user}
    if Playlist.objects.filter(**owner).count() >= MOST_LISTS:
        raise BadInput(f"There are {MOST_LISTS} playlists already. Delete one first.")
    return Playlist.objects.create(name=_checked(name), **owner)


def rename(playlist: Playlist, *, name: str) -> None:
    """Raises `BadInput`."""
    Playlist.objects.filter(pk=playlist.pk).update(name=_checked(name))


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_MOST:
        raise BadInput(f"A playlist's name has 1 to {NAME_MOST} characters.")
    return name


@transaction.atomic
def add(playlist: Playlist, songs: Iterable[Song]) -> int:
    """Put songs at the end, those that are in it already left where they are. How many are new.

    Raises `Conflict` for a song of another team than the playlist's, whose people could not hear
    it, and `BadInput` where the playlist is full.
    """
    _lock(playlist)
    entries = PlaylistEntry.objects.filter(playlist=playlist)
    there = set(entries.values_list("song_id", flat=True))
    new = [song for song in songs if song.pk not in there]
    if playlist.team_id and any(song.team_id != playlist.team_id for song in new):
        raise Conflict(
            f"“{playlist}” is a team's playlist and takes only that team's songs. Move the song "
            "to the team, or put it into a playlist of your own."
        )
    if len(there) + len(new) > MOST_SONGS:
        raise BadInput(f"A playlist takes {MOST_SONGS} songs. Start another one.")
    last = entries.aggregate(last=Max("place"))["last"]
    start = 0 if last is None else last + 1
    PlaylistEntry.objects.bulk_create(
        PlaylistEntry(playlist=playlist, song=song, place=start + index)
        for index, song in enumerate(new)
    )
    return len(new)


def remove(playlist: Playlist, song_id: int) -> None:
    PlaylistEntry.objects.filter(playlist=playlist, song=song_id).delete()


@transaction.atomic
def place(playlist: Playlist, song_id: int, *, before: int | None) -> None:
    """Put a song before another, or (None) at the end. A song that is not in it moves nothing."""
    _lock(playlist)
    entries = list(PlaylistEntry.objects.filter(playlist=playlist))
    moved = next((entry for entry in entries if entry.song_id == song_id), None)
    if moved is None or song_id == before:
        return
    entries.remove(moved)
    at = next((i for i, entry in enumerate(entries) if entry.song_id == before), len(entries))
    entries.insert(at, moved)
    for index, entry in enumerate(entries):
        entry.place = index
    PlaylistEntry.objects.bulk_update(entries, ["place"])


def _lock(playlist: Playlist) -> None:
    list(Playlist.objects.select_for_update().filter(pk=playlist.pk))
