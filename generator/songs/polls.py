"""Many questions to upstream at once, without a thread or a process for each.

The event loop runs only inside `answers`; between two calls the caller uses the ORM, so that no
database call ever happens on the loop and no request ever happens in a transaction.
"""

import asyncio
import itertools
from types import TracebackType

import httpx

from generator.errors import ProviderError
from generator.providers import registry
from generator.providers.base import Update
from generator.songs.models import Song

Outcome = Update | ProviderError
MOST = 200
"""Requests under way at once."""
POOL = 4
"""Requests that share one client: httpx looks through all of a pool's at each turn, so one large
pool spends its time there (tests/benchmarks/follower.py: 200 in one are a third as fast)."""


class Polls:
    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._clients: dict[tuple[str, int], httpx.AsyncClient] = {}
        self._turn = itertools.cycle(range(MOST // POOL))
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._answers: list[tuple[Song, Outcome]] = []

    def __enter__(self) -> "Polls":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.run(self._close())
        self._runner.close()

    def __len__(self) -> int:
        return len(self._under_way)

    @property
    def room(self) -> int:
        return MOST - len(self._under_way)

    def ask(self, song: Song) -> None:
        """Start asking about the song, unless a question about it is still under way."""
        if song.pk not in self._under_way:
            task = self._runner.get_loop().create_task(self._ask(song))
            self._under_way[song.pk] = task

    def answers(self, *, wait: float) -> list[tuple[Song, Outcome]]:
        """Let the requests run for `wait` seconds; what was answered by then."""
        self._runner.get_loop().run_until_complete(asyncio.sleep(wait))
        answers, self._answers = self._answers, []
        return answers

    async def _ask(self, song: Song) -> None:
        try:
            provider = registry.provider(song.model.provider)
            outcome: Outcome = await provider.fetch(self._client(provider.name), song.upstream_id)
        except ProviderError as error:
            outcome = error
        finally:
            del self._under_way[song.pk]
        self._answers.append((song, outcome))

    def _client(self, name: str) -> httpx.AsyncClient:
        """The provider's clients in turn, each made when it is first needed."""
        place = (name, next(self._turn))
        if place not in self._clients:
            self._clients[place] = registry.provider(name).async_client()
        return self._clients[place]

    async def _close(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for client in self._clients.values():
            await client.aclose()
