"""API in One over the wire: what is sent, how often, and what a broken exchange means."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from generator.causes import Cause
from generator.errors import NotConnected, OutcomeUnknown, ProviderError
from generator.outward import seconds_of
from generator.providers.apiin import SENT, ApiIn
from generator.providers.base import Brief, Phase, Provider, Update
from generator.providers.reading import TaskNotFound

KEY = "aio_test_0123456789"
BRIEF = Brief(song_id=7, model="minimax-music", prompt="a calm song")
ACCEPTED = {"code": 200, "data": {"task_id": "n74_1", "status": "IN_PROGRESS"}}
Handler = Callable[[httpx.Request], httpx.Response]


class Wire:
    """An `ApiIn` on a `MockTransport` that plays `steps` in turn, the last for ever."""

    def __init__(self, *steps: httpx.Response | Exception) -> None:
        self.steps = list(steps)
        self.requests: list[httpx.Request] = []
        self.slept: list[float] = []
        self.apiin = ApiIn(
            api_key=KEY,
            base_url="https://gateway.example/api/v1/",
            transport=httpx.MockTransport(self._answer),
            sleep=self.slept.append,
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return step

    def submit(self, brief: Brief = BRIEF) -> Update:
        return self.apiin.submit(brief, report=lambda stage, percent: None)

    def fetch(self, task: str = "n74_1") -> Update:
        return fetch(self.apiin, task)


def fetch(apiin: ApiIn, task: str) -> Update:
    async def ask() -> Update:
        async with apiin.async_client() as client:
            return await apiin.fetch(client, task)

    return asyncio.run(ask())


def ok(body: object = ACCEPTED) -> httpx.Response:
    return httpx.Response(200, json=body)


def limited(retry_after: str = "") -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": retry_after} if retry_after else {})


# --- what is sent --------------------------------------------------------------------------


def test_it_is_a_provider() -> None:
    provider: Provider = Wire(ok()).apiin
    assert (provider.name, provider.lane, provider.repeatable) == ("apiin", "default", False)


def test_it_posts_the_form_to_the_documented_route() -> None:
    wire = Wire(ok())
    update = wire.submit()
    (request,) = wire.requests
    assert (request.method, str(request.url)) == (
        "POST",
        "https://gateway.example/api/v1/audio/music",
    )
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.content)["prompt"] == "a calm song"
    assert update == Update(Phase.BUSY, "n74_1", word="IN_PROGRESS", stage="Composing")


def test_it_asks_at_the_documented_route() -> None:
    wire = Wire(ok({"code": 200, "data": {"status": "queued"}}))
    assert wire.fetch("a/b ?ü").phase is Phase.BUSY
    (request,) = wire.requests
    assert request.method == "GET"
    assert request.url.raw_path == b"/api/v1/tasks/a%2Fb%20%3F%C3%BC"
    assert request.headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("key", ["", "  ", "two words", "line\nbreak", "schlüssel"])
def test_it_is_not_connected_without_a_key_that_can_be_sent(key: str) -> None:
    apiin = ApiIn(api_key=key, base_url="https://gateway.example")
    assert not apiin.connected()
    with pytest.raises(NotConnected):
        apiin.submit(BRIEF, report=lambda stage, percent: None)


def test_it_sends_half_a_character_without_stumbling() -> None:
    wire = Wire(ok())
    wire.submit(Brief(song_id=7, model="minimax-music", prompt="\ud800 song"))
    assert json.loads(wire.requests[0].content)["prompt"] == "\ud800 song"


# --- how often -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [limited(), httpx.Response(503), httpx.ConnectError("x"), httpx.ConnectTimeout("x")],
    ids=["429", "503", "no connection", "no connection in time"],
)
def test_it_sends_again_what_did_not_run(trouble: httpx.Response | Exception) -> None:
    wire = Wire(trouble, trouble, ok())
    assert wire.submit().upstream_id == "n74_1"
    assert (len(wire.requests), wire.slept) == (3, [1.0, 3.0])


def test_it_gives_up_after_three_tries() -> None:
    wire = Wire(limited("2"))
    with pytest.raises(ProviderError) as caught:
        wire.submit()
    assert (len(wire.requests), wire.slept) == (3, [2.0, 3.0])
    assert (caught.value.permanent, caught.value.retry_after) == (False, 2.0)


def test_it_leaves_a_long_wait_to_whoever_asked() -> None:
    wire = Wire(limited("31"))
    with pytest.raises(ProviderError) as caught:
        wire.submit()
    assert (len(wire.requests), wire.slept) == (1, [])
    assert (caught.value.cause, caught.value.retry_after) == (Cause.RATE_LIMITED, 31.0)


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("x"),
        httpx.WriteTimeout("x"),
        httpx.ReadError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(200, text="[" * 100_000),
        httpx.Response(200, text="1" * 5_000),
        httpx.Response(200, content=b'"' + b"x" * (1024 * 1024) + b'"'),
        httpx.Response(502),
        httpx.Response(504),
        httpx.Response(500, text="<html>"),
    ],
    ids=lambda trouble: repr(trouble)[:40],
)
def test_it_never_repeats_a_paid_post_on_doubt(trouble: httpx.Response | Exception) -> None:
    wire = Wire(trouble)
    with pytest.raises(OutcomeUnknown):
        wire.submit()
    assert (len(wire.requests), wire.slept) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422, 301])
def test_it_does_not_repeat_a_clear_no(status: int) -> None:
    wire = Wire(httpx.Response(status, json={"error": {"code": status, "message": "no"}}))
    with pytest.raises(ProviderError) as caught:
        wire.submit()
    assert caught.value.permanent
    assert not isinstance(caught.value, OutcomeUnknown)
    assert len(wire.requests) == 1


def test_it_asks_an_admin_when_the_address_is_none() -> None:
    apiin = ApiIn(api_key=KEY, base_url="gateway.example")
    with pytest.raises(ProviderError) as caught:
        apiin.submit(BRIEF, report=lambda stage, percent: None)
    assert (caught.value.cause, caught.value.permanent) == (Cause.NOT_CONNECTED, True)


# --- what a broken question means ----------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, text="[" * 100_000),
        httpx.Response(500),
        httpx.Response(302, headers={"Location": "http://10.0.0.1/"}),
        httpx.Response(200, content=b'"' + b"x" * (1024 * 1024) + b'"'),
    ],
    ids=lambda trouble: repr(trouble)[:40],
)
def test_it_has_no_reading_when_the_answer_is_broken(trouble: httpx.Response | Exception) -> None:
    wire = Wire(trouble)
    with pytest.raises(ProviderError) as caught:
        wire.fetch()
    assert not caught.value.permanent
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (httpx.ConnectError("x"), "The provider can't be reached."),
        (httpx.ReadTimeout("x"), "The provider did not answer."),
    ],
)
def test_it_says_what_happened_in_a_sentence(trouble: Exception, sentence: str) -> None:
    with pytest.raises(ProviderError) as caught:
        Wire(trouble).fetch()
    assert (str(caught.value), caught.value.upstream) == (sentence, "")


def test_it_passes_on_how_long_to_wait() -> None:
    with pytest.raises(ProviderError) as caught:
        Wire(limited("17")).fetch()
    assert caught.value.retry_after == 17


def test_it_tells_a_task_nobody_knows() -> None:
    with pytest.raises(TaskNotFound):
        Wire(httpx.Response(404)).fetch()


# --- httpx ---------------------------------------------------------------------------------

ABSTRACT = {
    httpx.HTTPError, httpx.RequestError, httpx.TransportError, httpx.TimeoutException,
    httpx.NetworkError, httpx.ProtocolError,
}  # fmt: skip
# Raised only by what we don't do: raise_for_status, cookies by name, reading a stream twice.
OURS = {
    httpx.HTTPStatusError, httpx.CookieConflict, httpx.StreamError, httpx.StreamConsumed,
    httpx.StreamClosed, httpx.ResponseNotRead, httpx.RequestNotRead,
}  # fmt: skip


def test_it_knows_every_error_of_httpx() -> None:
    named = [getattr(httpx, name) for name in dir(httpx)]
    errors = {one for one in named if isinstance(one, type) and issubclass(one, Exception)}
    assert errors - ABSTRACT - OURS == set(SENT)


# --- secrets -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [KEY, "other-gateway-key", "tst"])
def test_it_never_tells_its_key(key: str, caplog: pytest.LogCaptureFixture) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        said = f"limit for {request.headers['Authorization']} ({key})"
        return httpx.Response(429, json={"error": {"code": 429, "message": said}})

    caplog.set_level(logging.DEBUG)
    transport = httpx.MockTransport(answer)
    apiin = ApiIn(api_key=key, base_url="https://g.example", transport=transport, sleep=print)
    with pytest.raises(ProviderError) as caught:
        apiin.submit(BRIEF, report=lambda stage, percent: None)
    assert "limit for" in caught.value.upstream
    told = f"{caught.value} {caught.value.upstream} {apiin!r} {caplog.text}"
    assert key not in told


def test_it_reads_answers_whose_words_hold_a_short_key() -> None:
    transport = httpx.MockTransport(lambda request: ok())
    apiin = ApiIn(api_key="s", base_url="https://g.example", transport=transport)
    update = apiin.submit(BRIEF, report=lambda stage, percent: None)
    assert update.upstream_id == "n74_1"


# --- Retry-After ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 1.5 ", 1.5),
        ("999999999", 86_400.0),
        ("Mon, 23 Nov 2026 10:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2026 10:00:30 -0000", 30.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e400", None),
        ("Mon, 99 Nov 99999 10:00:30 GMT", None),
    ],
)
def test_it_reads_retry_after(value: str, seconds: float | None) -> None:
    assert seconds_of(value, datetime(2026, 11, 23, 10, tzinfo=UTC)) == seconds
