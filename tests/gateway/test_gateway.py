"""The fake itself: what it serves is what it says, and it ends when it is closed."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import miniaudio
import pytest

from tests.gateway import sounds
from tests.gateway.answers import ENDS, RESULTS, SUBMITS, fault
from tests.gateway.callbacks import BODIES, forged
from tests.gateway.scripts import SCENES, Script, script_for
from tests.gateway.server import Gateway

KEY = {"Authorization": "Bearer aio_test"}


def post(gateway: Gateway, prompt: str, **fields: object) -> str:
    form = {"model": "minimax-music", "prompt": prompt, **fields}
    answer = httpx.post(f"{gateway.base_url}/audio/music", json=form, headers=KEY).json()
    return str(answer["data"]["task_id"])


def poll(gateway: Gateway, task: str) -> httpx.Response:
    return httpx.get(f"{gateway.base_url}/tasks/{task}", headers=KEY)


def sound(gateway: Gateway, kind: str) -> str:
    task = post(gateway, f"play:audio_{kind} polls=0")
    return str(poll(gateway, task).json()["data"]["response_data"][0]["audio_url"])


def test_it_knows_every_name_its_scenes_use() -> None:
    for script in SCENES.values():
        assert script.submit in SUBMITS
        assert script.end in ENDS
        assert script.shape in RESULTS or not script.shape
        assert set(script.audio.split(",")) <= set(sounds.KINDS)
        assert not script.calls or set(script.calls.split(",")) <= set(BODIES)
        for name in filter(None, (script.fault, script.poll_fault)):
            assert fault(name)


def test_it_takes_a_scene_and_its_fields_from_the_prompt() -> None:
    script = script_for("calm play:moderated seconds=1.5 takes=2 audio=slow,html x=1")
    assert script == Script(end="moderated", seconds=1.5, takes=2, audio="slow,html")
    assert script_for("seconds=3 and no scene") == Script()


def test_it_counts_what_was_asked(gateway: Gateway) -> None:
    task = post(gateway, "one song")
    post(gateway, "another song")
    poll(gateway, task)
    assert (gateway.posts(), gateway.posts("another"), gateway.polls(task)) == (2, 1, 1)
    assert gateway.requests[0].headers["authorization"] == KEY["Authorization"]


def test_it_plays_a_script_of_the_tests_own(gateway: Gateway) -> None:
    gateway.script("mine", Script(seconds=0, end="failed", reason="because"))
    answer = poll(gateway, post(gateway, "mine"))
    assert answer.json()["data"]["error_message"] == "because"


def test_it_wants_a_key(gateway: Gateway) -> None:
    assert httpx.get(f"{gateway.base_url}/tasks/x").status_code == 401


def test_it_logs_when_songs_ended(gateway: Gateway) -> None:
    task = post(gateway, "play:good polls=1")
    assert httpx.get(f"{gateway.origin}/_log").json()[0]["ready_at"] is None
    poll(gateway, task)
    poll(gateway, task)
    (line,) = gateway.log()
    assert line["posted_at"] <= line["ready_at"] <= line["told_at"]


@pytest.mark.parametrize(("seconds", "bitrate"), [(2.0, 128), (0.5, 64), (3.0, 256)])
def test_it_serves_a_real_mp3(gateway: Gateway, seconds: float, bitrate: int) -> None:
    task = post(gateway, f"play:at_once length={seconds} bitrate={bitrate}")
    (clip,) = poll(gateway, task).json()["data"]["response_data"]
    answer = httpx.get(clip["audio_url"])
    info = miniaudio.mp3_get_info(answer.content)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert info.duration == pytest.approx(seconds, abs=0.15)


@pytest.mark.parametrize(
    ("kind", "status", "head"),
    [
        ("html", 200, b"<!doctype"),
        ("empty", 200, b""),
        ("m4a", 200, b"\x00\x00\x00\x1cftypM4A"),
        ("403", 403, b"<!doctype"),
        ("404", 404, b"{"),
        ("none_mp3", 403, b"<Error>"),
        ("silent", 200, b"\xff"),
        ("redirect", 302, b""),
        ("redirect_private", 302, b""),
        ("redirect_loop", 302, b""),
    ],
)
def test_it_serves_what_is_no_song(gateway: Gateway, kind: str, status: int, head: bytes) -> None:
    answer = httpx.get(sound(gateway, kind))
    assert answer.status_code == status
    assert answer.content.startswith(head)


def test_it_redirects_elsewhere_or_round_and_round(gateway: Gateway) -> None:
    with pytest.raises(httpx.TooManyRedirects):
        httpx.get(sound(gateway, "redirect_loop"), follow_redirects=True)
    answer = httpx.get(sound(gateway, "redirect"), follow_redirects=True)
    assert answer.headers["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize("kind", ["truncated", "drop"])
def test_it_breaks_off(gateway: Gateway, kind: str) -> None:
    url = sound(gateway, kind)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(url)


@pytest.mark.parametrize(("kind", "sized"), [("huge", True), ("huge_unsized", False)])
def test_it_pours_out_more_than_anyone_wants(gateway: Gateway, kind: str, sized: bool) -> None:
    taken = 0
    with httpx.stream("GET", sound(gateway, kind)) as answer:
        assert ("Content-Length" in answer.headers) == sized
        for chunk in answer.iter_raw():
            taken += len(chunk)
            if taken > 1_000_000:
                break
    assert taken > 1_000_000


@pytest.mark.parametrize("kind", ["private", "metadata"])
def test_it_names_addresses_nobody_should_go_to(gateway: Gateway, kind: str) -> None:
    assert sound(gateway, kind).startswith(("http://10.0.0.1/", "http://169.254.169.254/"))


def test_it_closes_with_everything_still_open() -> None:
    with Gateway() as gateway:
        url = sound(gateway, "slow")
        client = httpx.Client()
        drip = client.send(client.build_request("GET", url), stream=True)
        thread = gateway._thread
    assert not thread.is_alive()
    drip.close()
    client.close()


# --- callbacks -----------------------------------------------------------------------------


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A customer's side: its address, and what came."""
    came: list[tuple[str, bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((self.path, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/callbacks/token", came
    server.shutdown()
    server.server_close()


def test_it_sends_callbacks_at_every_stage_when_the_song_ends(
    receiver: tuple[str, list[tuple[str, bytes]]],
) -> None:
    url, came = receiver
    with Gateway() as gateway:
        poll(gateway, post(gateway, "play:calls polls=0", callback_url=url))
    # Closing waits for the calls that are under way.
    assert [path for path, _ in came] == ["/callbacks/token"] * len(came)
    assert came


@pytest.mark.parametrize("name", sorted(BODIES))
def test_it_sends_a_callback_when_told(
    gateway: Gateway, receiver: tuple[str, list[tuple[str, bytes]]], name: str
) -> None:
    url, came = receiver
    task = post(gateway, "a song", callback_url=url)
    assert gateway.call_back(task, name) == 204
    path, body = came[0]
    assert (path == "/callbacks/token") == (name != "forged")
    assert task not in body.decode() or name not in ("lying", "forged")


def test_it_forges_a_token_of_the_same_length() -> None:
    assert forged("https://x.example/callbacks/abcd/") == "https://x.example/callbacks/dcba/"
    assert forged("https://x.example/callbacks/abba") != "https://x.example/callbacks/abba"


def test_it_runs_as_its_own_process() -> None:
    command = [sys.executable, "-m", "tests.gateway", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert isinstance(process.stdout, io.BufferedReader)
        url = process.stdout.readline().decode().strip()
        assert httpx.get(f"{url}/tasks/x", headers=KEY).status_code == 404
        process.terminate()
        assert process.wait(20) == 0
