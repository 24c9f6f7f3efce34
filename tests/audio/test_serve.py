import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from generator.audio.serve import CHUNK_BYTES, audio_response, download_name

# Django looks after its database connections whenever a response is closed.
pytestmark = pytest.mark.django_db

BODY = bytes(range(256)) * 1024
SIZE = len(BODY)
ETAG = '"abc123"'


class Opened:
    """Opens a file for each call, and remembers them."""

    def __init__(self, body: bytes = BODY) -> None:
        self.files: list[io.BytesIO] = []
        self._body = body

    def __call__(self) -> io.BytesIO:
        self.files.append(io.BytesIO(self._body))
        return self.files[-1]


def ask(method: str = "GET", *, body: bytes = BODY, opener: Opened | None = None, **headers: str):
    options = {name: headers.pop(name) for name in ("filename", "accel_path") if name in headers}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return audio_response(
        RequestFactory().generic(method, "/takes/7/audio", headers=named),
        open_file=opener or Opened(body),
        size=len(body),
        etag="abc123",
        content_type="audio/mpeg",
        **options,
    )


def body_of(response) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        body = b"".join(response.streaming_content)
        response.close()
        return body
    assert isinstance(response, HttpResponse)
    return response.content


def test_it_sends_the_whole_file() -> None:
    response = ask()
    assert response.status_code == 200
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == ETAG
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in response
    assert body_of(response) == BODY


PARTS = [
    ("bytes=0-0", 0, 0),
    ("bytes=0-1", 0, 1),
    ("bytes=0-", 0, SIZE - 1),
    ("bytes=100-199", 100, 199),
    ("bytes=70000-", 70_000, SIZE - 1),
    (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
    (f"bytes=0-{SIZE}", 0, SIZE - 1),
    ("bytes=5-99999999999999999999999999", 5, SIZE - 1),
    ("bytes=-1", SIZE - 1, SIZE - 1),
    ("bytes=-500", SIZE - 500, SIZE - 1),
    (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
    ("bytes=-99999999999999999999999999", 0, SIZE - 1),
    ("bytes=0000000000000000000000000010-0000000000000000000000000019", 10, 19),
    ("Bytes=1-2", 1, 2),
    ("bytes= 1-2 ", 1, 2),
    ("bytes=,1-2,", 1, 2),
]


@pytest.mark.parametrize(("header", "first", "last"), PARTS)
def test_it_sends_the_part_asked_for(header: str, first: int, last: int) -> None:
    response = ask(Range=header)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["ETag"] == ETAG
    assert response["Cache-Control"] == "private, no-cache"
    assert body_of(response) == BODY[first : last + 1]


@pytest.mark.parametrize(
    "header",
    [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0", "bytes=9999999999999999999-"],
)
def test_it_says_how_long_the_file_is_when_asked_beyond_its_end(header: str) -> None:
    opener = Opened()
    response = ask(Range=header, opener=opener)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"
    assert response["Content-Length"] == "0"
    assert body_of(response) == b""
    assert opener.files == []


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=--1",
        "bytes=a-b",
        "bytes=1",
        "bytes=1-2-3",
        "bytes=1 - 2",
        "bytes=2-1",
        "bytes=+1-2",
        "bytes=0x1-2",
        "bytes=1.0-2",
        "bytes=１-２",
        "bytes:0-1",
        "items=0-1",
        "seconds=1-2",
        "bytes=0-1,5-6",
        "bytes=0-,0-,0-,0-",
        "bytes=" + ",".join(f"{n}-" for n in range(1000)),
    ],
)
def test_it_sends_the_whole_when_the_range_is_not_one_range(header: str) -> None:
    response = ask(Range=header)
    assert response.status_code == 200
    assert "Content-Range" not in response
    assert body_of(response) == BODY


@given(
    header=st.one_of(
        st.from_regex(r"bytes=[0-9]{0,4}-[0-9]{0,4}", fullmatch=True),
        st.from_regex(r"[bB]ytes ?= ?[0-9,\- ]{0,12}", fullmatch=True),
        st.text(max_size=40),
    ),
    body=st.binary(max_size=300),
)
@example(header="bytes=-5", body=b"")
@example(header="bytes=0-", body=b"")
def test_it_answers_any_range_with_just_the_bytes_it_claims(header: str, body: bytes) -> None:
    response = ask(Range=header, body=body)
    sent = body_of(response)
    assert response["Content-Length"] == str(len(sent))
    if response.status_code == 206:
        claim, _, whole = response["Content-Range"].removeprefix("bytes ").partition("/")
        first, _, last = claim.partition("-")
        assert (int(whole), len(sent)) == (len(body), int(last) - int(first) + 1)
        assert sent == body[int(first) : int(last) + 1] != b""
    elif response.status_code == 416:
        assert (sent, response["Content-Range"]) == (b"", f"bytes */{len(body)}")
    else:
        assert (response.status_code, sent) == (200, body)


# Conditions


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (ETAG, 206),
        (f" {ETAG} ", 206),
        ('"other"', 200),
        (f"W/{ETAG}", 200),
        ("abc123", 200),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 200),
        ("", 200),
    ],
)
def test_it_goes_on_only_with_the_file_it_began_with(condition: str, status: int) -> None:
    response = ask(Range="bytes=1-2", If_Range=condition)
    assert response.status_code == status
    assert body_of(response) == (BODY[1:3] if status == 206 else BODY)


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_sends_nothing_to_who_has_it(known: str, method: str) -> None:
    opener = Opened()
    response = ask(method, If_None_Match=known, Range="bytes=1-2", opener=opener)
    assert response.status_code == 304
    assert (response["ETag"], response["Cache-Control"]) == (ETAG, "private, no-cache")
    assert body_of(response) == b""
    assert opener.files == []


