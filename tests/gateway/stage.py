"""The gateway's rooms: submissions, polls, sounds. Keeps what was asked and when songs ended."""

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from tests.gateway import answers, sounds
from tests.gateway.answers import Reply, Task
from tests.gateway.scripts import FOR_EVER, Script, script_for
from tests.gateway.wire import Request

REQUESTS_KEPT = 100_000


def words_of(form: dict[str, Any]) -> str:
    """All the text of a submission: Suno's prompt goes by several names."""
    keys = ("prompt", "gpt_description_prompt", "style", "lyrics")
    return " ".join(str(form[key]) for key in keys if form.get(key))


class Stage:
    """`announce` is called with a task and the names of the callbacks to send for it."""

    def __init__(self, announce: Callable[[Task, list[str]], None]) -> None:
        self.origin = ""
        self.requests: deque[Request] = deque(maxlen=REQUESTS_KEPT)
        self.tasks: dict[str, Task] = {}
        self.scripts: dict[str, Script] = {}
        self._announce = announce
        self._names = itertools.count(1)
        self._faults: Counter[str] = Counter()
        self._fetched: Counter[str] = Counter()

    async def reply_to(self, request: Request) -> Reply:
        self.requests.append(request)
        room, _, rest = request.path.removeprefix("/api/v1").lstrip("/").partition("/")
        if room == "audio" and request.method == "POST":
            return await self._submit(request)
        if room == "tasks":
            return self._poll(request, rest)
        if room == "audio":
            return self._sound(request.path)
        return Reply(body=self.log()) if room == "_log" else answers.fault("http_404")

    def log(self) -> list[dict[str, Any]]:
        """When each task was posted, ended, and was first told to have ended (time.time())."""
        now = time.time()
        return [
            {
                "task": task.name,
                "posted_at": task.posted_at,
                "ready_at": task.ends_by(now),
                "told_at": task.told_at,
            }
            for task in list(self.tasks.values())
        ]

    # --- submissions ---

    async def _submit(self, request: Request) -> Reply:
        form, words = request.json, words_of(request.json)
        script = self._script(words)
        await asyncio.sleep(script.wait)
        if not _authorised(request):
            return answers.fault("http_401")
        if script.fault and self._faults[words] < script.fault_times:
            self._faults[words] += 1
            return answers.fault(script.fault, script.retry_after)
        task = self._open(form, script)
        return answers.submitted(task, self.origin)

    def _script(self, words: str) -> Script:
        own = (script for text, script in self.scripts.items() if text in words)
        return next(own, None) or script_for(words)

    def _open(self, form: dict[str, Any], script: Script) -> Task:
        task = Task("", form, script, time.time())
        number = next(self._names)
        task.name = f"gen{number:06d}ksv" if task.suno else f"n74{number:06d}_minimax"
        self.tasks[task.name] = task
        if script.calls and script.seconds >= 0:
            loop = asyncio.get_running_loop()
            loop.call_later(script.seconds, self._announce, task, script.calls.split(","))
        elif script.calls and script.polls == FOR_EVER:
            self._announce(task, script.calls.split(","))
        return task

    # --- polls ---

    def _poll(self, request: Request, name: str) -> Reply:
        task = self.tasks.get(name)
        if not _authorised(request):
            return answers.fault("http_401")
        if task is None:
            return answers.fault("http_404")
        if task.script.poll_fault and task.faults < task.script.poll_fault_times:
            task.faults += 1
            return answers.fault(task.script.poll_fault, task.script.retry_after)
        task.asked += 1
        now = time.time()
        return self._end(task, now) if task.ends_by(now) is not None else answers.busy(task)

    def _end(self, task: Task, now: float) -> Reply:
        if task.told_at is None:
            task.told_at = now
            if task.script.calls and task.script.seconds < 0:
                self._announce(task, task.script.calls.split(","))
        return answers.ended(task, self.origin)

    # --- sounds ---

    def _sound(self, path: str) -> Reply:
        kind, _, file = path.removeprefix("/audio/").partition("/")
        task = self.tasks.get(file.rpartition("_")[0])
        script = task.script if task else Script()
        self._fetched[path] += 1
        return self._served(kind, path, sounds.mp3(script.length, script.bitrate))

    def _served(self, kind: str, path: str, mp3: bytes) -> Reply:
        good = Reply(raw=mp3, kind="audio/mpeg")
        if kind == "404_once":
            return good if self._fetched[path] > 1 else answers.fault("http_404")
        if kind.startswith("redirect"):
            return Reply(302, raw=b"", headers={"Location": self._elsewhere(kind, path)})
        played = {
            "silent": Reply(raw=sounds.silent_mp3(), kind="audio/mpeg"),
            "html": Reply(raw=sounds.PAGE, kind="text/html"),
            "empty": Reply(raw=b"", kind="audio/mpeg"),
            "m4a": Reply(raw=sounds.M4A, kind="audio/mpeg"),
            "403": Reply(403, raw=sounds.PAGE, kind="text/html"),
            "none_mp3": Reply(
                403, raw=b"<Error><Code>AccessDenied</Code></Error>", kind="text/xml"
            ),
            "404": answers.fault("http_404"),
            "drop": answers.fault("drop_after"),
        }
        return played.get(kind) or _streamed(kind, mp3) or good

    def _elsewhere(self, kind: str, path: str) -> str:
        places = {"redirect_private": "http://10.0.0.1/song.mp3", "redirect_loop": path}
        return places.get(kind, path.replace("/redirect/", "/good/"))


def _authorised(request: Request) -> bool:
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip() != ""


def _streamed(kind: str, mp3: bytes) -> Reply | None:
    streams: dict[str, tuple[AsyncIterator[bytes], int | None]] = {
        "truncated": (sounds.endless(mp3, len(mp3) // 2), len(mp3)),
        "huge": (sounds.endless(mp3, sounds.HUGE), sounds.HUGE),
        "huge_unsized": (sounds.endless(mp3, sounds.HUGE), None),
        "slow": (sounds.drips(mp3), len(mp3)),
    }
    stream, length = streams.get(kind, (None, None))
    return Reply(kind="audio/mpeg", stream=stream, length=length) if stream else None
