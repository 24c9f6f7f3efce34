"""A big library against a small one: `python -m tests.benchmarks.library`.

Pages are asked for in turns, so that what else the machine does falls on both alike. It takes a
few minutes, most of them to write 100,000 songs.
"""

import random
import time
from statistics import median
from typing import Any

from tests.benchmarks import house

ROUNDS, SMALL, BIG = 25, 100, 100_000
WORDS = [
    "amber", "river", "stone", "night", "paper", "lantern", "winter", "signal", "harbour", "glass",
    "copper", "meadow", "thunder", "velvet", "orbit", "silver",
]  # fmt: skip
PAGES = {
    "newest first": "", "oldest first": "sort=oldest", "by title": "sort=title",
    "longest first": "sort=length", "ready ones": "state=ready", "one model": "model=suno",
    "made by one": "maker={user}", "favourites": "favourite=on", "since a day": "after=2020-01-01",
    "until a day": "before=2030-01-01", "longer than": "longer=1:00",
}  # fmt: skip


def main() -> None:
    house.open_house(DEBUG="0", ALLOWED_HOSTS="testserver")
    small, big = library("small@songdesk.example", SMALL), library("big@songdesk.example", BIG)
    count_rows()
    for name, query in PAGES.items():
        compare(name, small, big, query)
    compare_deep(small, big)
    searches(big)


def library(email: str, songs: int) -> tuple[Any, int]:
    """A signed-in client of somebody with that many songs, and their number."""
    from django.test import Client  # noqa: PLC0415  Django is set up by then

    from generator.accounts.actions import welcome  # noqa: PLC0415
    from generator.library.models import Favourite  # noqa: PLC0415
    from generator.songs.models import Song  # noqa: PLC0415
    from generator.teams.models import User  # noqa: PLC0415

    user = User.objects.create_user(email)
    rows = rows_for(user, welcome(user), songs)
    Song.objects.bulk_create(rows, batch_size=1_000)
    liked = Song.objects.filter(user=user).order_by("pk")[:40]
    Favourite.objects.bulk_create(Favourite(user=user, song=song) for song in liked)
    client = Client()
    client.force_login(user)
    return client, user.pk


def count_rows() -> None:
    """What PostgreSQL does by itself within a minute of so many new rows: its planner needs it."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def rows_for(user: Any, team: Any, songs: int) -> Any:
    """Songs in two models and two states, half of either, with words of their own."""
    from django.utils import timezone  # noqa: PLC0415

    from generator.catalog.models import MusicModel  # noqa: PLC0415
    from generator.songs.models import Song, title_key  # noqa: PLC0415

    draw, now = random.Random(songs), timezone.now()
    models = [MusicModel.objects.get(slug=slug) for slug in ("studio", "suno")]
    for n in range(songs):
        title = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {n}".title()
        yield Song(
            team=team, user=user, model=models[n % 2], prompt=f"song of {draw.choice(WORDS)}",
            lyrics=" ".join(draw.choices(WORDS, k=60)), title=title, title_key=title_key(title),
            bitrate=128_000, sample_rate=44_100, price=0, finished_at=now, seconds=n * 7919 % 300,
            state="ready" if n % 4 < 2 else "failed", cause="timed_out",
        )  # fmt: skip


def compare(name: str, small: tuple[Any, int], big: tuple[Any, int], query: str) -> None:
    paths = [f"/songs/?{query.format(user=user)}" for _, user in (small, big)]
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for which, (client, _) in enumerate((small, big)):
            times[which].append(seconds(client, paths[which]))
    few, many = (median(found) for found in times)
    counts = [queries(client, path) for (client, _), path in zip((small, big), paths, strict=True)]
    print(
        f"{name}: {few * 1000:.1f} ms of {SMALL} songs, {many * 1000:.1f} ms of {BIG:,}, "
        f"{many / few:.2f} x (reach <= 1.2), queries {counts[0]} and {counts[1]}",
        flush=True,
    )


def compare_deep(small: tuple[Any, int], big: tuple[Any, int]) -> None:
    """The second page of the small library against one from the middle of the big one."""
    from generator.songs.models import Song  # noqa: PLC0415

    middle = Song.objects.filter(user=big[1]).order_by("pk")[BIG // 2].pk
    second = Song.objects.filter(user=small[1]).order_by("-pk")[29].pk
    few = median(seconds(small[0], f"/songs/?from={second}") for _ in range(ROUNDS))
    many = median(seconds(big[0], f"/songs/?from={middle}") for _ in range(ROUNDS))
    print(f"page {BIG // 60:,} against page 2: {many / few:.2f} x the time")


def searches(big: tuple[Any, int]) -> None:
    """Two hundred searches of one to three words, the beginnings of words among them."""
    draw = random.Random(7)
    asked = [
        " ".join(draw.choice(WORDS)[: draw.choice((2, 3, 9))] for _ in range(draw.randint(1, 3)))
        for _ in range(200)
    ]
    times = sorted(seconds(big[0], f"/songs/?q={text}") for text in asked)
    p50, p95 = (house.share(times, part) * 1000 for part in (0.5, 0.95))
    print(f"200 searches among {BIG:,} songs, whole pages: p50 {p50:.0f} ms, p95 {p95:.0f} ms")


def seconds(client: Any, path: str) -> float:
    start = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - start
    assert answer.status_code == 200, answer
    return took


def queries(client: Any, path: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    main()
