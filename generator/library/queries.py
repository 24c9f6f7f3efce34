"""Reads: the library narrowed and searched, the trash, favourites, playlists, relatives."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

from generator.library.erasing import KEEP_DAYS, still_in_trash
from generator.library.filters import WORKING, FilterForm
from generator.library.models import Favourite, Playlist
from generator.library.search import search
from generator.library.shelf import Page, Place, Sort, read_page
from generator.songs.models import PENDING, Song, State, Take
from generator.songs.queries import Shelf, seen_by, shelves, visible_songs
from generator.teams.models import Membership, User
from generator.teams.queries import teams_to_make_for

SWAPPED = 64
"""By how many ids songs may stand out of the order of their times: they were made at once."""


def library_page(user: User, form: FilterForm, *, place: Place | None, size: int) -> Page:
    """Ids of a page of what the form asks for. As many queries for 100 songs as for 100,000."""
    team = form.asked.get("team")
    chosen = [s for s in shelves(user) if team is None or s.team_id == team.pk]
    narrowed = (_narrowed(shelf, form, user) for shelf in chosen)
    return read_page(narrowed, sort=form.sort_by, place=place, size=size)


def _narrowed(shelf: Shelf, form: FilterForm, user: User) -> QuerySet[Song]:
    asked, songs = form.asked, shelf.songs
    plain = {"model": "model", "maker": "user"}
    songs = songs.filter(**{plain[name]: asked[name] for name in plain if name in asked})
    songs = _as_long_as(songs, asked, sort=form.sort_by)
    if "favourite" in asked:
        songs = songs.filter(pk__in=Favourite.objects.filter(user=user).values("song"))
    if "state" in asked:
        state = asked["state"]
        songs = songs.filter(state__in=PENDING if state == WORKING else [state])
    songs = _made_between(songs, shelf, asked)
    return search(songs, form.text, team_id=shelf.team_id)


def _as_long_as(songs: QuerySet[Song], asked: dict[str, Any], *, sort: Sort) -> QuerySet[Song]:
    """The lengths asked for, both included.

    Most songs are about as long as most are asked to be. So only pages in the order of lengths
    may use the index of lengths: for the others SQLite would sort all songs that it finds there.
    """
    length = F("seconds") if sort.column == "seconds" else F("seconds") + 0.0
    if "longer" in asked:
        songs = songs.filter(GreaterThanOrEqual(length, asked["longer"]))
    if "shorter" in asked:  # those without a sound have no length
        songs = songs.filter(LessThanOrEqual(length, asked["shorter"]), GreaterThan(length, 0))
    return songs


def _made_between(songs: QuerySet[Song], shelf: Shelf, asked: dict[str, Any]) -> QuerySet[Song]:
    """The days asked for, both included, in the site's time zone.

    Ids grow with time, so that a day is also a range of ids: without it a page of newest songs
    would be looked for among all that are newer than the day.
    """
    if "after" in asked:
        start = _midnight(asked["after"])
        first = _first_since(shelf.songs, start)
        songs = songs.filter(pk__gte=first - SWAPPED) if first is not None else songs.none()
        songs = songs.filter(created_at__gte=start)
    if "before" in asked:
        end = _midnight(asked["before"] + timedelta(days=1))
        first = _first_since(shelf.songs, end)
        if first is not None:  # otherwise every song is older than that
            songs = songs.filter(pk__lt=first + SWAPPED, created_at__lt=end)
    return songs


def _first_since(songs: QuerySet[Song], start: datetime) -> int | None:
    since = songs.filter(created_at__gte=start).order_by("created_at")
    return since.values_list("pk", flat=True).first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def trashed_songs(user: User, *, now: datetime) -> QuerySet[Song]:
    """What the person can restore: of teams they may make songs for."""
    return still_in_trash(now).filter(team__in=teams_to_make_for(user).order_by())


def favourite_ids(user: User) -> frozenset[int]:
    return frozenset(Favourite.objects.filter(user=user).values_list("song_id", flat=True))


def visible_playlists(user: User) -> QuerySet[Playlist]:
    """The person's own and those of their teams."""
    teams = Membership.objects.filter(user=user).values("team")
    return Playlist.objects.filter(Q(user=user) | Q(team__in=teams))


def playlists_to_fill(user: User) -> QuerySet[Playlist]:
    """Those the person may change."""
    teams = teams_to_make_for(user).order_by()
    found = Playlist.objects.filter(Q(user=user) | Q(team__in=teams))
    return found.select_related("team").order_by("name", "pk")


def with_counts(playlists: QuerySet[Playlist], user: User) -> QuerySet[Playlist]:
    """Each with how many of its songs the person sees, which are those that `songs_of` gives."""
    found = playlists.select_related("team").annotate(
        size=Count("entries", filter=seen_by(user, "entries__song__"), distinct=True)
    )
    return found.order_by("name", "pk")


def songs_of(playlist: Playlist, user: User) -> QuerySet[Song]:
    """Its songs in order, as far as the person sees them."""
    songs = visible_songs(user).filter(entries__playlist=playlist)
    return songs.order_by("entries__place", "entries__pk")


def relatives(song: Song, user: User, *, most: int = 12) -> QuerySet[Song]:
    """Songs made again from this one, what it was made from, and what else was: oldest first."""
    root = song.retry_of_id or song.pk
    family = Q(pk=root) | Q(retry_of=root) | Q(retry_of=song.pk)
    ready = visible_songs(user).filter(family, state=State.READY).exclude(pk=song.pk)
    return ready.order_by("pk")[:most]


def trashed_takes(song: Song, *, now: datetime) -> QuerySet[Take]:
    limit = now - timedelta(days=KEEP_DAYS)
    return Take.objects.filter(song=song, trashed_at__gt=limit)


def in_order(songs: Collection[Song], ids: list[int]) -> list[Song]:
    place = {pk: index for index, pk in enumerate(ids)}
    return sorted(songs, key=lambda song: place[song.pk])
