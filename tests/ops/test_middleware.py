"""One line for each request, and the headers every page has."""

import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from generator.ops.middleware import shown_path
from generator.teams.models import User

LOGGER = "generator.ops.middleware"


def boom(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("aio_0123456789abcdef was refused")


urlpatterns = [path("boom", boom)]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, LOGGER):
        yield caplog


def written(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == LOGGER]


def test_it_writes_one_line_for_a_request(
    signed_in: Client, alice: User, lines: pytest.LogCaptureFixture
) -> None:
    signed_in.get("/songs/?q=secret")
    (record,) = written(lines)
    assert record.getMessage() == "GET /songs/"
    assert (vars(record)["status"], vars(record)["user"]) == (200, alice.pk)


@pytest.mark.parametrize("address", ["/healthz", "/static/js/app.js"])
def test_it_writes_nothing_about_the_trivial(
    client: Client, db: None, lines: pytest.LogCaptureFixture, address: str
) -> None:
    client.get(address)
    assert written(lines) == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/songs/7/", "/songs/7/"),
        ("/callbacks/0123456789abcdef0123456789abcdef/", "/callbacks/012345…/"),
        ("/a\nINFO forged", "/a%0AINFO%20forged"),
    ],
)
def test_it_shows_no_secret_and_no_line_break_of_a_path(asked: str, shown: str) -> None:
    assert shown_path(asked) == shown


def test_it_keeps_a_sane_request_id(client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "abc-123"})
    assert answer["X-Request-ID"] == "abc-123"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'a"b'])
def test_it_makes_its_own_in_place_of_another(client: Client, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.urls("tests.ops.test_middleware")
def test_it_writes_a_failure_whole(db: None, caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/boom")
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert answer.status_code == 500
    assert record.exc_info


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_it_sends_what_browsers_should_refuse(
    client: Client, db: None, header: str, value: str
) -> None:
    answer = client.get("/")
    assert answer[header] == value
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer.headers


def test_it_compresses_pages_for_those_who_can_read_that(client: Client, db: None) -> None:
    plain, packed = client.get("/"), client.get("/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"]


def test_it_compresses_nothing_but_pages(client: Client, db: None) -> None:
    answer = client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) > 200
    assert "Content-Encoding" not in answer