def test_it_sends_the_file_to_who_has_another() -> None:
    assert body_of(ask(If_None_Match='"other"')) == BODY


def test_it_refuses_to_go_on_with_another_file() -> None:
    assert ask(If_Match='"other"').status_code == 412
    assert ask(If_Match=ETAG).status_code == 200


def test_it_answers_head_with_the_headers_alone() -> None:
    opener = Opened()
    response = ask("HEAD", Range="bytes=1-2", opener=opener)
    assert response.status_code == 200  # section 14.2: a range is for GET only
    assert (response["Content-Length"], response["Accept-Ranges"]) == (str(SIZE), "bytes")
    assert body_of(response) == b""
    assert opener.files == []


# The body


def test_it_reads_in_small_steps_and_closes_the_file() -> None:
    opener = Opened()
    response = ask(opener=opener)
    steps = [len(chunk) for chunk in response.streaming_content]
    assert max(steps) == CHUNK_BYTES
    assert not opener.files[0].closed
    response.close()
    assert opener.files[0].closed


def test_it_closes_the_file_of_a_listener_who_left_before_the_first_byte() -> None:
    opener = Opened()
    ask(opener=opener).close()
    assert opener.files[0].closed


def test_it_serves_a_file_of_djangos_storage() -> None:
    storage = InMemoryStorage()
    name = storage.save("song.mp3", ContentFile(BODY))
    response = audio_response(
        RequestFactory().get("/", headers={"Range": "bytes=-10"}),
        open_file=lambda: storage.open(name),
        size=SIZE,
        etag=ETAG,
        content_type="audio/mpeg",
    )
    assert body_of(response) == BODY[-10:]


def test_it_lets_the_view_hear_that_a_file_is_gone() -> None:
    def gone() -> io.BytesIO:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        audio_response(
            RequestFactory().get("/"), open_file=gone, size=1, etag="a", content_type="audio/mpeg"
        )


def test_it_leaves_the_sending_to_nginx() -> None:
    opener = Opened()
    path = "/protected/songs/7/a b%?.mp3"
    response = ask(accel_path=path, Range="bytes=1-2", If_None_Match=ETAG, opener=opener)
    assert response.status_code == 200
    assert response["X-Accel-Redirect"] == "/protected/songs/7/a%20b%25%3F.mp3"
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Cache-Control"] == "private, no-cache"
    assert "Content-Length" not in response
    assert body_of(response) == b""
    assert opener.files == []


# Names of downloads


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Neon Rain.mp3", "Neon Rain.mp3"),
        ("", "song"),
        (".mp3", "song.mp3"),
        ("   .mp3", "song.mp3"),
        ("...", "song"),
        ("/.mp3", "song.mp3"),
        ("../../etc/passwd.mp3", "etc-passwd.mp3"),
        ("a/b\\c.mp3", "a-b-c.mp3"),
        ("two\r\nSet-Cookie: a=b.mp3", "two-Set-Cookie- a=b.mp3"),
        ("nul\0.mp3", "nul.mp3"),
        ("Vol. 2.mp3", "Vol. 2.mp3"),
        ('"quoted" & so.mp3', "'quoted' & so.mp3"),
        ("Who? 10:30 <b>|*.mp3", "Who- 10-30 -b.mp3"),
        ("😀🎵.mp3", "😀🎵.mp3"),
        ("שיר של גשם.mp3", "שיר של גשם.mp3"),
        ("song\u202e3pm.exe.mp3", "song-3pm.exe.mp3"),
        ("\ud800.mp3", "song.mp3"),
    ],
)
def test_it_names_a_download_by_its_title(title: str, name: str) -> None:
    assert download_name(title) == name


@pytest.mark.parametrize("letter", ["x", "ä", "音", "🎵"])
def test_it_cuts_a_title_that_no_disk_could_name(letter: str) -> None:
    name = download_name(letter * 1000 + ".mp3")
    assert name.endswith(letter + ".mp3")
    assert len(name.encode()) <= 200


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("Neon Rain.mp3", 'attachment; filename="Neon Rain.mp3"'),
        ('say "hi".mp3', "attachment; filename=\"say 'hi'.mp3\""),
        ("ü😀.mp3", "attachment; filename*=utf-8''%C3%BC%F0%9F%98%80.mp3"),
        ("", 'attachment; filename="song"'),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_offers_a_download_by_name(title: str, header: str, method: str) -> None:
    assert ask(method, filename=title)["Content-Disposition"] == header


@given(st.text())
def test_it_offers_any_title_as_a_download(title: str) -> None:
    header = ask(filename=title + ".mp3")["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert header.rstrip('"').endswith(".mp3")
