"""Short ways to write the answers of a gateway, for the tables of the tests beside this file."""

from typing import Any

import pytest

from generator.causes import Cause
from generator.providers.base import Update
from generator.providers.reading import read_submitted, read_task
from generator.providers.refusals import Answer

URL = "https://cdn.example/song.mp3"
URL_2 = "https://cdn.example/other.mp3"


def row(name: str, *values: Any) -> Any:
    return pytest.param(*values, id=name)


def data(**fields: Any) -> dict[str, Any]:
    return {"code": 200, "message": "success", "data": fields}


def clip(url: str = URL, **fields: Any) -> dict[str, Any]:
    return {"id": "song_a", "audio_url": url, **fields}


def feed(*clips: dict[str, Any], word: str = "SUCCESS") -> dict[str, Any]:
    return data(
        type=word, request_body={"audio_url": "https://x.example/asked"}, response_data=list(clips)
    )


def submit(body: Any, status: int = 200) -> Update:
    return read_submitted(Answer(status, body))


def poll(body: Any, status: int = 200) -> Update:
    return read_task(Answer(status, body), "n74_1")


def urls(update: Update) -> list[str]:
    return [clip.url for clip in update.clips]


CAUSES = {
    "CONNECT": Cause.NOT_CONNECTED,
    "INPUT": Cause.BAD_INPUT,
    "CREDIT": Cause.OUT_OF_CREDIT,
    "CONTENT": Cause.REFUSED_CONTENT,
    "TIME": Cause.TIMED_OUT,
    "DOWN": Cause.PROVIDER_DOWN,
}
