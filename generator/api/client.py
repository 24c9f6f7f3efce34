"""The other end of the API: makes a song on a Songdesk somewhere, as docs/api.md shows it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

Task = dict[str, Any]
TIMEOUT_SECONDS = 30
ROOT = "/api/v1"


class Refused(Exception):
    """What the site said instead of doing it: a sentence for whoever asked."""


def connect(address: str, key: str) -> httpx.Client:
    """A client for the API of the site at that address, as in "https://songs.example"."""
    return httpx.Client(
        base_url=address.rstrip("/").removesuffix(ROOT) + ROOT,
        headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT_SECONDS,
    )  # fmt: skip


def make(
    site: httpx.Client, song: dict[str, Any], *, once: str, wait: Callable[[Task], None]
) -> Task:
    """Ask for a song, then for its task until it has ended; `wait` is called in between.

    `once` is an Idempotency-Key. Ctrl-C cancels the song. Raises `Refused` and `httpx.HTTPError`.
    """
    task = _data(site.post("/audio/music", json=song, headers={"Idempotency-Key": once}))
    path = f"/tasks/{task['task_id']}"
    try:
        while task["status"] == "IN_PROGRESS":
            wait(task)
            task = _data(site.get(path))
    except KeyboardInterrupt:
        task = _data(site.post(f"{path}/cancel"))
    if task["status"] == "failed":
        raise Refused(f"{task['error']['message']} {task['error']['advice']}".strip())
    return task


def fetch(clip: dict[str, Any], out: Path) -> None:
    """Write a take to a file; its address works without a key. Raises `httpx.HTTPError`."""
    with httpx.stream("GET", clip["audio_url"], timeout=TIMEOUT_SECONDS) as sound:
        sound.raise_for_status()
        with out.open("wb") as file:
            for part in sound.iter_bytes():
                file.write(part)


def _data(answer: httpx.Response) -> Task:
    try:
        body = answer.json()
        found: Task = body["data"] if answer.is_success else body["error"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"There is no Songdesk at {answer.url} ({answer.status_code}).") from error
    if not answer.is_success:
        raise Refused(found["message"])
    return found
