"""The web server as `up` runs it: what it takes, what it believes, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30


@contextmanager
def server(folder: Path, **env: str) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)],
        env={**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db"} | env,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            until_it_answers(client)
            yield client, process
    finally:
        process.kill()
        process.wait()


def until_it_answers(client: httpx.Client) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        try:
            client.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.1)  # between two looks at a condition
        else:
            return
    raise AssertionError("it never answered")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    (folder / "static" / "digits.txt").write_bytes(b"0123456789")
    with server(folder, PUBLIC_URL="") as (client, _):
        yield client


def test_it_answers_head_with_the_headers_alone(plain: httpx.Client) -> None:
    answer = plain.head("/static/digits.txt")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "10")
    assert plain.get("/healthz").text == "ok\n"  # on the same connection: no stray body between


def test_it_answers_the_next_request_after_head_on_the_same_line(plain: httpx.Client) -> None:
    line = HTTPConnection(plain.base_url.host, plain.base_url.port or 80, timeout=10)
    line.request("HEAD", "/accounts/login/")
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1_000
    line.request("GET", "/healthz")
    assert line.getresponse().status == 200
    line.close()


def test_it_sends_the_part_that_was_asked_for(plain: httpx.Client) -> None:
    answer = plain.get("/static/digits.txt", headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.content) == (206, b"234")


def test_it_takes_no_endless_body(plain: httpx.Client) -> None:
    assert plain.post("/healthz", content=b"x" * 6_000_000).status_code == 413


def test_it_knows_a_proxys_client_from_this_machine(plain: httpx.Client) -> None:
    stranger = {"X-Forwarded-For": "203.0.113.9"}
    assert plain.get("/metrics", headers=stranger).status_code == 404


def test_it_believes_a_proxy_about_https_only_where_that_is_its_address(
    plain: httpx.Client, tmp_path: Path
) -> None:
    ended_there = {"X-Forwarded-Proto": "https"}
    with server(tmp_path, PUBLIC_URL="https://localhost") as (client, _):
        assert client.get("/nowhere").status_code == 301
        answer = client.get("/nowhere", headers=ended_there)
    assert answer.status_code == 404
    assert "Strict-Transport-Security" in answer.headers
    unproven = plain.get("/nowhere", headers=ended_there)
    assert "Strict-Transport-Security" not in unproven.headers


def test_it_ends_well_when_asked(tmp_path: Path) -> None:
    with server(tmp_path, PUBLIC_URL="") as (_, process):
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0
