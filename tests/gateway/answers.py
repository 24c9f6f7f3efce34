"""The JSON and the faults the fake gateway answers with, by name. Pure."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.gateway import sounds
from tests.gateway.scripts import Script

Json = Any


@dataclass
class Task:
    """One song at the gateway. `ready_at` is time.time() of its end, None until then."""

    name: str
    form: dict[str, Json]
    script: Script
    posted_at: float
    faults: int = 0
    """how many polls met a fault"""
    asked: int = 0
    """how many polls did not"""
    ends_told: int = 0
    ready_at: float | None = None
    told_at: float | None = None
    """time.time() of the first poll that was told of the end"""

    @property
    def suno(self) -> bool:
        return str(self.form.get("model", "")).startswith(("suno", "chirp"))

    @property
    def takes(self) -> int:
        return self.script.takes or (2 if self.suno else 1)

    def ends_by(self, now: float) -> float | None:
        """time.time() of the end where it has come by `now`, else None."""
        if self.ready_at is None and self.script.seconds >= 0:
            end = self.posted_at + self.script.seconds
            self.ready_at = end if now >= end else None
        elif self.ready_at is None:
            self.ready_at = now if self.asked > self.script.polls else None
        return self.ready_at


@dataclass(frozen=True)
class Reply:
    """What goes back on the wire; `act` is what happens instead of an answer (drop, hang)."""

    status: int = 200
    body: Json = None
    raw: bytes | None = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    act: str = ""
    stream: AsyncIterator[bytes] | None = None
    length: int | None = None
    """the Content-Length that is claimed of a stream; None: it ends with the connection"""


# --- the answer to a submission ------------------------------------------------------------


def submitted(task: Task, origin: str) -> Reply:
    return Reply(body=SUBMITS[task.script.submit](task, origin))


def _clip(task: Task, origin: str, n: int, status: str = "complete") -> dict[str, Json]:
    kinds = task.script.audio.split(",")
    url = sounds.address(kinds[n % len(kinds)], origin, f"{task.name}_{n}")
    return {
        "id": f"song_{n}",
        "audio_url": url,
        "image_url": f"{origin}/image/{task.name}_{n}.jpeg",
        "status": status,
        "title": f"Take {n + 1}",
        "duration": task.script.length if status == "complete" else "",
        "model_name": task.form.get("model", ""),
        "extra_message": "",
        "fail_message": "",
        "error_message": "",
    }


def _enveloped(**data: Json) -> dict[str, Json]:
    return {"code": 200, "message": "success", "data": data}


SUBMITS = {
    "enveloped": lambda t, o: _enveloped(task_id=t.name, status="IN_PROGRESS"),
    "flat": lambda t, o: {
        "task_id": t.name,
        "status": "pending",
        "model": t.form.get("model"),
        "created_at": "2026-02-24T12:00:00Z",
    },
    "flat_id": lambda t, o: {"id": t.name, "status": "pending", "model": t.form.get("model")},
    "camel": lambda t, o: {"code": 200, "msg": "success", "data": {"taskId": t.name}},
    "work_id": lambda t, o: {"code": 200, "message": "success", "workId": t.name, "data": {}},
    "udio": lambda t, o: _enveloped(task_id=t.name, status="IN_PROGRESS", type="text2music"),
    "sync": lambda t, o: _enveloped(status="SUCCESS", audio_url=_clip(t, o, 0)["audio_url"]),
    "sync_minimax": lambda t, o: {
        "data": {"status": 2, "audio": _clip(t, o, 0)["audio_url"]},
        "trace_id": "t",
        "extra_info": {"music_duration": 2000, "music_sample_rate": 44100, "bitrate": 256000},
        "base_resp": {"status_code": 0, "status_msg": "success"},
    },
    "no_id": lambda t, o: _enveloped(status="IN_PROGRESS"),
}

# --- faults --------------------------------------------------------------------------------

TYPES = {400: "bad_request", 401: "authentication_error", 404: "not_found", 429: "rate_limit"}
WORDS = {
    400: "Bad Request: 'prompt' is required.",
    401: "Invalid API key",
    402: "Insufficient credits",
    404: "Task not found",
    429: "Rate limit exceeded. Please try again later.",
}


def _http(status: int, retry_after: str = "") -> Reply:
    words = WORDS.get(status, HTTPStatus(status).phrase)
    error = {"code": status, "message": words, "type": TYPES.get(status, "error")}
    return Reply(
        status, {"error": error}, headers={"Retry-After": retry_after} if retry_after else {}
    )


def _page(status: int) -> Reply:
    return Reply(status, raw=sounds.PAGE, kind="text/html")


FAULTS: dict[str, Reply] = {
    "garbage": Reply(raw=b'{"code":200,"data":{"task_id":"n74'),
    "html": _page(200),
    "bare_500": _page(500),
    "http_502": _page(502),
    "http_504": _page(504),
    "error_in_200": Reply(body={"code": 400, "message": "Bad Request", "data": None}),
    "moderated_now": Reply(body={"code": 400, "message": "Prompt has sensitive words", "data": {}}),
    "no_credit_429": Reply(429, {"code": 429, "msg": "Insufficient credits", "data": None}),
    "base_resp": Reply(body={"base_resp": {"status_code": 1026, "status_msg": "input sensitive"}}),
    "huge_body": Reply(raw=b'{"pad":"' + b"x" * (2 * 1024 * 1024) + b'"}'),
    "drop_before": Reply(act="drop_before"),
    "drop_after": Reply(act="drop_after"),
    "hang": Reply(act="hang"),
}


def fault(name: str, retry_after: str = "") -> Reply:
    """The reply of that name; any `http_NNN` has its own error envelope."""
    return FAULTS.get(name) or _http(int(name.removeprefix("http_")), retry_after)


# --- the answer to a poll ------------------------------------------------------------------


def busy(task: Task) -> Reply:
    told = {} if task.script.progress < 0 else {"progress": task.script.progress}
    return Reply(body=_enveloped(task_id=task.name, status=task.script.busy, **told))


def _feed(task: Task, clips: list[Json], word: str = "SUCCESS") -> dict[str, Json]:
    asked = {k: v for k, v in task.form.items() if k != "callback_url"}
    return _enveloped(type=word, request_body=asked, response_data=clips, created_at="")


def _clips(task: Task, origin: str) -> list[Json]:
    return [_clip(task, origin, n) for n in range(task.takes)]


RESULTS = {
    "feed": lambda t, o: _feed(t, _clips(t, o)),
    "status": lambda t, o: _enveloped(task_id=t.name, status="SUCCESS", response_data=_clips(t, o)),
    "flat": lambda t, o: {"id": t.name, "status": "completed", "output": _clips(t, o)},
    "one": lambda t, o: _enveloped(status="completed", audio_url=_clip(t, o, 0)["audio_url"]),
    "outputs": lambda t, o: _enveloped(
        id=t.name, status="completed", outputs=[c["audio_url"] for c in _clips(t, o)], error=""
    ),
}


def _done(task: Task, origin: str) -> Json:
    shape = task.script.shape or ("feed" if task.suno else "status")
    return RESULTS[shape](task, origin)


def _one_text(task: Task, origin: str) -> Json:
    first, *rest = _clips(task, origin)
    return _feed(task, [first, *({**clip, "status": "text", "audio_url": ""} for clip in rest)])


def _early_url(task: Task, origin: str) -> Json:
    """UDIO's own page: SUCCESS and addresses, while both clips are still text (contract 1.5)."""
    return _feed(task, [_clip(task, origin, n, "text") for n in range(task.takes)])


def _failed(task: Task, words: str) -> Json:
    said = task.script.reason or words
    return _enveloped(task_id=task.name, status="FAILED", error_message=said)


ENDS = {
    "done": _done,
    "no_url": lambda t, o: _enveloped(task_id=t.name, status="SUCCESS", response_data=[]),
    "one_text": _one_text,
    "early_url": _early_url,
    "failed": lambda t, o: _failed(t, "internal error at the node"),
    "moderated": lambda t, o: _failed(t, "The lyrics did not pass content moderation"),
    "artist_name": lambda t, o: _feed(
        t, [{"id": "a", "error_message": "contained artist name: metallica", "status": "error"}]
    ),
}


def ended(task: Task, origin: str) -> Reply:
    """The end as scripted; after `end_times` of it the song is simply done."""
    told = task.script.end if task.ends_told < task.script.end_times else "done"
    task.ends_told += 1
    return Reply(body=ENDS[told](task, origin))
