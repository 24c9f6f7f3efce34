"""API in One against the fake gateway: real sockets, so that what breaks breaks for real."""

import asyncio

import httpx
import pytest

from generator.causes import Cause
from generator.errors import NotConnected, OutcomeUnknown, ProviderError
from generator.providers.apiin import ApiIn
from generator.providers.base import Brief, Phase, Update
from generator.providers.reading import TaskNotFound
from tests.gateway.server import Gateway


class Studio:
    """An `ApiIn` at the gateway, with the waits it would have made."""

    def __init__(self, gateway: Gateway, *, timeout: float = 0.3) -> None:
        self.slept: list[float] = []
        self.apiin = ApiIn(
            api_key="aio_test",
            base_url=gateway.base_url,
            sleep=self.slept.append,
            submit_timeout=timeout,
            fetch_timeout=timeout,
        )

    def submit(self, prompt: str, *, model: str = "minimax-music", lyrics: str = "") -> Update:
        brief = Brief(song_id=7, model=model, prompt=prompt, lyrics=lyrics)
        return self.apiin.submit(brief, report=lambda stage, percent: None)

    def fetch(self, task: str) -> Update:
        return self.follow(task, polls=1)[0]

    def follow(self, task: str, *, polls: int) -> list[Update]:
        async def ask() -> list[Update]:
            async with self.apiin.async_client() as client:
                return [await self.apiin.fetch(client, task) for _ in range(polls)]

        return asyncio.run(ask())


@pytest.fixture
def studio(gateway: Gateway) -> Studio:
    return Studio(gateway)


# --- submissions ---------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["enveloped", "flat", "flat_id", "camel", "work_id", "udio"])
def test_it_follows_a_song_whatever_the_shape_of_the_answer(studio: Studio, shape: str) -> None:
    task = studio.submit(f"play:{shape}").upstream_id
    phases = [update.phase for update in studio.follow(task, polls=3)]
    assert phases == [Phase.BUSY, Phase.BUSY, Phase.DONE]


@pytest.mark.parametrize("shape", ["sync", "sync_minimax"])
def test_it_takes_a_song_that_comes_at_once(studio: Studio, shape: str) -> None:
    update = studio.submit(f"play:{shape}")
    assert update.phase is Phase.DONE
    assert httpx.get(update.clips[0].url).headers["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize("shape", ["status", "feed", "flat", "one", "outputs"])
def test_it_finds_the_song_whatever_the_shape_of_the_result(
    studio: Studio, gateway: Gateway, shape: str
) -> None:
    task = studio.submit(f"play:at_once shape={shape}").upstream_id
    update = studio.fetch(task)
    assert [clip.url for clip in update.clips] == [f"{gateway.origin}/audio/good/{task}_0.mp3"]


def test_it_gets_two_takes_of_suno(studio: Studio) -> None:
    task = studio.submit("play:at_once", model="suno", lyrics="Oh").upstream_id
    assert len(studio.fetch(task).clips) == 2


@pytest.mark.parametrize(
    ("scene", "tries"),
    [("http_503", 3), ("http_429", 3), ("limited_long", 1), ("no_credit_429", 1)],
)
def test_it_knocks_again_only_where_that_can_help(
    studio: Studio, gateway: Gateway, scene: str, tries: int
) -> None:
    with pytest.raises(ProviderError):
        studio.submit(f"play:{scene}")
    assert gateway.posts(scene) == tries


@pytest.mark.parametrize("scene", ["limited_once", "unavailable_twice"])
def test_it_gets_through_in_the_end(studio: Studio, gateway: Gateway, scene: str) -> None:
    assert studio.submit(f"play:{scene}").phase is Phase.BUSY
    assert len(gateway.tasks) == 1


@pytest.mark.parametrize(
    "scene",
    ["drop_before", "drop_after", "hang", "garbage", "html", "huge_body", "slow_answer"]
    + ["bare_500", "http_502", "http_504"],
)
def test_it_sends_a_paid_request_once_when_the_answer_is_lost(
    studio: Studio, gateway: Gateway, scene: str
) -> None:
    with pytest.raises(OutcomeUnknown):
        studio.submit(f"play:{scene}")
    assert (gateway.posts(scene), studio.slept) == (1, [])


def test_it_sends_a_paid_request_once_when_cut_off_while_sending(
    studio: Studio, gateway: Gateway
) -> None:
    gateway.drop_heads(5)
    with pytest.raises(OutcomeUnknown):
        studio.submit("a calm song")
    assert studio.slept == []


@pytest.mark.parametrize(
    ("scene", "cause"),
    [
        ("http_400", Cause.BAD_INPUT),
        ("http_401", Cause.NOT_CONNECTED),
        ("http_402", Cause.OUT_OF_CREDIT),
        ("http_403", Cause.NOT_CONNECTED),
        ("http_422", Cause.BAD_INPUT),
        ("http_500", Cause.PROVIDER_DOWN),
        ("error_in_200", Cause.BAD_INPUT),
        ("moderated_now", Cause.REFUSED_CONTENT),
        ("base_resp", Cause.REFUSED_CONTENT),
        ("no_id", Cause.PROVIDER_DOWN),
    ],
)
def test_it_takes_a_no_for_a_no(studio: Studio, gateway: Gateway, scene: str, cause: Cause) -> None:
    with pytest.raises(ProviderError) as caught:
        studio.submit(f"play:{scene}")
    assert (caught.value.cause, caught.value.permanent) == (cause, True)
    assert gateway.posts(scene) == 1


def test_it_can_be_told_that_nobody_is_there(gateway: Gateway) -> None:
    studio = Studio(gateway)
    gateway.close()
    with pytest.raises(ProviderError) as caught:
        studio.submit("a calm song")
    assert (caught.value.permanent, studio.slept) == (False, [1.0, 3.0])


# --- polls ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scene", ["poll_429", "poll_500", "poll_502", "poll_garbage", "poll_html", "poll_drop"]
)
def test_it_survives_a_poll_that_goes_wrong(studio: Studio, scene: str) -> None:
    task = studio.submit(f"play:{scene} polls=0").upstream_id
    for _ in range(2):
        with pytest.raises(ProviderError) as caught:
            studio.fetch(task)
        assert not caught.value.permanent
    assert studio.fetch(task).phase is Phase.DONE


