"""The callbacks the gateway sends, true ones and others. Shapes: contract 2.3 and 4."""

from typing import Any

import httpx

from tests.gateway import answers
from tests.gateway.answers import Task

TIMEOUT = 10.0
"""seconds a receiver has"""


def _stage(task: Task, origin: str, status: str) -> list[dict[str, Any]]:
    """A bare list of clips without the task's id."""
    clips = answers.ENDS["early_url"](task, origin)["data"]["response_data"]
    blank = {"audio_url": ""} if status == "text" else {}
    return [{**clip, **blank, "status": status} for clip in clips]


def _lie(task: Task, origin: str) -> dict[str, Any]:
    """Another song's file, told as this one's success."""
    clip = {"audio_url": f"{origin}/audio/html/stolen_0.mp3", "status": "complete", "id": "stolen"}
    return {"code": 200, "data": {"callbackType": "complete", "task_id": "other", "data": [clip]}}


BODIES = {
    "text": lambda t, o: _stage(t, o, "text"),
    "first": lambda t, o: _stage(t, o, "first"),
    "complete": lambda t, o: _stage(t, o, "complete"),
    "enveloped": lambda t, o: {
        "code": 200,
        "msg": "All generated successfully.",
        "data": {"callbackType": "complete", "task_id": t.name, "data": _stage(t, o, "complete")},
    },
    "failed": lambda t, o: {"code": 501, "msg": "failed", "data": {"task_id": t.name}},
    "lying": _lie,
    "forged": _lie,
}


def forged(url: str) -> str:
    """The address with another token in its place: same length, every letter moved."""
    head, _, token = url.rstrip("/").rpartition("/")
    other = token[::-1] if token[::-1] != token else f"x{token[1:]}"
    return f"{head}/{other}" + ("/" if url.endswith("/") else "")


def send(task: Task, origin: str, name: str) -> int:
    """POST the callback of that name to the task's callback_url; the status that came back."""
    url = str(task.form["callback_url"])
    body = BODIES[name](task, origin)
    target = forged(url) if name == "forged" else url
    return httpx.post(target, json=body, timeout=TIMEOUT, trust_env=False).status_code
