"""What people do to let others hear a song, and to stop it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.sharing import queries
from generator.sharing.models import Link, Share
from generator.songs.models import Song, State
from generator.teams.models import Team, User
from generator.teams.queries import may_make


def share_song(song: Song, *, user: User, team: Team) -> Share:
    """Put the song into the team's library, to be read there. Twice is once.

    Raises `NotAllowed` without the right to make songs on both sides, `Conflict` where the song
    is not ready or is that team's own.
    """
    _require_maker(song, user)
    _require_ready(song)
    _require_team(user, team)
    if team.pk == song.team_id:
        raise Conflict(f"“{song.display_title}” is already a song of “{team}”.")
    return Share.objects.get_or_create(song=song, team=team, defaults={"shared_by": user})[0]


@transaction.atomic
def share_songs(songs: Sequence[Song], *, user: User, team: Team) -> int:
    """Put those that are ready and not the team's own into its library.

    Returns how many were not there before. Raises `NotAllowed` without the right to make songs
    for the team, and for each team that the songs are of.
    """
    _require_team(user, team)
    for song in {song.team_id: song for song in songs}.values():
        _require_maker(song, user)
    fit = [song for song in songs if song.state == State.READY and song.team_id != team.pk]
    shared = Share.objects.filter(team=team, song__in=fit)
    there = set(shared.values_list("song", flat=True))
    new = [Share(song=song, team=team, shared_by=user) for song in fit if song.pk not in there]
    Share.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def unshare(share: Share, *, user: User) -> None:
    """Take the song out of the team's library. Raises `NotAllowed`."""
    if not queries.may_unshare(share, user=user):
        raise NotAllowed("Only whoever shared it, or a manager of either team, can end a share.")
    share.delete()


@transaction.atomic
def open_link(
    song: Song, *, user: User, until: datetime | None, download: bool, lyrics: bool, prompt: bool
) -> Link:
    """Give the song a public address, or change what its address shows and for how long.

    Raises `NotAllowed` for those who may not change the song, `Conflict` where it is not ready.
    """
    _require_maker(song, user)
    _require_ready(song)
    shown = {"expires_at": until, "download": download, "lyrics": lyrics, "prompt": prompt}
    link, new = Link.objects.get_or_create(
        song=song, revoked_at=None, defaults={"made_by": user, **shown}
    )
    if not new:
        Link.objects.filter(pk=link.pk).update(**shown)
        link.refresh_from_db()
    return link


def revoke_link(song: Song, *, user: User) -> bool:
    """Close the song's address for good. False where there was none. Raises `NotAllowed`."""
    _require_maker(song, user)
    rows = Link.objects.filter(song=song, revoked_at=None)
    return bool(rows.update(revoked_at=timezone.now()))


def _require_maker(song: Song, user: User) -> None:
    if not may_make(user, song.team_id):
        raise NotAllowed("You can listen to this song, but not share it.")


def _require_team(user: User, team: Team) -> None:
    if not may_make(user, team.pk):
        raise NotAllowed(f"You can listen to the songs of “{team}”, but not add any.")


def _require_ready(song: Song) -> None:
    if song.state != State.READY:
        raise Conflict(f"“{song.display_title}” can be shared once it is ready.")
