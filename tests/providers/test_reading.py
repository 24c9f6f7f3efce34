"""The answer to a poll: status words and results, in every variant the contract lists."""

from typing import Any

import pytest

from generator.providers.base import Phase
from tests.providers.variants import URL, URL_2, clip, data, feed, poll, row, urls

BUSY = "in_progress pending queued processing running submitted new text first stream streaming"
BUSY += " text_success first_success CALLBACK_EXCEPTION IN_PROGRESS NOT_START Pending in-progress"
BAD = "failed failure error cancelled canceled timeout expired FAILED SENSITIVE_WORD_ERROR"
BAD += " CREATE_TASK_FAILED GENERATE_AUDIO_FAILED"


@pytest.mark.parametrize("key", ["status", "type"])
@pytest.mark.parametrize("word", [*BUSY.split(), "in progress"])
def test_it_keeps_polling_on(word: str, key: str) -> None:
    update = poll(data(**{key: word}))
    assert (update.phase, update.known_word, update.word) == (Phase.BUSY, True, word)


@pytest.mark.parametrize("key", ["status", "type"])
@pytest.mark.parametrize("word", BAD.split())
def test_it_gives_up_on(word: str, key: str) -> None:
    update = poll(data(**{key: word}, audio_url=URL))
    assert (update.phase, update.clips) == (Phase.FAILED, ())
    assert update.cause is not None
    assert update.message


@pytest.mark.parametrize(
    "word", ["success", "succeeded", "completed", "complete", "done", "SUCCESS", "Completed"]
)
@pytest.mark.parametrize("key", ["status", "type"])
def test_it_is_done_on(word: str, key: str) -> None:
    update = poll(data(**{key: word}, response_data=[clip()]))
    assert (update.phase, urls(update), update.upstream_id) == (Phase.DONE, [URL], "n74_1")


@pytest.mark.parametrize("word", ["MARINATING", "unknown", "7", "text2music"])
def test_it_keeps_polling_on_a_word_it_does_not_know(word: str) -> None:
    update = poll(data(status=word, audio_url=URL))
    assert (update.phase, update.known_word, update.word) == (Phase.BUSY, False, word)


@pytest.mark.parametrize("body", [{}, [], data(), {"code": 200, "data": None}, data(x=1)])
def test_it_keeps_polling_when_nothing_is_said(body: Any) -> None:
    assert poll(body).phase is Phase.BUSY


# --- polls: results ------------------------------------------------------------------------

RESULTS = [
    row("list in response_data", feed(clip(status="complete"))),
    row("dict in response_data", data(type="SUCCESS", response_data=clip())),
    row("nested data", data(type="SUCCESS", response_data={"data": [clip()]})),
    row("dict by name", data(type="SUCCESS", response_data={"a": clip()})),
    row("feed without envelope", {"type": "complete", "response_data": [clip()]}),
    row("output", data(status="completed", output={"audio_url": URL})),
    row("output url", data(status="completed", output={"url": URL})),
    row("output text", data(status="completed", output=URL)),
    row("outputs", data(status="completed", outputs=[URL], urls={"get": "https://x.example"})),
    row("result", data(status="completed", result={"audio_url": URL})),
    row("in data itself", data(status="completed", audio_url=URL)),
    row("data is a list", {"code": 200, "status": "completed", "data": [clip()]}),
    row("callback shape", data(status="SUCCESS", data=[clip()])),
    row("audioUrl", data(status="SUCCESS", audioUrl=URL)),
    row("source_audio_url", data(status="SUCCESS", source_audio_url=URL)),
    row("audio_url still empty", data(status="SUCCESS", audio_url="", source_audio_url=URL)),
    row("url", data(status="SUCCESS", url=URL)),
    row("audio", data(status="SUCCESS", audio=URL)),
    row("audio is a dict", data(status="SUCCESS", audio={"url": URL})),
    row("sunoData", data(status="SUCCESS", response={"sunoData": [{"audioUrl": URL}]})),
    row("MiniMax 2", {"data": {"status": 2, "audio": URL}, "base_resp": {"status_code": 0}}),
    row("flat", {"id": "n74_1", "status": "completed", "audio_url": URL}),
    row("outer word", {"status": "completed", "data": {"audio_url": URL}}),
    row("bare list", [clip(status="complete")]),
    row(
        "kind of job, clips complete",
        data(type="text2music", response_data=[clip(status="complete")]),
    ),
    row(
        "deaf to callbacks, complete",
        data(status="CALLBACK_EXCEPTION", response_data=[clip(status="complete")]),
    ),
    row("empty complaints", feed(clip(status="complete", fail_message="", error_message=""))),
    row("the same address twice", feed(clip(), clip())),
    row("one of two failed", feed(clip(status="complete"), clip("", status="error"))),
    row(
        "pictures are no sound",
        data(status="SUCCESS", audio_url=URL, images=[{"url": "https://i"}]),
    ),
]


