"""The list of songs, and what an admin does to one."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from generator.causes import Cause
from generator.songs.models import Song, State, Take
from generator.teams.models import Team, User
from generator.wallet import ledger
from tests.admin.conftest import Staff, act
from tests.songs.steps import bring

LIST = "/admin/generator/song/"


def found(desk: Client, **asked: object) -> list[Song]:
    return list(desk.get(LIST, asked).context["cl"].result_list)


@pytest.fixture
def take(song: Song, settings: LazySettings, tmp_path: Path) -> Take:
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": here | {"OPTIONS": {"location": tmp_path}}}
    name = default_storage.save("admin-test.mp3", ContentFile(b"ID3" + b"\0" * 500))
    return Take.objects.create(
        song=song, number=1, file=name, content_type="audio/mpeg", seconds=2.0, size=503,
        bitrate=256_000, sample_rate=44_100, channels=2, sha256="a" * 64, peaks=[1],
    )  # fmt: skip


def test_it_polls_a_song_now(desk: Client, song: Song) -> None:
    bring(song, State.RENDERING)
    assert "1 song asked about now." in act(desk, song, "poll_now").content.decode()
    song.refresh_from_db()
    assert song.next_poll_at is not None
    assert song.next_poll_at <= timezone.now()


def test_it_says_when_there_is_nothing_to_ask_about(desk: Client, song: Song) -> None:
    page = act(desk, song, "poll_now").content.decode()
    assert "1 song left as before: not with a provider" in page


def test_it_asks_before_it_fails_a_song(desk: Client, song: Song) -> None:
    assert 'name="why"' in act(desk, song, "fail_and_release").content.decode()
    song.refresh_from_db()
    assert song.state == State.QUEUED


def test_it_tells_the_person_why(desk: Client, song: Song) -> None:
    page = act(desk, song, "fail_and_release", sure="1", why="The singer objected.")
    assert "1 song ended, and the credits went back." in page.content.decode()
    song.refresh_from_db()
    assert (song.cause, song.detail) == (Cause.STOPPED_BY_ADMIN, "The singer objected.")
    assert ledger.balance_of(song.team).held == 0


def test_it_leaves_a_song_that_has_ended(desk: Client, song: Song) -> None:
    bring(song, State.CANCELLED)
    page = act(desk, song, "fail_and_release", sure="1").content.decode()
    assert "1 song left as before: ended already" in page
    song.refresh_from_db()
    assert song.state == State.CANCELLED


def test_it_leaves_a_song_whose_hold_is_missing(desk: Client, song: Song) -> None:
    ledger.capture(song.team, song.price, key=f"song:{song.pk}:capture", memo="")
    page = act(desk, song, "fail_and_release", sure="1").content.decode()
    assert "verify_ledger" in page
    song.refresh_from_db()
    assert song.state == State.QUEUED


def test_it_needs_the_right_to_end_songs(staff: Staff, song: Song) -> None:
    client = staff("generator.view_song")
    act(client, song, "fail_and_release", sure="1")
    song.refresh_from_db()
    assert song.state == State.QUEUED


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_it_neither_adds_nor_deletes_songs(desk: Client, song: Song, page: str) -> None:
    assert desk.post(LIST + page.format(song.pk), {"post": "yes"}).status_code == 403


def test_it_changes_nothing_by_hand(desk: Client, song: Song) -> None:
    assert desk.post(f"{LIST}{song.pk}/change/", {"state": "ready"}).status_code == 403


@pytest.mark.parametrize("term", ["waltz", "Night", "task-77", "{pk}"])
def test_it_finds_a_song_by_what_people_know_of_it(desk: Client, song: Song, term: str) -> None:
    Song.objects.filter(pk=song.pk).update(title="Night bus", upstream_id="task-77")
    assert found(desk, q=term.format(pk=song.pk)) == [song]
    assert found(desk, q="nothing of the kind") == []


@pytest.mark.parametrize(
    ("age", "hours"), [("hour", 0), ("day", 5), ("week", 30), ("older", 200), ("late", 1)]
)
def test_it_filters_by_age(desk: Client, song: Song, age: str, hours: int) -> None:
    then = timezone.now() - timedelta(hours=hours)
    Song.objects.filter(pk=song.pk).update(created_at=then)
    assert found(desk, age=age) == [song]
    assert found(desk, age="hour" if hours else "older") == []


def test_it_filters_by_team(desk: Client, song: Song, charlie: User) -> None:
    assert found(desk, team__id__exact=song.team_id) == [song]
    assert found(desk, team__id__exact=charlie.personal_team.pk) == []
    assert found(desk, team__id__exact="x") == [song]


def test_it_shows_the_songs_rows_in_the_ledger(desk: Client, song: Song) -> None:
    act(desk, song, "fail_and_release", sure="1")
    page = desk.get(f"{LIST}{song.pk}/change/").content.decode()
    assert f"song:{song.pk}:hold" in page
    assert f"song:{song.pk}:release" in page


def test_it_plays_a_take_of_a_team_the_admin_is_not_in(desk: Client, take: Take) -> None:
    assert (
        reverse("admin:take_audio", args=[take.pk])
        in desk.get(f"{LIST}{take.song_id}/change/").content.decode()
    )
    answer = desk.get(reverse("admin:take_audio", args=[take.pk]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"ID3")  # type: ignore[attr-defined]


def test_it_plays_nothing_to_staff_who_may_not_see_takes(staff: Staff, take: Take) -> None:
    client = staff("generator.view_song")
    assert client.get(reverse("admin:take_audio", args=[take.pk])).status_code == 403


def test_it_says_when_the_file_of_a_take_is_gone(desk: Client, take: Take) -> None:
    default_storage.delete(take.file.name)
    assert desk.get(reverse("admin:take_audio", args=[take.pk])).status_code == 404


def test_it_escapes_what_people_wrote(desk: Client, song: Song, team: Team) -> None:
    Song.objects.filter(pk=song.pk).update(title="<script>alert(1)</script>")
    for address in (LIST, f"{LIST}{song.pk}/change/"):
        assert "<script>alert" not in desk.get(address).content.decode()
