"""The answer to a submission, in every variant the contract lists."""

from typing import Any

import pytest

from generator.causes import Cause
from generator.errors import NotConnected, OutcomeUnknown, ProviderError
from generator.providers.base import Phase
from generator.providers.reading import read_submitted
from generator.providers.refusals import UNREADABLE, Answer
from tests.providers.variants import CAUSES, URL, clip, data, row, submit, urls

ACCEPTED = [
    row("enveloped", data(task_id="n74_1", status="IN_PROGRESS")),
    row("flat task_id", {"task_id": "n74_1", "status": "pending", "model": "suno-v4-5"}),
    row("flat id", {"id": "n74_1", "status": "pending"}),
    row("msg and taskId", {"code": 200, "msg": "success", "data": {"taskId": "n74_1"}}),
    row("workId", data(workId="n74_1")),
    row("work_id", data(work_id="n74_1")),
    row("workId beside data", {"code": 200, "workId": "w", "data": {"task_id": "n74_1"}}),
    row("workId outside only", {"code": 200, "workId": "n74_1", "data": {}}),
    row("type is the kind of job", data(task_id="n74_1", status="IN_PROGRESS", type="text2music")),
    row("kind of job alone", data(task_id="n74_1", type="text2music")),
    row("an empty error beside", data(task_id="n74_1", status="pending", error={"code": 0})),
    row("error null", {"id": "n74_1", "status": "pending", "error": None}),
    row("code 0", {"code": 0, "data": {"task_id": "n74_1"}}),
    row("code as text", {"code": "200", "data": {"task_id": "n74_1"}}),
    row("code success", {"code": "success", "data": {"task_id": "n74_1"}}),
    row("a clip's id is not the task's", {"data": {"id": "clip"}, "task_id": "n74_1"}),
    row("envelope says success", {"status": "success", "data": {"task_id": "n74_1"}}),
    row("done at once, without a sound", data(task_id="n74_1", status="SUCCESS")),
    row("base_resp fine", {"task_id": "n74_1", "base_resp": {"status_code": 0}}),
]


@pytest.mark.parametrize("body", ACCEPTED)
def test_it_reads_the_id_of_an_accepted_submission(body: Any) -> None:
    update = submit(body)
    assert (update.phase, update.upstream_id) == (Phase.BUSY, "n74_1")


def test_it_takes_a_number_as_an_id() -> None:
    assert submit(data(task_id=42)).upstream_id == "42"


@pytest.mark.parametrize("name", ["", " ", "..", ".", "a\nb", "x" * 201, "\ud800", True, [], None])
def test_it_does_not_take_just_anything_as_an_id(name: Any) -> None:
    with pytest.raises(ProviderError) as caught:
        submit(data(task_id=name, status="IN_PROGRESS"))
    assert caught.value.permanent


SONG_AT_ONCE = [
    row("enveloped", data(status="SUCCESS", audio_url=URL)),
    row("with an id", data(task_id="n74_1", status="completed", audio_url=URL)),
    row("no word at all", data(audio_url=URL)),
    row("kind of job", data(type="text2music", audio_url=URL)),
    row("MiniMax", {"data": {"status": 2, "audio": URL}, "base_resp": {"status_code": 0}}),
    row("outer word", {"status": "completed", "data": {"audio_url": URL}}),
    row("flat", {"id": "n74_1", "status": "succeeded", "output": [URL]}),
    row("bare list", [clip(status="complete")]),
]


@pytest.mark.parametrize("body", SONG_AT_ONCE)
def test_it_takes_a_song_that_comes_with_the_answer(body: Any) -> None:
    update = submit(body)
    assert (update.phase, urls(update)) == (Phase.DONE, [URL])


