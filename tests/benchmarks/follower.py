"""The follower against bare httpx, and 2,000 songs in flight.

python -m tests.benchmarks.follower
"""

import asyncio
import os
import time
from datetime import timedelta

import httpx

from tests.benchmarks import house

SONGS, ROUNDS, SECONDS = 2_000, 3, 5.0
BEST, SAME = 8, 200
"""Requests under way in the bare loop: as httpx is fastest, and as many as the follower has."""
KEY = "aio_benchmark"


def main() -> None:
    with house.gateway() as address:
        house.open_house(APIIN_API_KEY=KEY, APIIN_BASE_URL=address, POLL_SECONDS="5")
        ids = asyncio.run(submit(address))
        fill(ids)
        ours, best, same = [], [], []
        for _ in range(ROUNDS):
            best.append(asyncio.run(bare_loop(address, ids, at_once=BEST)))
            same.append(asyncio.run(bare_loop(address, ids, at_once=SAME)))
            ours.append(followed(poll_seconds=0.0)[0])
        house.show(f"polls, against a bare loop of {SAME} at once", ours, same, reach=">= 0.85")
        house.show(f"polls, against a bare loop of {BEST} at once", ours, best, reach=">= 0.85")
        late = followed(poll_seconds=5.0, seconds=20)[1]
        print(
            f"{SONGS:,} songs in flight, each asked every 5 s: answers came "
            f"{house.share(late, 0.5):.2f} s (median), {house.share(late, 0.95):.2f} s (p95), "
            f"{late[-1]:.2f} s (max) after their turn"
        )


async def submit(address: str) -> list[str]:
    limit = asyncio.Semaphore(50)
    headers = {"Authorization": f"Bearer {KEY}"}

    async def one(client: httpx.AsyncClient, number: int) -> str:
        async with limit:
            body = {"model": "minimax-music", "prompt": f"song {number} play:stuck"}
            answer = await client.post(f"{address}/audio/music", json=body)
            return str(answer.json()["data"]["task_id"])

    async with httpx.AsyncClient(headers=headers, timeout=30) as client:
        return list(await asyncio.gather(*(one(client, n) for n in range(SONGS))))


def fill(ids: list[str]) -> None:
    from django.utils import timezone  # noqa: PLC0415  Django is set up by then

    from generator.accounts.actions import welcome  # noqa: PLC0415
    from generator.catalog.models import MusicModel  # noqa: PLC0415
    from generator.songs.models import Song  # noqa: PLC0415
    from generator.teams.models import User  # noqa: PLC0415

    user = User.objects.create_user("bench@songdesk.example")
    team, model, now = welcome(user), MusicModel.objects.get(slug="minimax-music"), timezone.now()
    Song.objects.bulk_create(
        Song(
            team=team, user=user, model=model, prompt="x" * 200, lyrics="y" * 1500, price=0,
            bitrate=256_000, sample_rate=44_100, state="rendering", upstream_id=task, sent_at=now,
            next_poll_at=now, deadline_at=now + timedelta(hours=1),
        )
        for task in ids
    )  # fmt: skip


async def bare_loop(address: str, ids: list[str], *, at_once: int) -> float:
    """As fast as httpx goes with the same requests and nothing done with the answers."""
    done, ends = 0, time.perf_counter() + SECONDS
    turns = iter(ids * 1000)

    async def ask(client: httpx.AsyncClient) -> None:
        nonlocal done
        while time.perf_counter() < ends:
            answer = await client.get(f"{address}/tasks/{next(turns)}")
            answer.json()
            done += 1

    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    headers = {"Authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(headers=headers, limits=limits, timeout=30) as client:
        start = time.perf_counter()
        await asyncio.gather(*(ask(client) for _ in range(at_once)))
        return done / (time.perf_counter() - start)


def followed(*, poll_seconds: float, seconds: float = SECONDS) -> tuple[float, list[float]]:
    """Answers a second through the real follower, and how late (s) each was."""
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from generator.songs import jobs  # noqa: PLC0415
    from generator.songs.follow import follow  # noqa: PLC0415
    from generator.songs.models import Song  # noqa: PLC0415

    settings.POLL_SECONDS = poll_seconds
    spread_out(poll_seconds)
    late: list[float] = []

    def hear(song: Song, outcome: object) -> None:
        late.append((timezone.now() - song.next_poll_at).total_seconds())
        jobs.hear(song, outcome)

    start = time.perf_counter()
    follow(holder=str(os.getpid()), seconds=seconds, on_answer=hear)
    return len(late) / (time.perf_counter() - start), sorted(late)


def spread_out(seconds: float) -> None:
    """Songs were not all submitted in the same instant: spread their turns over one round."""
    from django.utils import timezone  # noqa: PLC0415

    from generator.songs.models import Song  # noqa: PLC0415

    songs, now = list(Song.objects.only("pk")), timezone.now()
    for place, song in enumerate(songs):
        song.next_poll_at = now + timedelta(seconds=seconds * place / len(songs))
    Song.objects.bulk_update(songs, ["next_poll_at"], batch_size=500)


if __name__ == "__main__":
    main()
