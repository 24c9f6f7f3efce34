"""Writes the log of API requests, a second at a time, beside the requests and never inside one.

What waits to be written is in memory: a crash loses up to a second of the log. No money is in it;
that is in the ledger, before the answer is. Where the database can't be written, or not as fast as
calls come in, lines are lost, the log of the server says how many, and the calls go on.
"""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from django.db import Error, close_old_connections, connection, transaction

from generator.usage.models import ApiCall

log = logging.getLogger(__name__)

MOST = 1_000
"""How many may wait; the oldest are dropped for more."""
EVERY_SECONDS = 1.0


class Journal:
    def __init__(self, most: int = MOST) -> None:
        self._waiting: deque[ApiCall] = deque(maxlen=most)
        self._dropped = 0
        self._lock = Lock()

    def note(self, call: ApiCall) -> None:
        """Keep it in memory until the next `flush`. Asks nothing of the database."""
        with self._lock:
            self._dropped += len(self._waiting) == self._waiting.maxlen
            self._waiting.append(call)

    def flush(self) -> None:
        """Write what waits. What the database refuses is logged and given up."""
        with self._lock:
            calls, dropped = list(self._waiting), self._dropped
            self._waiting.clear()
            self._dropped = 0
        if dropped:
            log.warning("dropped %d API requests from the log: they came too fast", dropped)
        if not calls:
            return
        try:
            with transaction.atomic():
                ApiCall.objects.bulk_create(calls)
        except Error:
            log.exception("dropped %d API requests from the log", len(calls))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Flush each second, from a thread of its own, and once more at the end."""
        done = Event()
        thread = Thread(target=self._keep, args=(done,), name="journal", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _keep(self, done: Event) -> None:
        ended = False
        while not ended:
            ended = done.wait(EVERY_SECONDS)
            close_old_connections()  # as Django does around each request; nobody else does here
            self.flush()
        connection.close()


journal = Journal()
"""This process' own. The web server keeps it; elsewhere what waits is dropped in the end."""
