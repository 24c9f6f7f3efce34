"""A take's sound, through the real view: whole, in part, asked about, and as a download."""

import hashlib

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from generator.songs.models import State, Take
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring


@pytest.fixture
def take(make_song: Make, fake: FakeProvider) -> Take:
    return bring(make_song(), State.READY, clip=fake.clip()).takes.get()


@pytest.fixture
def sound(take: Take) -> bytes:
    with default_storage.open(str(take.file)) as file:
        return bytes(file.read())


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def test_it_sends_the_whole_file(signed_in: Client, take: Take, sound: bytes) -> None:
    answer = signed_in.get(f"/takes/{take.pk}/audio")
    assert answer.status_code == 200
    assert (answer["Content-Type"], answer["Content-Length"]) == ("audio/mpeg", str(len(sound)))
    assert answer["Accept-Ranges"] == "bytes"
    assert hashlib.sha256(body(answer)).hexdigest() == take.sha256
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-50", slice(-50, None)),
    ],
)
def test_it_sends_a_part(
    signed_in: Client, take: Take, sound: bytes, asked: str, part: slice
) -> None:
    answer = signed_in.get(f"/takes/{take.pk}/audio", headers={"Range": asked})
    assert answer.status_code == 206
    assert body(answer) == sound[part]
    assert answer["Content-Range"].endswith(f"/{len(sound)}")


def test_it_says_how_long_the_file_is_to_who_asks_beyond_it(
    signed_in: Client, take: Take, sound: bytes
) -> None:
    answer = signed_in.get(f"/takes/{take.pk}/audio", headers={"Range": "bytes=99999999-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(sound)}")


def test_it_answers_a_head_without_a_body(signed_in: Client, take: Take, sound: bytes) -> None:
    answer = signed_in.head(f"/takes/{take.pk}/audio")
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(sound)))
    assert body(answer) == b""


def test_it_sends_nothing_twice(signed_in: Client, take: Take) -> None:
    etag = signed_in.get(f"/takes/{take.pk}/audio")["ETag"]
    answer = signed_in.get(f"/takes/{take.pk}/audio", headers={"If-None-Match": etag})
    assert (answer.status_code, body(answer)) == (304, b"")


def test_it_takes_no_post(signed_in: Client, take: Take) -> None:
    assert signed_in.post(f"/takes/{take.pk}/audio").status_code == 405


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("City lights", 'attachment; filename="City lights.mp3"'),
        ("../../etc/passwd", "passwd.mp3"),
        ("A\r\nB: c", ".mp3"),
        ('Say "hi"', ".mp3"),
        ("Düne 🎷", "filename*=utf-8''D%C3%BCne%20%F0%9F%8E%B7.mp3"),
    ],
)
def test_it_names_a_download_after_the_song(
    signed_in: Client, make_song: Make, fake: FakeProvider, title: str, name: str
) -> None:
    song = bring(make_song(title=title), State.READY, clip=fake.clip())
    header = signed_in.get(f"/takes/{song.takes.get().pk}/download")["Content-Disposition"]
    assert header.startswith("attachment;")
    assert name in header
    assert "/" not in header
    assert "\n" not in header


def test_it_names_the_second_take_as_such(signed_in: Client, take: Take) -> None:
    Take.objects.update(number=2)
    header = signed_in.get(f"/takes/{take.pk}/download")["Content-Disposition"]
    assert 'filename="City lights (take 2).mp3"' in header


def test_it_leaves_the_sending_to_nginx_where_told(
    signed_in: Client, take: Take, settings: LazySettings
) -> None:
    settings.AUDIO_ACCEL_PREFIX = "/protected/"
    answer = signed_in.get(f"/takes/{take.pk}/audio")
    assert answer["X-Accel-Redirect"] == f"/protected/{take.file}"
    assert body(answer) == b""


def test_it_tells_nginx_nothing_for_outsiders(
    client: Client, take: Take, settings: LazySettings, charlie: object
) -> None:
    settings.AUDIO_ACCEL_PREFIX = "/protected/"
    client.force_login(charlie)  # type: ignore[arg-type]
    answer = client.get(f"/takes/{take.pk}/audio")
    assert answer.status_code == 404
    assert "X-Accel-Redirect" not in answer


def test_it_says_so_where_the_file_is_gone(signed_in: Client, take: Take) -> None:
    default_storage.delete(str(take.file))
    answer = signed_in.get(f"/takes/{take.pk}/audio")
    assert answer.status_code == 404
