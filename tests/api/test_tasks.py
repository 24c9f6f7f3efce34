"""Tasks: how they go, what they cost, whose they are."""

import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from generator.causes import Cause
from generator.songs import actions, progress
from generator.songs.models import Song, State, Take
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from tests.api.conftest import Issue, Program, error

BYTES = b"ID3\x04" + bytes(range(200))


@pytest.fixture
def ready(program: Program, team: Team) -> Take:
    """A take of a song that is done."""
    program.make(title="City lights")
    song = Song.objects.get()
    take = Take(
        song=song, number=1, content_type="audio/mpeg", seconds=61.5, size=len(BYTES),
        bitrate=255_800, sample_rate=44_100, channels=2, sha256="0" * 64, peaks=[],
    )  # fmt: skip
    take.file.save("take.mp3", ContentFile(BYTES))
    ended = {"state": State.READY, "finished_at": song.created_at + timedelta(seconds=40)}
    Song.objects.filter(pk=song.pk).update(**ended)
    ledger.capture(team, 5, key=f"song:{song.pk}:capture", memo="")
    return take


def test_it_tells_how_a_task_goes(program: Program) -> None:
    task = program.make()
    data = program.get(f"/tasks/{task}").json()["data"]
    assert (data["task_id"], data["status"], data["state"]) == (task, "IN_PROGRESS", "queued")
    assert data["stage"] == "In line. It starts as soon as a worker is free."
    assert data["billing"] == {"held": 5, "captured": 0, "released": 0}
    assert (data["response_data"], data["percent"], data["usual_seconds"]) == ([], None, None)
    assert data["request_body"]["prompt"] == "A calm waltz"


def test_it_tells_the_percent_and_the_stage_of_a_song_in_the_works(program: Program) -> None:
    task = program.make()
    working = {"state": State.RENDERING, "stage": "Singing", "percent": 40}
    Song.objects.update(**working)
    data = program.get(f"/tasks/{task}").json()["data"]
    assert (data["stage"], data["percent"]) == ("Singing", 40)


def test_it_tells_how_long_it_usually_takes(program: Program, ready: Take) -> None:
    task = program.make()
    data = program.get(f"/tasks/{task}").json()["data"]
    assert data["usual_seconds"] == {"low": 40.0, "high": 40.0}


