"""What people do with songs in their library: one transaction each.

Songs that are in the works can't be moved or trashed: their credits are held in their team's
wallet, and somebody waits for them. Cancel them first.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from generator.errors import Conflict, NotAllowed
from generator.library.erasing import still_in_trash
from generator.library.models import Favourite
from generator.songs.models import ENDS, Song, Take
from generator.teams.models import Membership, Team, User
from generator.teams.roles import Act, may


def like(song: Song, *, user: User, on: bool) -> None:
    """Make the song one of the person's favourites, or no favourite any more."""
    if on:
        Favourite.objects.get_or_create(user=user, song=song)
    else:
        Favourite.objects.filter(user=user, song=song).delete()


def rename(song: Song, *, title: str) -> None:
    """An empty title is none: the song is called by its first words again.

    Raises `Conflict` where the song took another step at this very moment.
    """
    if not song.change(title=title):
        raise Conflict("The song has just changed. Look at it, and name it again.")


def note(song: Song, *, notes: str, before: str | None = None) -> None:
    """What people write down about the song, for themselves and their team.

    Raises `Conflict` where the notes are not what they were `before` to whoever changed them.
    """
    rows = Song.objects.filter(pk=song.pk)
    if before is not None:
        rows = rows.filter(notes__in=(before, notes))  # the same twice is no conflict
    if not rows.update(notes=notes):
        raise Conflict("Somebody has changed these notes meanwhile.")


@transaction.atomic
def trash(songs: Iterable[Song], *, now: datetime) -> int:
    """How many went into the trash; those in the works stay."""
    rows = Song.objects.filter(pk__in=[s.pk for s in songs], state__in=ENDS, trashed_at=None)
    return rows.update(trashed_at=now, revision=F("revision") + 1)


@transaction.atomic
def restore(songs: Sequence[Song], *, user: User, now: datetime) -> int:
    """How many came back; not those whose 30 days are over, or whose team was deleted meanwhile.

    The person's places are locked, so that a team is not deleted at the same time.
    """
    teams = _lock_places(user, {song.team_id for song in songs})
    rows = still_in_trash(now).filter(pk__in=[song.pk for song in songs], team__in=teams)
    return rows.update(trashed_at=None, revision=F("revision") + 1)


@transaction.atomic
def move(songs: Sequence[Song], *, to: Team, user: User) -> int:
    """Give ended songs to another team; the wallet that paid for them stays the one that paid.

    How many were moved: none that has gone to a team where the person makes no songs, or of one
    that they were removed from meanwhile. Their places on both sides are locked, so that neither
    team is deleted at the same time. Raises `NotAllowed` where the person may not make songs for
    the team they are to go to.
    """
    teams = _lock_places(user, {to.pk, *(song.team_id for song in songs)})
    if to.pk not in teams:
        raise NotAllowed("You can listen to this team's songs, but not make any.")
    rows = Song.objects.filter(
        pk__in=[song.pk for song in songs], team__in=teams, state__in=ENDS, trashed_at=None
    ).exclude(team=to)
    back_home = rows.filter(payer=to).update(team=to, payer=None, revision=F("revision") + 1)
    first = rows.filter(payer=None).update(payer=F("team"), team=to, revision=F("revision") + 1)
    return back_home + first + rows.update(team=to, revision=F("revision") + 1)


def _lock_places(user: User, teams: Collection[int]) -> list[int]:
    """Those of the teams that the person makes songs for, until the transaction ends.

    In the order of the places, as everybody locks them: else two could wait for each other.
    """
    places = Membership.objects.select_for_update().filter(user=user, team__in=teams)
    return [place.team_id for place in places.order_by("pk") if may(place, Act.MAKE)]


def keep(take: Take, *, on: bool) -> None:
    """Mark a take as a pick, for everybody in the team."""
    Take.objects.filter(pk=take.pk).update(kept=on)


@transaction.atomic
def trash_take(take: Take, *, now: datetime) -> None:
    """Raises `Conflict` for a song's last take: trash the song instead."""
    others = Take.objects.select_for_update().filter(song=take.song_id, trashed_at=None)
    if take.pk not in (left := [other.pk for other in others]):
        return
    if len(left) == 1:
        raise Conflict("This is the song's last take. Put the whole song into the trash instead.")
    Take.objects.filter(pk=take.pk).update(trashed_at=now, kept=False)
    _measure_again(take.song_id)


@transaction.atomic
def restore_take(take: Take) -> None:
    Take.objects.filter(pk=take.pk).update(trashed_at=None)
    _measure_again(take.song_id)


def _measure_again(song_id: int) -> None:
    """The song is as long as its first take that is not in the trash."""
    first = Take.objects.filter(song=song_id, trashed_at=None).order_by("number").first()
    rows = Song.objects.filter(pk=song_id)
    rows.update(seconds=first.seconds if first else 0, revision=F("revision") + 1)
