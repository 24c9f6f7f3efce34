"""What goes wrong upstream, one line each: the end, the sentence shown, and where the money is."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.conf import LazySettings
from django.utils import timezone

from generator.causes import Cause
from generator.songs import audit, jobs
from generator.songs.cards import Card
from generator.songs.models import Song, State
from generator.teams.models import Team
from generator.wallet.audit import disagreements
from generator.wallet.ledger import Balance, balance_of
from tests.faults.conftest import KEY
from tests.gateway.server import Gateway

READY, FAILED, EXPIRED, QUEUED = State.READY, State.FAILED, State.EXPIRED, State.QUEUED
CAPTURED, RETURNED, HELD = Balance(70, 0), Balance(100, 0), Balance(70, 30)


class Line(NamedTuple):
    scene: str
    state: State
    money: Balance
    cause: str = ""
    says: str = ""
    posts: int = 1


TABLE = [
    # The submission.
    Line("good", READY, CAPTURED),
    Line("at_once", READY, CAPTURED),
    Line("sync", READY, CAPTURED),
    Line("flat", READY, CAPTURED),
    Line("flat_id", READY, CAPTURED),
    Line("camel", READY, CAPTURED),
    Line("work_id", READY, CAPTURED),
    Line("udio", READY, CAPTURED),
    Line("limited_once", READY, CAPTURED, posts=2),
    Line("unavailable_twice", READY, CAPTURED, posts=3),
    Line("http_400", FAILED, RETURNED, Cause.BAD_INPUT, "Check the prompt and the lyrics"),
    Line("http_422", FAILED, RETURNED, Cause.BAD_INPUT, "Check the prompt and the lyrics"),
    Line("http_401", FAILED, RETURNED, Cause.NOT_CONNECTED, "An admin has to look"),
    Line("http_403", FAILED, RETURNED, Cause.NOT_CONNECTED, "An admin has to look"),
    Line("http_402", FAILED, RETURNED, Cause.OUT_OF_CREDIT, "An admin has to top up"),
    Line("no_credit_429", FAILED, RETURNED, Cause.OUT_OF_CREDIT, "An admin has to top up"),
    Line("http_404", FAILED, RETURNED, Cause.PROVIDER_DOWN, "pick another model"),
    Line("http_500", FAILED, RETURNED, Cause.PROVIDER_DOWN, "pick another model"),
    Line("error_in_200", FAILED, RETURNED, Cause.BAD_INPUT, "Check the prompt and the lyrics"),
    Line("base_resp", FAILED, RETURNED, Cause.REFUSED_CONTENT, "Change the words"),
    Line("moderated_now", FAILED, RETURNED, Cause.REFUSED_CONTENT, "Change the words"),
    Line("http_503", FAILED, RETURNED, Cause.PROVIDER_DOWN, "pick another model", posts=3),
    Line("limited_long", QUEUED, HELD, says="In line"),
    # Sent, and no answer: never sent again, held until the deadline, then returned.
    Line("drop_after", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("hang", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("garbage", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("html", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("huge_body", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("no_id", FAILED, RETURNED, Cause.PROVIDER_DOWN, "named no task"),
    Line("http_502", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    Line("http_504", EXPIRED, RETURNED, Cause.UNKNOWN_OUTCOME, "was never repeated"),
    # The polls.
    Line("moderated", FAILED, RETURNED, Cause.REFUSED_CONTENT, "Change the words"),
    Line("artist_name", FAILED, RETURNED, Cause.REFUSED_CONTENT, "metallica"),
    Line("failed", FAILED, RETURNED, Cause.PROVIDER_DOWN),
    Line("stuck", EXPIRED, RETURNED, Cause.TIMED_OUT, "It took too long"),
    Line("unknown_word", EXPIRED, RETURNED, Cause.TIMED_OUT, "It took too long"),
    Line("no_url", FAILED, RETURNED, Cause.BAD_FILE, "gave no file"),
    Line("no_url_once", READY, CAPTURED),
    Line("late_404", READY, CAPTURED),
    Line("lost", EXPIRED, RETURNED, Cause.TIMED_OUT, "It took too long"),
    Line("poll_429", READY, CAPTURED),
    Line("poll_500", READY, CAPTURED),
    Line("poll_502", READY, CAPTURED),
    Line("poll_401", READY, CAPTURED),
    Line("poll_garbage", READY, CAPTURED),
    Line("poll_html", READY, CAPTURED),
    Line("poll_drop", READY, CAPTURED),
    Line("poll_hang", READY, CAPTURED),
    # The sound.
    Line("audio_redirect", READY, CAPTURED),
    Line("audio_404_once", READY, CAPTURED),
    *(
        Line(f"audio_{sound}", FAILED, RETURNED, Cause.BAD_FILE, "can't be played")
        for sound in (
            "truncated", "huge", "huge_unsized", "slow", "html", "empty", "m4a", "403", "404",
            "none_mp3", "redirect_private", "redirect_loop", "private", "metadata", "drop",
            "silent",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.scene)
def test_it_ends_well_however_upstream_behaves(
    line: Line,
    press: Callable[..., Song],
    drain_queue: Callable[[], int],
    upstream: Gateway,
    team: Team,
    settings: LazySettings,
) -> None:
    if line.cause == Cause.TIMED_OUT:
        settings.SONG_DEADLINE_SECONDS = 1.5
    song = press(f"a calm song play:{line.scene}")
    drain_queue()
    song.refresh_from_db()
    if song.state == State.UNKNOWN:
        assert balance_of(team) == HELD
        song = past_its_deadline(song)
    card = Card(song, timezone.now())
    assert (song.state, song.cause) == (line.state, line.cause), song.detail
    assert line.says in f"{card.headline} {card.advice}"
    assert balance_of(team) == line.money
    assert upstream.posts() == line.posts
    assert [*disagreements(), *audit.disagreements()] == []


def past_its_deadline(song: Song) -> Song:
    Song.objects.filter(pk=song.pk).update(deadline_at=timezone.now())
    jobs.sweep()
    song.refresh_from_db()
    return song


def test_it_keeps_both_takes_of_a_song_that_has_two(
    press: Callable[..., Song], drain_queue: Callable[[], int]
) -> None:
    song = press("a calm song play:two", slug="suno")
    drain_queue()
    assert [take.number for take in song.takes.all()] == [1, 2]


def test_it_waits_for_the_second_clip_to_be_complete(
    press: Callable[..., Song], drain_queue: Callable[[], int]
) -> None:
    song = press("a calm song play:one_text_once", slug="suno")
    drain_queue()
    assert song.takes.count() == 2


def test_it_never_lets_the_key_be_seen(
    press: Callable[..., Song], drain_queue: Callable[[], int], caplog: pytest.LogCaptureFixture
) -> None:
    for scene in ("http_401", "garbage", "http_500", "moderated"):
        press(f"a song play:{scene}", slug="suno")
    drain_queue()
    seen = " ".join(str(value) for song in Song.objects.values() for value in song.values())
    assert KEY not in seen + caplog.text
