"""From upstream-ready to the player, with 2,000 songs in flight and a real worker.

    python -m tests.benchmarks.delay

The last of the songs become ready one by one; each one's delay is from the gateway's own clock to
the row that says READY, which an open page shows at its next tick (2 s).
"""

import asyncio
import os
import signal
import subprocess
import sys
import time

import httpx

from tests.benchmarks import house
from tests.benchmarks.follower import KEY, fill

STUCK, ENDING, OVER_SECONDS, POLL_SECONDS, TICK_SECONDS = 1_800, 200, 60, 5, 2


def main() -> None:
    with house.gateway() as address:
        env = {"APIIN_API_KEY": KEY, "APIIN_BASE_URL": address, "POLL_SECONDS": str(POLL_SECONDS)}
        house.open_house(**env)
        fill(asyncio.run(submit(address)))
        worker = subprocess.Popen(
            [sys.executable, str(house.ROOT / "manage.py"), "qcluster"],
            env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            delays = watch(address)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)  # it would first end its follower's shift
            worker.wait()
    print(
        f"{len(delays)} of {STUCK + ENDING:,} songs in flight became ready; from ready upstream "
        f"to ready here: {house.share(delays, 0.5):.1f} s (median), "
        f"{house.share(delays, 0.95):.1f} s (p95), with a page's tick "
        f"{house.share(delays, 0.95) + TICK_SECONDS / 2:.1f} s (reach <= {POLL_SECONDS + 2} s)"
    )


async def submit(address: str) -> list[str]:
    limit = asyncio.Semaphore(50)

    async def one(client: httpx.AsyncClient, number: int) -> str:
        seconds = 20 + OVER_SECONDS * (number - STUCK) / ENDING
        scene = "play:stuck" if number < STUCK else f"play:good seconds={seconds:.2f}"
        async with limit:
            body = {"model": "minimax-music", "prompt": f"song {number} {scene}"}
            answer = await client.post(f"{address}/audio/music", json=body)
            return str(answer.json()["data"]["task_id"])

    headers = {"Authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(headers=headers, timeout=30) as client:
        return list(await asyncio.gather(*(one(client, n) for n in range(STUCK + ENDING))))


def watch(address: str) -> list[float]:
    """Wait until all have ended, nudging as the schedule would; each one's delay in seconds."""
    from generator.songs import jobs  # noqa: PLC0415  Django is set up by then
    from generator.songs.models import Song  # noqa: PLC0415

    ends = time.monotonic() + 20 + OVER_SECONDS + 60
    jobs.sweep()
    while Song.objects.filter(state="ready").count() < ENDING and time.monotonic() < ends:
        time.sleep(1)
    rows = httpx.get(f"{address.removesuffix('/api/v1')}/_log", timeout=30).json()
    ready_at = {row["task"]: row["ready_at"] for row in rows}
    songs = Song.objects.filter(state="ready").values_list("upstream_id", "finished_at")
    return sorted(finished.timestamp() - ready_at[task] for task, finished in songs)


if __name__ == "__main__":
    main()
