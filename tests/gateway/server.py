"""The fake gateway as a server: one thread, one event loop, closed with everything in it.

with Gateway() as gateway:
    ApiIn(api_key="aio_test", base_url=gateway.base_url)
"""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx

from tests.gateway import callbacks
from tests.gateway.answers import Task
from tests.gateway.scripts import Script
from tests.gateway.stage import Stage, words_of
from tests.gateway.wire import Dropped, Request, read_body, read_head, write

BACKLOG = 2048


class Gateway:
    """`port` 0 takes a free one. Times in `log` are time.time()."""

    def __init__(self, port: int = 0) -> None:
        self._stage = Stage(self._announce)
        self._port = port
        self._open = threading.Event()
        self._stop: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=self._run, name="gateway", daemon=True)
        self._heads_to_drop = 0
        self._calls: set[asyncio.Future[None]] = set()
        self.answered: list[tuple[str, int]] = []
        """callbacks sent: task name, and the status that came back (0: no answer)"""

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._open.wait(10):
            raise RuntimeError("the gateway did not open")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it and every answer under way; closing twice is fine."""
        if self._thread.is_alive():
            self._stop()
            self._thread.join(10)

    # --- for tests ---

    @property
    def origin(self) -> str:
        return self._stage.origin

    @property
    def base_url(self) -> str:
        return f"{self.origin}/api/v1"

    @property
    def tasks(self) -> dict[str, Task]:
        return self._stage.tasks

    @property
    def requests(self) -> list[Request]:
        return list(self._stage.requests)

    def script(self, text: str, script: Script) -> None:
        """Play this for every submission with the text in it, before any scene it names."""
        self._stage.scripts[text] = script

    def posts(self, text: str = "") -> int:
        """How many submissions arrived with the text in them."""
        return sum(text in words_of(request.json) for request in self.submissions())

    def submissions(self) -> list[Request]:
        return [request for request in self.requests if request.method == "POST"]

    def polls(self, task: str = "") -> int:
        """How often a task was asked for, or all of them."""
        return sum(f"/tasks/{task}" in request.path for request in self.requests)

    def log(self) -> list[dict[str, Any]]:
        """When each task was posted, ended, and was first told to have ended."""
        return self._stage.log()

    def drop_heads(self, times: int) -> None:
        """Cut the next connections after the head of a POST, before its body is read."""
        self._heads_to_drop = times

    def call_back(self, task: str, name: str = "complete") -> int:
        """Send a callback now; the status that came back."""
        return callbacks.send(self.tasks[task], self.origin, name)

    def callback_body(self, task: str, name: str = "complete") -> Any:
        """The body `call_back` sends, for a test client."""
        return callbacks.BODIES[name](self.tasks[task], self.origin)

    # --- the loop ---

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        self._stop = lambda: loop.call_soon_threadsafe(stopped.set)
        server = await asyncio.start_server(
            self._connection, "127.0.0.1", self._port, backlog=BACKLOG
        )
        self._stage.origin = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname())
        self._open.set()
        await stopped.wait()
        server.close()  # asyncio.run cancels the handlers that are left: hung, dripping, idle

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (Dropped, ConnectionError, asyncio.IncompleteReadError):
            writer.transport.abort()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await read_head(reader)
        if head is None:
            return False
        if head.method == "POST" and self._heads_to_drop:
            self._heads_to_drop -= 1
            raise Dropped
        request = await read_body(reader, head)
        return await write(writer, await self._stage.reply_to(request))

    def _announce(self, task: Task, names: list[str]) -> None:
        if task.form.get("callback_url"):
            call = asyncio.ensure_future(self._call(task, names))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)

    async def _call(self, task: Task, names: list[str]) -> None:
        for name in names:
            try:
                status = await asyncio.to_thread(callbacks.send, task, self.origin, name)
            except httpx.HTTPError:
                status = 0
            self.answered.append((task.name, status))
