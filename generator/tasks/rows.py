"""What a task is made of, read by hand.

By hand, as programs ask for tasks all day: through the ORM most of an answer's time went into
writing its queries (tests/benchmarks/api.py).
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from generator.songs.models import Song, State, Take
from generator.tasks.schemas import Billing
from generator.wallet.ledger import CAPTURE, HOLD, RELEASE

SONG = """
    SELECT id, team_id, model_id, state, stage, percent, cause, detail, prompt, lyrics, title,
        bitrate, sample_rate, price, created_at, finished_at
    FROM generator_song WHERE id = %s AND team_id = %s AND trashed_at IS NULL"""
TAKES = """
    SELECT id, song_id, number, content_type, seconds, size, bitrate, sample_rate
    FROM generator_take WHERE trashed_at IS NULL AND song_id IN ({}) ORDER BY song_id, number"""
MOVED = "SELECT key, kind, amount FROM generator_transfer WHERE key IN ({})"


def song_of(team_id: int, number: int) -> Song | None:
    """The team's song of that number, with what its task shows; None where it is in the trash."""
    return next(iter(Song.objects.raw(SONG, [number, team_id])), None)


def takes_of(songs: Sequence[Song]) -> dict[int, list[Take]]:
    """The takes of each song; only those that are ready have any."""
    ready = [song.pk for song in songs if song.state == State.READY]
    found: dict[int, list[Take]] = defaultdict(list)
    if ready:
        for take in Take.objects.raw(TAKES.format(_places(ready)), ready):
            found[take.song_id].append(take)
    return found


def bills_of(songs: Sequence[Song]) -> dict[int, Billing]:
    """What the ledger says of each song's credits."""
    keys = [f"song:{song.pk}:{kind}" for song in songs for kind in (HOLD, CAPTURE, RELEASE)]
    moved: dict[int, dict[str, int]] = defaultdict(dict)
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(MOVED.format(_places(keys)), keys)
            for key, kind, amount in cursor.fetchall():
                moved[int(key.split(":")[1])][kind] = amount
    return {song.pk: _bill(moved[song.pk]) for song in songs}


def _bill(moved: dict[str, int]) -> Billing:
    captured, released = moved.get(CAPTURE, 0), moved.get(RELEASE, 0)
    held = moved.get(HOLD, 0) - captured - released
    return Billing(held=held, captured=captured, released=released)


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
