"""The API against the barest view with a key: `python -m tests.benchmarks.api`.

Each call enters where waitress hands it over, at the WSGI application, so that all of our code is
in the time and neither sockets nor a client are. DATABASE_URL may name an empty PostgreSQL.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tests.benchmarks import house

ROUNDS, CALLS, MAKES = 7, 100, 40
SONG = json.dumps({"model": "studio", "prompt": "A calm waltz", "lyrics": "One two three\n" * 20})
Call = Callable[[], bytes]


def clock() -> float:
    """Seconds of this process alone, which holds SQLite, too; by the wall beside a server."""
    return time.perf_counter() if "DATABASE_URL" in os.environ else time.process_time()


def main() -> None:
    house.open_house(DEBUG="0", API_CALLS_PER_MINUTE=str(10**9))
    add_bare_view()
    secret = key()
    bare = caller(secret, "GET", "/bare/constant")
    make = caller(secret, "POST", "/api/v1/audio/music", SONG)
    task = ready_task(make)
    get = caller(secret, "GET", f"/api/v1/tasks/{task}")
    pending = json.loads(make())["data"]["task_id"]
    wait = caller(secret, "GET", f"/api/v1/tasks/{pending}")
    counts = [queries(call) for call in (bare, get, wait, make) if call()]
    print("queries of the bare view, a ready task, one in the works, a submission:", *counts)
    took: dict[str, list[float]] = {name: [] for name in ("bare", "get", "wait", "make")}
    for _ in range(ROUNDS):
        took["bare"].append(rate(bare, CALLS))
        took["get"].append(rate(get, CALLS))
        took["wait"].append(rate(wait, CALLS))
        took["make"].append(rate(make, MAKES))
    house.show("GET /tasks/{id}, ready", took["get"], took["bare"], reach=">= 0.6")
    house.show("GET /tasks/{id}, in the works", took["wait"], took["bare"], reach=">= 0.6")
    house.show("POST /audio/music", took["make"], took["bare"], reach=">= 0.3")


def add_bare_view() -> None:
    """The barest authenticated view of ninja's: the same check of the key, and a constant."""
    from django.conf import settings  # noqa: PLC0415  Django is set up by then
    from django.contrib.auth.decorators import login_not_required  # noqa: PLC0415
    from django.http import HttpRequest  # noqa: PLC0415
    from django.urls import include, path  # noqa: PLC0415
    from ninja import NinjaAPI  # noqa: PLC0415

    from generator.api.doors import Bearer, Scope  # noqa: PLC0415

    api = NinjaAPI(urls_namespace="bare", docs_url=None, openapi_url=None)

    @api.get("/constant", auth=Bearer(Scope.READ))
    def constant(request: HttpRequest) -> dict[str, str]:
        return {"status": "completed"}

    routes, app, namespace = api.urls
    for route in routes:
        route.callback = login_not_required(route.callback)
    module = ModuleType("bench_urls")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("bare/", include((routes, app), namespace=namespace)),
        path("", include("musicsite.urls")),
    ]
    sys.modules["bench_urls"] = module
    settings.ROOT_URLCONF = "bench_urls"


def key() -> str:
    """The secret of a key of somebody with credits enough."""
    from generator.accounts.actions import welcome  # noqa: PLC0415
    from generator.keys.actions import issue  # noqa: PLC0415
    from generator.teams.models import Membership, User  # noqa: PLC0415
    from generator.wallet import ledger  # noqa: PLC0415

    team = welcome(User.objects.create_user("api@songdesk.example"))
    ledger.grant(team, 10**9, key="api", memo="")
    place = Membership.objects.select_related("user", "team").get(team=team)
    return issue(place, name="bench", scopes=["make", "read"])[1]


def ready_task(make: Call) -> str:
    """A task that ended as the studio's do: one take, and its credits captured."""
    from django.utils import timezone  # noqa: PLC0415

    from generator.songs.models import Song, State, Take  # noqa: PLC0415
    from generator.wallet import ledger  # noqa: PLC0415

    task: str = json.loads(make())["data"]["task_id"]
    song = Song.objects.get(pk=int(task.removeprefix("song_")))
    Song.objects.filter(pk=song.pk).update(state=State.READY, finished_at=timezone.now())
    Take.objects.create(
        song=song, number=1, file="a.mp3", content_type="audio/mpeg", seconds=180.0, size=5_000_000,
        bitrate=128_000, sample_rate=44_100, channels=2, sha256="0" * 64, peaks=[50] * 400,
        words=[["la", 1.0, 1.5, 0]] * 300, facts={"genre": "waltz"},
    )  # fmt: skip
    ledger.capture(song.team, song.price, key=f"song:{song.pk}:capture", memo="")
    return task


def caller(secret: str, method: str, path: str, body: str = "") -> Call:
    """Makes one call as a web server does."""
    from musicsite.wsgi import application  # noqa: PLC0415

    sent = body.encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000", "HTTP_AUTHORIZATION": f"Bearer {secret}",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(sent)), "wsgi.errors": sys.stderr,
        "CONTENT_TYPE": "application/json" if sent else "", "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip

    def call() -> bytes:
        said: list[str] = []
        got = application(
            {**environ, "wsgi.input": io.BytesIO(sent)}, lambda status, _: said.append(status)
        )
        answer = b"".join(got)
        got.close()
        assert said == ["200 OK"], (said, answer)
        return answer

    return call


def rate(call: Call, calls: int) -> float:
    start = clock()
    for _ in range(calls):
        call()
    return calls / (clock() - start)


def queries(call: Call) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


if __name__ == "__main__":
    main()
