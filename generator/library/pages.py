"""What each page of the library shows: the contexts of the templates in `templates/library/`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from generator.library import queries
from generator.library.differences import changes
from generator.library.erasing import KEEP_DAYS
from generator.library.filters import FilterForm
from generator.library.forms import NotesForm, PlaylistForm
from generator.library.models import Playlist
from generator.library.shelf import place_of
from generator.songs import cards
from generator.songs import pages as song_pages
from generator.songs.models import Song
from generator.songs.queries import visible_songs, with_takes
from generator.teams.models import User
from generator.teams.queries import may_make, teams_to_make_for

PAGE = 30


@dataclass(frozen=True)
class Binned:
    """A song in the trash."""

    card: cards.Card
    days_left: int


@dataclass(frozen=True)
class Listed:
    """A song in a playlist, and before which song it stands after a step up or down.

    None where there is no step; "" is the end of the list.
    """

    card: cards.Card
    up: int | None
    down: int | str | None


def library(user: User, query: QueryDict) -> dict[str, Any]:
    """One page of what was asked for, by key and not by count."""
    form = FilterForm(query, user=user)
    form.is_valid()
    place = place_of(query.get("from", ""), form.sort_by, back="back" in query)
    page = queries.library_page(user, form, place=place, size=PAGE)
    songs = with_takes(Song.objects.filter(pk__in=page.ids))
    favourites = list(form.asked) == ["favourite"]  # a tab of its own, without the filters
    shown = cards.cards_of(queries.in_order(list(songs), page.ids), now=timezone.now())
    return {
        "form": form,
        "cards": shown,
        "page": page,
        "seen": cards.seen(shown),
        "narrowed": bool(form.asked or form.text),
        "first": place is None,
        "tab": "favourites" if favourites else "songs",
        "address": _address(query),
        "open": bool(form.asked and not favourites)
        or any(name in form.errors for name in form.NARROWING),
        **_choices(user),
    }


def _address(query: QueryDict) -> str:
    """The query of the page without its place, for the links to its neighbours."""
    kept = query.copy()
    for name in ("from", "back"):
        kept.pop(name, None)
    for empty in [name for name, value in kept.items() if not value]:
        del kept[empty]
    return kept.urlencode()


def _choices(user: User) -> dict[str, Any]:
    """What a song, or several, can be given to."""
    return {
        "teams": list(teams_to_make_for(user)),
        "playlists": list(queries.playlists_to_fill(user)),
    }


def trash(user: User, query: QueryDict) -> dict[str, Any]:
    now = timezone.now()
    songs = with_takes(queries.trashed_songs(user, now=now))
    page = Paginator(songs.order_by("-trashed_at", "-pk"), PAGE).get_page(query.get("page"))
    shown = [_binned(card, now) for card in cards.cards_of(page.object_list, now=now)]
    return {"rows": shown, "page": page, "keep_days": KEEP_DAYS}


def _binned(card: cards.Card, now: datetime) -> Binned:
    since = card.song.trashed_at or now
    return Binned(card, max(1, (since + timedelta(days=KEEP_DAYS) - now).days))


def song(user: User, song: Song, notes: NotesForm | None = None) -> dict[str, Any]:
    """`notes` are those that were refused."""
    context = song_pages.detail(user, song)
    now = timezone.now()
    origin = visible_songs(user).select_related("model").filter(song=song).first()
    family = cards.cards_of(with_takes(queries.relatives(song, user)), now=now)
    mine = may_make(user, song.team_id)
    return {
        **context,
        "may_change": mine,
        "notes": notes or NotesForm(initial={"notes": song.notes}),
        "origin": origin,
        "changes": changes(origin, song) if origin else [],
        "family": family,
        "rivals": [*_rivals(context["card"], ""), *(r for c in family for r in _rivals(c, "song"))],
        "trashed_takes": list(queries.trashed_takes(song, now=now)) if mine else [],
        "in_lists": list(queries.visible_playlists(user).filter(songs=song)),
        **_choices(user),
    }


def _rivals(card: cards.Card, told: str) -> list[dict[str, Any]]:
    """Takes to compare, each with a name that tells it from the others."""
    made = timezone.localtime(card.song.created_at)
    where = f"{card.song.display_title}, {made:%-d %b %H:%M}" if told else "This song"
    return [
        {
            "src": reverse("take_audio", args=[take.pk]),
            "name": f"{where}, {take.name.lower()}",
            "seconds": take.seconds,
        }
        for take in card.takes
    ]


def playlists(user: User, form: PlaylistForm | None = None) -> dict[str, Any]:
    found = queries.with_counts(queries.visible_playlists(user), user)
    return {
        "form": form or PlaylistForm(user=user),
        "own": [playlist for playlist in found if playlist.user_id],
        "shared": [playlist for playlist in found if playlist.team_id],
    }


def playlist(user: User, playlist: Playlist) -> dict[str, Any]:
    songs = with_takes(queries.songs_of(playlist, user))
    shown = cards.cards_of(songs, now=timezone.now())
    return {
        "playlist": playlist,
        "rows": _listed(shown),
        "may_change": may_change(user, playlist),
        "seconds": sum(card.takes[0].seconds for card in shown if card.takes),
    }


def _listed(shown: list[cards.Card]) -> list[Listed]:
    places: list[int | str] = [card.song.pk for card in shown]
    ups = [None, *(card.song.pk for card in shown)]
    downs = [*places[2:], "", None][: len(shown)] if len(shown) > 1 else [None]
    return [Listed(*row) for row in zip(shown, ups, downs, strict=False)]


def may_change(user: User, playlist: Playlist) -> bool:
    return playlist.user_id == user.pk or bool(
        playlist.team_id and may_make(user, playlist.team_id)
    )