def test_it_does_not_wait_for_an_answer_for_ever(studio: Studio) -> None:
    task = studio.submit("play:poll_hang polls=0").upstream_id
    with pytest.raises(ProviderError) as caught:
        studio.fetch(task)
    assert not caught.value.permanent
    assert studio.fetch(task).phase is Phase.DONE


def test_it_tells_a_task_that_is_not_there_yet(studio: Studio) -> None:
    task = studio.submit("play:late_404 polls=0").upstream_id
    for _ in range(2):
        with pytest.raises(TaskNotFound):
            studio.fetch(task)
    assert studio.fetch(task).phase is Phase.DONE


def test_it_tells_a_key_that_stopped_working(studio: Studio) -> None:
    task = studio.submit("play:poll_401").upstream_id
    with pytest.raises(NotConnected) as caught:
        studio.fetch(task)
    assert not caught.value.permanent


@pytest.mark.parametrize(
    ("scene", "phases"),
    [
        ("stuck", "busy busy"),
        ("unknown_word", "busy busy"),
        ("no_url", "done done"),
        ("one_text", "busy busy"),
        ("one_text_once", "busy done"),
        ("early_url", "busy busy done"),
        ("moderated", "failed"),
        ("failed", "failed"),
        ("artist_name", "failed"),
    ],
)
def test_it_reads_the_end_of_a_song(studio: Studio, scene: str, phases: str) -> None:
    polls = "" if scene in ("stuck", "unknown_word") else "polls=0"
    task = studio.submit(f"play:{scene} {polls}").upstream_id
    told = studio.follow(task, polls=len(phases.split()))
    assert [update.phase.value for update in told] == phases.split()


def test_it_says_which_words_were_refused(studio: Studio) -> None:
    update = studio.fetch(studio.submit("play:artist_name polls=0").upstream_id)
    assert update.cause is Cause.REFUSED_CONTENT
    assert update.message == "contained artist name: metallica"


def test_it_gets_the_song_on_the_second_look(studio: Studio) -> None:
    task = studio.submit("play:no_url_once polls=0").upstream_id
    first, second = studio.follow(task, polls=2)
    assert (first.phase, first.clips) == (Phase.DONE, ())
    assert len(second.clips) == 1


def test_it_asks_for_many_songs_at_once(gateway: Gateway) -> None:
    studio = Studio(gateway, timeout=20)
    tasks = [studio.submit("play:at_once").upstream_id for _ in range(20)]

    async def ask() -> list[Update]:
        async with studio.apiin.async_client() as client:
            return await asyncio.gather(*(studio.apiin.fetch(client, task) for task in tasks * 5))

    assert {update.phase for update in asyncio.run(ask())} == {Phase.DONE}
    assert gateway.polls() == 100