@pytest.mark.parametrize("body", RESULTS)
def test_it_finds_the_sound(body: Any) -> None:
    update = poll(body)
    assert (update.phase, urls(update)) == (Phase.DONE, [URL])


def test_it_finds_both_clips_with_their_titles_and_lengths() -> None:
    update = poll(
        feed(
            clip(status="complete", title="One\n", duration=186),
            clip(URL_2, status="complete", title="Two", duration="12.5"),
        )
    )
    assert urls(update) == [URL, URL_2]
    assert [(c.title, c.seconds) for c in update.clips] == [("One", 186.0), ("Two", 12.5)]


@pytest.mark.parametrize(
    "length",
    ["", None, "long", -1, 0, float("nan"), float("inf"), pytest.param(10**400, id="huge")],
)
def test_it_leaves_out_a_length_that_is_none(length: Any) -> None:
    assert poll(feed(clip(duration=length))).clips[0].seconds is None


NOT_YET = [
    row("one of two is text", feed(clip(status="complete"), clip(URL_2, status="text")), "text"),
    row("both text, with addresses", feed(clip(status="text"), clip(URL_2, status="text")), "text"),
    row("first", feed(clip(status="first"), word="first"), "first"),
    row("a word beside a sound", data(status="IN_PROGRESS", audio_url=URL), "IN_PROGRESS"),
    row("an early preview", data(status="streaming", audio_url=URL), "streaming"),
    row(
        "status before type",
        data(status="IN_PROGRESS", type="SUCCESS", audio_url=URL),
        "IN_PROGRESS",
    ),
    row("bare list of text", [clip(status="text")], "text"),
    row("bare list without words", [clip()], ""),
    row("a sound without a word", data(audio_url=URL), ""),
    row("MiniMax 1", {"data": {"status": 1, "audio": ""}, "base_resp": {"status_code": 0}}, "1"),
    row("envelope says success", {"status": "success", "data": {"progress": 50}}, ""),
    row(
        "kind of job, clips text",
        data(type="text2music", response_data=[clip(status="text")]),
        "text",
    ),
    row("a webhook's address", data(status="pending", webhook={"url": URL}), "pending"),
]


@pytest.mark.parametrize(("body", "word"), NOT_YET)
def test_it_does_not_believe_an_address_alone(body: Any, word: str) -> None:
    update = poll(body)
    assert (update.phase, update.clips, update.word) == (Phase.BUSY, (), word)


NO_SOUND = [
    row("empty list", data(status="SUCCESS", response_data=[])),
    row("nothing", data(status="completed")),
    row("empty address", feed(clip("", status="complete"))),
    row("hex", data(status=2, audio="fffb9064")),
    row("None", data(status="SUCCESS", audio_url="None")),
    row("not http", data(status="SUCCESS", audio_url="file:///etc/passwd")),
    row("no host", data(status="SUCCESS", audio_url="https:///a.mp3")),
    row("broken", data(status="SUCCESS", audio_url="http://[")),
    row("two lines", data(status="SUCCESS", audio_url="https://a.example/\nb")),
    row("endless", data(status="SUCCESS", audio_url="https://a.example/" + "x" * 5000)),
]


@pytest.mark.parametrize("body", NO_SOUND)
def test_it_tells_success_without_a_sound(body: Any) -> None:
    update = poll(body)
    assert (update.phase, update.clips) == (Phase.DONE, ())


@pytest.mark.parametrize(
    ("told", "percent"),
    [
        (0, 0),
        (45, 45),
        ("45%", 45),
        ("45", 45),
        (45.7, 45),
        (0.45, None),
        (101, None),
        (True, None),
    ],
)
def test_it_reads_a_percent_only_where_one_is_told(told: Any, percent: int | None) -> None:
    assert poll(data(status="processing", progress=told)).percent == percent


def test_it_says_the_stage_in_words() -> None:
    assert poll(data(status="queued")).stage == "Waiting in line"
    assert poll(data(status="IN_PROGRESS")).stage == "Composing"
    assert poll(data(status="MARINATING")).stage == ""
