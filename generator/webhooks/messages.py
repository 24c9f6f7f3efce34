"""What a message says: {"type", "timestamp", "data"}."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from ninja import Schema
from pydantic import Field

from generator.songs.models import Song
from generator.songs.queries import with_takes
from generator.tasks.bodies import tasks_of
from generator.tasks.schemas import Task
from generator.webhooks.models import Delivery


class SongEnded(Schema):
    type: Literal["song.ready", "song.failed", "song.cancelled"]
    timestamp: datetime = Field(description="When the song ended.")
    data: Task = Field(description="As GET /tasks/{task_id} answers.")


class Greeting(Schema):
    message: str = "It works. Songs that end are told here from now on."


class Test(Schema):
    type: Literal["webhook.test"] = "webhook.test"
    timestamp: datetime
    data: Greeting = Greeting()


def body_of(delivery: Delivery, *, now: datetime) -> str:
    """JSON. Addresses of sound begin with PUBLIC_URL; without one, with a slash."""
    if delivery.song_id is None:
        return Test(timestamp=delivery.happened_at).model_dump_json()
    song = with_takes(Song.objects.filter(pk=delivery.song_id)).get()
    [task] = tasks_of([song], site=settings.PUBLIC_URL, now=now)
    message = SongEnded(type=delivery.event, timestamp=delivery.happened_at, data=task)  # type: ignore[arg-type]
    return message.model_dump_json()
