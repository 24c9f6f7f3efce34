"""Reads. People see songs only through `visible_songs` and `visible_takes`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from generator.songs.models import PENDING, Song, State, Take
from generator.teams.models import Membership, User

REVISIONS = """
    SELECT song.id, song.revision FROM generator_song song
    JOIN generator_membership member ON member.team_id = song.team_id AND member.user_id = %s
    WHERE song.trashed_at IS NULL AND song.id IN ({})"""
ASKING = (
    "pk", "state", "upstream_id", "next_poll_at", "deadline_at", "sent_at", "stage", "percent",
    "misses", "revision", "model__provider",
)  # fmt: skip
"""The columns it takes to ask about a song and to see that there is no news."""
LOOK_BACK = 50
"""How many of a model's last songs say what is usual."""
IN_FLIGHT = (State.RENDERING, State.UNKNOWN, State.COPYING)


def visible_songs(user: User) -> QuerySet[Song]:
    """The songs of the person's teams, and those shared into one of them; none from the trash.

    The latter are to be read only: who changes a song asks `may_make(user, song.team_id)`, too.
    """
    return Song.objects.filter(seen_by(user))


def visible_takes(user: User) -> QuerySet[Take]:
    return Take.objects.filter(seen_by(user, "song__"), trashed_at=None)


def seen_by(user: User, path: str = "") -> Q:
    """Whether the person sees the song, for rows that have one at `path` ("song__").

    Two short lists of ids and no joins, which would give a song once for each way to it; and not
    `song__in=visible_songs(user)`, for which SQLite lists a whole library first.
    """
    theirs = Q(**{f"{path}team__in": Membership.objects.filter(user=user).values("team")})
    shared = Q(**{f"{path}pk__in": _shared_with(user).values("pk")})
    return (theirs | shared) & Q(**{f"{path}trashed_at": None})


def _shared_with(user: User) -> QuerySet[Song]:
    return Song.objects.filter(shares__team__membership__user=user)


@dataclass(frozen=True)
class Shelf:
    """Songs that are read along one index. `team_id` where they are one team's own."""

    songs: QuerySet[Song]
    team_id: int | None = None


def shelves(user: User) -> list[Shelf]:
    """What `visible_songs` are, a shelf at a time; a song may stand on several.

    In one query over all of them the databases sort a whole library to show a page of it. What is
    shared is a shelf for each team, too: along several teams' shares no index runs in order.
    """
    places = Membership.objects.filter(user=user)
    sharing = Exists(Song.objects.filter(shares__team=OuterRef("team")))
    rows = list(places.annotate(sharing=sharing).values_list("team_id", "sharing"))
    here = Song.objects.filter(trashed_at=None)
    own = [Shelf(here.filter(team_id=pk), team_id=pk) for pk, _ in rows]
    return own + [Shelf(here.filter(shares__team=pk)) for pk, sharing in rows if sharing]


def newest(user: User, *, most: int) -> list[int]:
    """Ids of the person's newest songs."""
    found: set[int] = set()
    for shelf in shelves(user):
        found.update(shelf.songs.order_by("-pk").values_list("pk", flat=True)[:most])
    return sorted(found, reverse=True)[:most]


def revisions(user: User, song_ids: Collection[int]) -> dict[int, int]:
    """How often each of these songs, as far as the person sees them, has changed.

    By hand, as nothing runs more often: every open page asks this every two seconds, and through
    the ORM most of the answer's time went into writing the query.
    """
    if not song_ids:
        return {}
    places = ", ".join(["%s"] * len(song_ids))
    with connection.cursor() as cursor:
        cursor.execute(REVISIONS.format(places), [user.pk, *song_ids])
        return dict(cursor.fetchall())


def with_takes(songs: QuerySet[Song]) -> QuerySet[Song]:
    """All that a card shows, in two queries. A take's words are long, and no card shows them."""
    takes = Prefetch("takes", Take.objects.filter(trashed_at=None).defer("words"))
    return songs.select_related("model", "team", "user").prefetch_related(takes)


def with_files(songs: QuerySet[Song]) -> QuerySet[Song]:
    """All that a song's own page shows: its takes whole, and their further files."""
    takes = Take.objects.filter(trashed_at=None).prefetch_related("parts")
    return songs.select_related("model", "team", "user").prefetch_related(Prefetch("takes", takes))


def pending(songs: QuerySet[Song]) -> QuerySet[Song]:
    return songs.filter(state__in=PENDING)


def due(now: datetime) -> QuerySet[Song]:
    """Songs whose turn it is to be asked about, the longest overdue first."""
    return Song.objects.filter(next_poll_at__lte=now).order_by("next_poll_at")


def overdue(now: datetime) -> QuerySet[Song]:
    """Songs that upstream had its time for."""
    return Song.objects.filter(state__in=IN_FLIGHT, deadline_at__lte=now)


def in_flight() -> QuerySet[Song]:
    """Songs that upstream has and that we ask about."""
    return Song.objects.filter(next_poll_at__isnull=False)


@dataclass(frozen=True)
class Usual:
    """How long a model's songs take, in seconds: one in five is quicker, one in five slower."""

    low: float
    high: float
    count: int


def usual_times(model_ids: list[int]) -> dict[int, Usual]:
    """What is usual for each model, from its last songs; models without any are left out."""
    found = {pk: _usual(pk) for pk in model_ids}
    return {pk: usual for pk, usual in found.items() if usual}


def _usual(model_id: int) -> Usual | None:
    took = ExpressionWrapper(F("finished_at") - F("created_at"), output_field=DurationField())
    ready = Song.objects.filter(model_id=model_id, state=State.READY, finished_at__isnull=False)
    last = ready.order_by("-finished_at").annotate(took=took)[:LOOK_BACK]
    times: list[timedelta] = sorted(last.values_list("took", flat=True))
    if not times:
        return None
    seconds = [time.total_seconds() for time in times]
    return Usual(_quantile(seconds, 0.2), _quantile(seconds, 0.8), len(seconds))


def last_ended(model_id: int) -> "QuerySet[Song, str]":
    """The states in which the model's last songs ended, the newest first.

    One that a person cancelled says nothing of its model.
    """
    ended = Song.objects.filter(model_id=model_id, finished_at__isnull=False)
    states = ended.exclude(state=State.CANCELLED).order_by("-finished_at")
    return states.values_list("state", flat=True)[:LOOK_BACK]


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
