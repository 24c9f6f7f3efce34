"""The answer to a poll that says no: of the song, or only of the question. And words kept safe."""

from typing import Any

import pytest

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Phase
from generator.providers.reading import TaskNotFound, read_task
from generator.providers.refusals import UNREADABLE, Answer, clean
from tests.providers.variants import CAUSES, URL, clip, data, feed, poll, row

FAILED = [
    row("fail_message", data(status="FAILED", fail_message="moderation"), "CONTENT", "moderation"),
    row(
        "artist name alone",
        data(error_message="contained artist name: x"),
        "CONTENT",
        "contained artist name: x",
    ),
    row(
        "artist name, still pending",
        data(status="pending", error_message="artist name"),
        "CONTENT",
        "artist name",
    ),
    row("every clip failed", feed(clip("", error_message="copyright")), "CONTENT", "copyright"),
    row("clips say error", feed(clip(status="error", error_message="x")), "DOWN", "x"),
    row(
        "error while all is filled",
        data(status="error", audio_url=URL, title="x", message="bad"),
        "DOWN",
        "bad",
    ),
    row(
        "envelope's message",
        {"code": 501, "msg": "no luck", "data": {"status": "GENERATE_AUDIO_FAILED"}},
        "DOWN",
        "no luck",
    ),
    row("sensitive word", data(status="SENSITIVE_WORD_ERROR", errorMessage="x"), "CONTENT", "x"),
    row("error as text", data(status="failed", error="invalid lyrics"), "INPUT", "invalid lyrics"),
    row(
        "error as dict",
        data(status="failed", error={"code": 10, "message": "too short"}),
        "INPUT",
        "too short",
    ),
    row(
        "flat, error as text",
        {"id": "1", "status": "failed", "error": "too short"},
        "INPUT",
        "too short",
    ),
    row(
        "timeout",
        data(status="timeout"),
        "TIME",
        'The provider gave up ("timeout") and did not say why.',
    ),
    row(
        "fail_reason",
        data(status="FAILURE", fail_reason="quota exhausted"),
        "CREDIT",
        "quota exhausted",
    ),
    row(
        "MiniMax in a failed task",
        data(status="failed", base_resp={"status_code": 1027, "status_msg": "out"}),
        "CONTENT",
        "out",
    ),
    row("MiniMax alone", {"base_resp": {"status_code": 1026, "status_msg": "in"}}, "CONTENT", "in"),
    row("kie 531", {"code": 531, "msg": "failed, refunded"}, "DOWN", "failed, refunded"),
    row("kie 400", {"code": 400, "msg": "copyright lyrics"}, "CONTENT", "copyright lyrics"),
    row(
        "no words at all",
        data(status="failed"),
        "DOWN",
        'The provider gave up ("failed") and did not say why.',
    ),
]


@pytest.mark.parametrize(("body", "cause", "message"), FAILED)
def test_it_says_why_a_song_failed(body: Any, cause: str, message: str) -> None:
    update = poll(body)
    assert (update.phase, update.upstream_id) == (Phase.FAILED, "n74_1")
    assert (update.cause, update.message) == (CAUSES[cause], message)


def test_it_reads_a_400_that_speaks_of_the_song_as_its_failure() -> None:
    update = poll({"error": {"code": 400, "message": "the lyrics were flagged"}}, 400)
    assert (update.phase, update.cause) == (Phase.FAILED, Cause.REFUSED_CONTENT)


NO_READING = [
    row("garbage", 200, UNREADABLE, Cause.PROVIDER_DOWN),
    row("a text", 200, "ok", Cause.PROVIDER_DOWN),
    row("429", 429, UNREADABLE, Cause.RATE_LIMITED),
    row("429 in 200", 200, {"code": 429, "message": "Rate limit"}, Cause.RATE_LIMITED),
    row("MiniMax 1002", 200, {"base_resp": {"status_code": 1002}}, Cause.RATE_LIMITED),
    row(
        "500", 500, {"code": 500, "message": "Internal Server Error: invalid"}, Cause.PROVIDER_DOWN
    ),
    row("500 of moderation", 500, {"message": "moderation is down"}, Cause.REFUSED_CONTENT),
    row("500 in 200", 200, {"code": 500, "message": "oops"}, Cause.PROVIDER_DOWN),
    row("502", 502, UNREADABLE, Cause.PROVIDER_DOWN),
    row("503", 503, UNREADABLE, Cause.PROVIDER_DOWN),
    row("504", 504, UNREADABLE, Cause.TIMED_OUT),
    row("a redirect", 302, UNREADABLE, Cause.PROVIDER_DOWN),
    row("401", 401, {"error": {"code": 401, "message": "Invalid API key"}}, Cause.NOT_CONNECTED),
    row("402", 402, UNREADABLE, Cause.OUT_OF_CREDIT),
    row("403 of a firewall", 403, {"message": "access prohibited"}, Cause.REFUSED_CONTENT),
]


@pytest.mark.parametrize(("status", "body", "cause"), NO_READING)
def test_it_asks_again_later_when_an_answer_says_nothing_of_the_song(
    status: int, body: Any, cause: Cause
) -> None:
    with pytest.raises(ProviderError) as caught:
        read_task(Answer(status, body, retry_after=9), "n74_1")
    assert (caught.value.permanent, caught.value.cause) == (False, cause)
    assert not isinstance(caught.value, TaskNotFound)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        row("404", 404, {"error": {"code": 404, "message": "x", "type": "not_found"}}),
        row("404 page", 404, UNREADABLE),
        row("404 in 200", 200, {"code": 404, "message": "Task not found"}),
        row("by type", 400, {"error": {"message": "no task", "type": "not_found"}}),
    ],
)
def test_it_tells_a_task_nobody_knows(status: int, body: Any) -> None:
    with pytest.raises(TaskNotFound) as caught:
        poll(body, status)
    assert (caught.value.code, caught.value.permanent) == ("not_found", False)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("key aio_abc-123_x is bad", "key [key removed] is bad"),
        ("Authorization: Bearer aio_abc.def", "Authorization: [key removed]"),
        ("bearer\n eyJhbGciOi.x.y!", "[key removed]"),
        ("aio_\u200babc", "[key removed]"),
        ("sk-0123456789", "[key removed]"),
        ("two\nlines\x00\x1b[31m\u202ered", "two lines[31mred"),
        ("\ud800half", "half"),
        (None, ""),
        (["x"], ""),
    ],
)
def test_it_makes_upstreams_words_safe_to_show(said: Any, shown: str) -> None:
    assert clean(said) == shown


def test_it_cuts_long_words() -> None:
    assert len(clean("word " * 5000)) == 300


def test_it_keeps_keys_out_of_failures() -> None:
    assert "abc" not in poll(data(status="failed", error_message="bad aio_abc")).message