REFUSED = [
    row("error envelope", 401, {"error": {"code": 401, "message": "Invalid API key"}}, "CONNECT"),
    row("401 without words", 401, UNREADABLE, "CONNECT"),
    row("403", 403, {"code": 403, "message": "Forbidden: Insufficient permissions"}, "CONNECT"),
    row("MiniMax key", 200, {"base_resp": {"status_code": 2049, "status_msg": "x"}}, "CONNECT"),
    row("400", 400, {"code": 400, "message": "'prompt' is required.", "data": None}, "INPUT"),
    row("400 inside 200", 200, {"code": 400, "message": "Bad Request", "data": None}, "INPUT"),
    row("422 of FastAPI", 422, {"detail": [{"msg": "field required"}]}, "INPUT"),
    row("413", 413, UNREADABLE, "INPUT"),
    row("MiniMax params", 200, {"base_resp": {"status_code": 2013}}, "INPUT"),
    row("402", 402, {"error": {"code": 402, "message": "Payment required"}}, "CREDIT"),
    row("429 that means credit", 429, {"code": 429, "msg": "Insufficient credits"}, "CREDIT"),
    row("MiniMax balance", 200, {"base_resp": {"status_code": 1008}}, "CREDIT"),
    row("400 for the words", 400, {"code": 400, "message": "copyright lyrics"}, "CONTENT"),
    row("sensitive in 200", 200, {"code": 400, "message": "sensitive words"}, "CONTENT"),
    row("MiniMax input sensitive", 200, {"base_resp": {"status_code": 1026}}, "CONTENT"),
    row("MiniMax inside data", 200, {"data": {"base_resp": {"status_code": 1027}}}, "CONTENT"),
    row("a clear 500", 500, {"error": {"code": 500, "message": "node is broken"}}, "DOWN"),
    row("a clear 500 in 200", 200, {"code": 500, "message": "node is broken"}, "DOWN"),
    row("404 for the route", 404, UNREADABLE, "DOWN"),
    row("a redirect", 301, UNREADABLE, "DOWN"),
    row("success false", 200, {"success": False, "message": "node is broken"}, "DOWN"),
    row("accepted, and no id", 200, data(status="IN_PROGRESS"), "DOWN"),
]


@pytest.mark.parametrize(("status", "body", "cause"), REFUSED)
def test_it_reads_a_clear_no_that_is_not_to_be_sent_again(
    status: int, body: Any, cause: str
) -> None:
    with pytest.raises(ProviderError) as caught:
        submit(body, status)
    assert (caught.value.cause, caught.value.permanent) == (CAUSES[cause], True)
    assert not isinstance(caught.value, OutcomeUnknown)
    assert isinstance(caught.value, NotConnected) == (cause == "CONNECT")


AGAIN = [
    row("429", 429, {"code": 429, "message": "Rate limit exceeded."}, Cause.RATE_LIMITED),
    row("429 bare", 429, UNREADABLE, Cause.RATE_LIMITED),
    row("430", 200, {"code": 430, "msg": "too frequent"}, Cause.RATE_LIMITED),
    row("MiniMax 1002", 200, {"base_resp": {"status_code": 1002}}, Cause.RATE_LIMITED),
    row("503", 503, UNREADABLE, Cause.PROVIDER_DOWN),
    row("503 with words", 503, {"message": "capacity exceeded"}, Cause.PROVIDER_DOWN),
    row("455 maintenance", 200, {"code": 455, "msg": "maintenance"}, Cause.PROVIDER_DOWN),
]


@pytest.mark.parametrize(("status", "body", "cause"), AGAIN)
def test_it_reads_what_certainly_did_not_run_as_repeatable(
    status: int, body: Any, cause: Cause
) -> None:
    with pytest.raises(ProviderError) as caught:
        read_submitted(Answer(status, body, retry_after=7))
    assert (caught.value.cause, caught.value.permanent) == (cause, False)
    assert caught.value.retry_after == 7


UNKNOWN = [
    row("garbage", 200, UNREADABLE),
    row("a number", 200, 42),
    row("null", 200, None),
    row("502", 502, UNREADABLE),
    row("502 with an envelope", 502, {"error": {"code": 502, "message": "bad gateway"}}),
    row("504", 504, UNREADABLE),
    row("a mute 500", 500, UNREADABLE),
    row("524", 524, UNREADABLE),
    row("408", 408, UNREADABLE),
    row("MiniMax 1001", 200, {"base_resp": {"status_code": 1001, "status_msg": "timeout"}}),
    row("500 after a timeout", 500, {"code": 500, "message": "upstream timed out"}),
]


@pytest.mark.parametrize(("status", "body"), UNKNOWN)
def test_it_leaves_open_what_may_have_run(status: int, body: Any) -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        submit(body, status)
    assert (caught.value.permanent, caught.value.cause) == (True, Cause.UNKNOWN_OUTCOME)


def test_it_reads_a_submission_that_failed_at_once() -> None:
    update = submit(data(task_id="n74_1", status="FAILED", error_message="too long"))
    assert (update.phase, update.upstream_id) == (Phase.FAILED, "n74_1")
    assert (update.cause, update.message) == (Cause.BAD_INPUT, "too long")
