"""Which tasks a key sees: those of its team."""

import re

from django.db.models import QuerySet

from generator.api import schemas
from generator.catalog.queries import named
from generator.errors import NotFound
from generator.keys.models import ApiKey
from generator.songs.models import PENDING, Song
from generator.tasks.bodies import MARK, name_of
from generator.tasks.rows import song_of

NAME = re.compile(rf"{MARK}([1-9][0-9]{{0,17}})", re.ASCII)


def find(key: ApiKey, task_id: str) -> Song:
    """Raises `NotFound` for other teams' tasks as for those that never were."""
    found = NAME.fullmatch(task_id)
    song = song_of(key.team_id, int(found[1])) if found else None
    if song is None:
        raise NotFound("There is no such task.")
    song.model = named(song.model_id)
    return song


def page(key: ApiKey, wanted: schemas.TasksQuery) -> tuple[list[Song], str | None]:
    """One page, newest first, and the cursor of the next, None on the last."""
    songs = _songs_of(key).select_related("model").order_by("-pk")
    if wanted.state:
        states = PENDING if wanted.state == "pending" else [wanted.state]
        songs = songs.filter(state__in=states)
    if wanted.model:
        songs = songs.filter(model__slug=wanted.model)
    if wanted.cursor:
        songs = songs.filter(pk__lt=int(wanted.cursor.removeprefix(MARK)))
    found = list(songs[: wanted.limit + 1])
    more = len(found) > wanted.limit
    return found[: wanted.limit], name_of(found[wanted.limit - 1]) if more else None


def _songs_of(key: ApiKey) -> QuerySet[Song]:
    """The songs of the key's team, none from the trash."""
    return Song.objects.filter(team=key.team_id, trashed_at=None)
