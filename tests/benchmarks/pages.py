"""The list's tick and a big library: `python -m tests.benchmarks.pages`."""

import sys
import time
from collections.abc import Callable
from types import ModuleType

from tests.benchmarks import house

ROUNDS, CALLS, BIG = 7, 300, 100_000


def main() -> None:
    house.open_house(DEBUG="0", ALLOWED_HOSTS="testserver")
    add_bare_view()
    small, big = library("small@songdesk.example", 100), library("big@songdesk.example", BIG)
    tick = seen_of("small@songdesk.example")
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(rate(small, "/bare/", 200, CALLS))
        ours.append(rate(small, f"/songs/changes/?seen={tick}", 204, CALLS))
    house.show("list tick, nothing changed", ours, bare, reach=">= 0.8")
    few, many = [], []
    for _ in range(ROUNDS):
        few.append(1 / rate(small, "/songs/", 200, 30))
        many.append(1 / rate(big, "/songs/", 200, 30))
    ratios = sorted(b / a for a, b in zip(few, many, strict=True))
    print(
        f"a page of a library of {BIG:,} songs against one of 100: {ratios[len(ratios) // 2]:.2f} x"
        f" the time (reach <= 1.2), queries {queries(small)} and {queries(big)}"
    )


def add_bare_view() -> None:
    """The barest signed-in view: it says who is there, and nothing else."""
    from django.conf import settings  # noqa: PLC0415  Django is set up by then
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.urls import include, path  # noqa: PLC0415

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.user.pk))

    module = ModuleType("bench_urls")
    module.urlpatterns = [path("bare/", bare), path("", include("musicsite.urls"))]  # type: ignore[attr-defined]
    sys.modules["bench_urls"] = module
    settings.ROOT_URLCONF = "bench_urls"


def library(email: str, songs: int) -> object:
    """A signed-in client of somebody with that many songs, a few of them pending."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from generator.accounts.actions import welcome  # noqa: PLC0415
    from generator.catalog.models import MusicModel  # noqa: PLC0415
    from generator.songs.models import Song  # noqa: PLC0415
    from generator.teams.models import User  # noqa: PLC0415

    user = User.objects.create_user(email)
    team, model, now = welcome(user), MusicModel.objects.get(slug="studio"), timezone.now()
    Song.objects.bulk_create(
        (
            Song(
                team=team, user=user, model=model, prompt=f"song {n}", lyrics="la la\n" * 40,
                bitrate=128_000, sample_rate=44_100, price=0, finished_at=now,
                state="rendering" if n < 5 else "failed", cause="" if n < 5 else "timed_out",
            )
            for n in range(songs)
        ),
        batch_size=1000,
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def seen_of(email: str) -> str:
    from generator.songs.models import Song  # noqa: PLC0415

    pending = Song.objects.filter(user__email=email, state="rendering")
    return "-".join(f"{pk}.{revision}" for pk, revision in pending.values_list("pk", "revision"))


def rate(client: object, path: str, status: int, calls: int) -> float:
    get: Callable[[str], object] = client.get  # type: ignore[attr-defined]
    start = time.perf_counter()
    for _ in range(calls):
        answer = get(path)
        assert answer.status_code == status, answer  # type: ignore[attr-defined]
    return calls / (time.perf_counter() - start)


def queries(client: object) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        client.get("/songs/")  # type: ignore[attr-defined]
    return len(captured)


if __name__ == "__main__":
    main()