def test_it_hands_over_the_sound(program: Program, ready: Take) -> None:
    data = program.get(f"/tasks/song_{ready.song_id}").json()["data"]
    [clip] = data["response_data"]
    assert (data["status"], data["title"], clip["status"]) == (
        "completed",
        "City lights",
        "complete",
    )
    assert (clip["duration"], clip["bitrate"], clip["size"]) == (61.5, 255_800, len(BYTES))
    path = clip["audio_url"].removeprefix("http://testserver")
    part = Client().get(path, headers={"Range": "bytes=4-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, BYTES[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(BYTES)}"
    assert Client().get(path, headers={"Range": "bytes=900-"}).status_code == 416
    assert Client().head(path)["Content-Length"] == str(len(BYTES))


def test_it_hands_no_sound_to_who_has_no_address(program: Program, ready: Take) -> None:
    path, _, query = _path(program, ready).partition("?")
    other = path.replace(f"/{ready.pk}/", f"/{ready.pk + 1}/")
    for address in (path, f"{path}?{query[:-1]}", f"{path}?signature=", f"{other}?{query}"):
        assert Client().get(address).status_code == 404


class TwoHoursAgo(TimestampSigner):
    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - 7200)


def test_it_lets_an_address_expire(program: Program, ready: Take) -> None:
    path, _, query = _path(program, ready).partition("?")
    earlier = TwoHoursAgo(salt="generator.api.sound").sign(str(ready.pk)).partition(":")[2]
    assert Client().get(f"{path}?{query}").status_code == 200
    assert Client().get(f"{path}?signature={earlier}").status_code == 404


def test_it_hands_no_sound_from_the_trash(program: Program, ready: Take) -> None:
    path = _path(program, ready)
    Song.objects.update(trashed_at=timezone.now())
    assert Client().get(path).status_code == 404
    assert program.get(f"/tasks/song_{ready.song_id}").status_code == 404


def _path(program: Program, take: Take) -> str:
    [clip] = program.get(f"/tasks/song_{take.song_id}").json()["data"]["response_data"]
    return str(clip["audio_url"].removeprefix("http://testserver"))


def test_it_says_why_a_task_failed(program: Program) -> None:
    task = program.make()
    song = Song.objects.get()
    progress.fail(song, cause=Cause.REFUSED_CONTENT, detail="Names a star.", now=timezone.now())
    data = program.get(f"/tasks/{task}").json()["data"]
    assert (data["status"], data["state"]) == ("failed", "failed")
    assert data["error"]["type"] == "refused_content"
    assert data["error"]["message"] == "The words were refused: Names a star."
    assert data["billing"] == {"held": 0, "captured": 0, "released": 5}


def test_it_cancels_a_task_once(program: Program, team: Team) -> None:
    task = program.make()
    for _ in range(2):
        data = program.post(f"/tasks/{task}/cancel").json()["data"]
        assert (data["status"], data["state"]) == ("failed", "cancelled")
    assert data["billing"]["released"] == 5
    assert ledger.balance_of(team).held == 0


def test_it_does_not_cancel_what_has_ended(program: Program, ready: Take) -> None:
    answer = program.post(f"/tasks/song_{ready.song_id}/cancel")
    assert (answer.status_code, error(answer)["type"]) == (409, "conflict")


@pytest.mark.parametrize(
    "name", ["song_0", "song_999999", "7", "song_x", "song_" + "9" * 30, "%00"]
)
def test_it_finds_no_task_that_never_was(program: Program, name: str) -> None:
    for answer in (program.get(f"/tasks/{name}"), program.post(f"/tasks/{name}/cancel")):
        assert (answer.status_code, error(answer)["type"]) == (404, "not_found")


def test_it_tells_outsiders_nothing(program: Program, issue: Issue, charlie: User) -> None:
    task = program.make()
    own = Membership.objects.select_related("user", "team").get(user=charlie)
    outsider = Program(issue(place=own)[1])
    theirs, none = outsider.get(f"/tasks/{task}"), outsider.get("/tasks/song_999999")
    assert theirs.status_code == 404
    assert error(theirs)["message"] == error(none)["message"]
    assert outsider.post(f"/tasks/{task}/cancel").status_code == 404
    assert outsider.get("/tasks").json()["data"]["tasks"] == []
    assert Song.objects.get().state == "queued"


def test_it_lists_tasks_page_by_page(program: Program) -> None:
    made = [program.make() for _ in range(5)]
    found, cursor = [], None
    for size in (2, 2, 1):
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        data = program.get("/tasks", **query).json()["data"]
        assert len(data["tasks"]) == size
        found += [task["task_id"] for task in data["tasks"]]
        cursor = data["next_cursor"]
    assert cursor is None
    assert found == made[::-1]


def test_it_lists_the_tasks_one_asks_for(program: Program) -> None:
    first, second = program.make(), program.make()
    actions.cancel_song(Song.objects.get(pk=int(first.removeprefix("song_"))))

    def ids(**query: object) -> list[str]:
        return [task["task_id"] for task in program.get("/tasks", **query).json()["data"]["tasks"]]

    assert ids(state="pending") == [second]
    assert ids(state="cancelled") == [first]
    assert ids(model="studio") == [second, first]
    assert ids(model="suno") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("state", "done"), ("limit", "0"), ("limit", "101"), ("cursor", "x"), ("sort", "id")],
)
def test_it_says_which_filter_is_wrong(program: Program, field: str, value: str) -> None:
    answer = program.get("/tasks", **{field: value})
    assert answer.status_code == 422
    assert list(error(answer)["fields"]) == [field]


def test_it_takes_no_more_queries_for_more_tasks(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program.make()
    program.get("/tasks")
    with django_assert_num_queries(3):  # the key, the songs, their transfers
        program.get("/tasks")
    for _ in range(3):
        program.make()
    with django_assert_num_queries(3):
        program.get("/tasks")
    Song.objects.update(state=State.READY)
    with django_assert_num_queries(4):  # and the takes of those that are ready
        program.get("/tasks")


def test_it_lists_the_models(program: Program) -> None:
    found = {model["id"]: model for model in program.get("/models").json()["data"]}
    assert list(found) == ["minimax-music", "suno", "studio"]
    assert (found["studio"]["connected"], found["suno"]["connected"]) == (True, False)
    assert (found["minimax-music"]["credits"], found["suno"]["takes"]) == (30, 2)
    assert found["studio"]["endpoint"] == "/api/v1/audio/music"


def test_it_tells_the_credits(program: Program) -> None:
    program.make()
    assert program.get("/credits").json()["data"] == {"credits": 1095, "held": 5}
