"""Whole lives of songs, in any order that chance thinks of; after each step the books agree.

Messages are not queued here but sent by the rules: early, late, twice, out of order, or never.
Time passes by pushing rows into the past.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from generator.catalog.models import MusicModel
from generator.causes import Cause
from generator.errors import Conflict, OutcomeUnknown, ProviderError
from generator.providers import registry
from generator.providers.base import Phase, Update
from generator.songs import actions, jobs
from generator.songs.follow import claim_due
from generator.songs.models import PENDING, Song, State
from generator.songs.polls import Outcome
from generator.teams.models import Membership, User
from generator.wallet import ledger
from generator.webhooks import actions as webhooks
from generator.webhooks.models import SUBSCRIBABLE, Delivery, Event
from tests.songs.fake import FakeProvider
from tests.songs.sounds import Site
from tests.songs.steps import BUSY, age, disagreements_now

EXAMPLES = int(os.environ.get("LIVES", "4"))  # each takes seconds


class Died(BaseException):
    """The worker's process is killed."""


LIMITED = ProviderError("Busy.", cause=Cause.RATE_LIMITED, retry_after=5)
NO_FILE = Update(Phase.DONE, upstream_id="task-1")
ANSWERS: dict[str, Outcome | BaseException] = {
    "busy": BUSY,
    "composing": Update(Phase.BUSY, upstream_id="task-1", stage="Composing", percent=40),
    "odd word": Update(Phase.BUSY, upstream_id="task-1", word="odd", known_word=False),
    "no file": NO_FILE,
    "failed": Update(Phase.FAILED, upstream_id="task-1", cause=Cause.REFUSED_CONTENT),
    "no reading": ProviderError("Not working."),
    "refused": ProviderError("No.", cause=Cause.BAD_INPUT, permanent=True),
    "limited": LIMITED,
}
LOST = OutcomeUnknown("No answer.", cause=Cause.UNKNOWN_OUTCOME, permanent=True)
FILES = ("/song.mp3", "/bad", "/not-there")
MOSTLY = ["busy"] * 12
SUBMITTED = st.sampled_from([*MOSTLY, *ANSWERS, "lost", "died", *FILES])
POLLED = st.sampled_from([*ANSWERS, *FILES, *FILES])
WHILE_SENDING = st.sampled_from(["nothing"] * 6 + ["cancel", "sweep"])
WHICH = st.integers(0, 5)
SECONDS = st.sampled_from([1, 11, 61, 241, 1_000])


class Lives(RuleBasedStateMachine):
    user: ClassVar[User]
    gateway: ClassVar[FakeProvider]
    studio: ClassVar[FakeProvider]
    site: ClassVar[Site]

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.ended: dict[int, dict[str, Any]] = {}
        self.questions: list[Song] = []
        for provider in (self.gateway, self.studio):
            provider.briefs.clear()
        self.refused: list[int] = []

    def teardown(self) -> None:
        try:
            self.nothing_lasts_for_ever()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def song(self, which: int, *likely: State) -> Song:
        """One of those in a likely state, where there are any; else any: a message come late."""
        songs = list(Song.objects.select_related("model", "team").order_by("pk"))
        fitting = [song for song in songs if song.state in likely] if which else []
        return (fitting or songs)[which % len(fitting or songs)]

    def has_songs(self) -> bool:
        return Song.objects.exists()

    def answer(self, name: str, song: Song) -> Outcome | BaseException:
        if name in FILES:
            return self.site.done(name)
        if name in ("lost", "died"):
            return LOST if name == "lost" else Died()
        return ANSWERS[name]

    # ---- People ----------------------------------------------------------------------------

    @initialize(first=SUBMITTED, second=SUBMITTED, early=st.sampled_from(["claim", "sweep"]))
    def begin(self, first: str, second: str, early: str) -> None:
        for slug in ("minimax-music", "minimax-music", "studio"):
            self.submit(slug)
        for name in (first, second):
            self.start(2, name, "nothing")
        getattr(self, early)()

    @rule(slug=st.sampled_from(["minimax-music", "studio"]))
    def submit(self, slug: str) -> None:
        if Song.objects.count() < 5:
            actions.submit_song(
                self.user.personal_team, user=self.user, prompt="A waltz", bitrate=64_000,
                sample_rate=44_100, model=MusicModel.objects.get(slug=slug),
            )  # fmt: skip

    @precondition(has_songs)
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        with suppress(Conflict):
            actions.cancel_song(self.song(which))

    @precondition(has_songs)
    @rule(which=WHICH)
    def ask_now(self, which: int) -> None:
        actions.ask_now(self.song(which))

    @precondition(has_songs)
    @rule(which=WHICH)
    def make_again(self, which: int) -> None:
        if Song.objects.count() < 5 and not self.song(which).pending:
            actions.make_again(self.song(which), user=self.user)

    # ---- The worker's messages, and time -----------------------------------------------------

    @precondition(has_songs)
    @rule(which=WHICH, name=SUBMITTED, meanwhile=WHILE_SENDING)
    def start(self, which: int, name: str, meanwhile: str) -> None:
        song = self.song(which, State.QUEUED)
        provider = self.studio if song.model.provider == "studio" else self.gateway
        provider._next.clear()
        planned = self.answer(name, song)
        if provider is self.studio and name not in ("died", "refused"):
            planned = Update(Phase.DONE, clips=(provider.clip(),))
        provider.fail_next(planned)
        provider.meanwhile = lambda: self.interfere(song, meanwhile)
        sent = len(provider.briefs)
        with suppress(Died):
            jobs.start_song(song.pk)
        provider.meanwhile = lambda: None
        if len(provider.briefs) > sent and planned is LIMITED:
            self.refused.append(song.pk)

    def interfere(self, song: Song, how: str) -> None:
        if how == "cancel":
            actions.cancel_song(Song.objects.get(pk=song.pk))
        elif how == "sweep":
            age(Song.objects.get(pk=song.pk), 241)
            jobs.sweep()

    @rule()
    def claim(self) -> None:
        """A follower asks; its answers come whenever they come."""
        for song in Song.objects.filter(state=State.RENDERING):
            age(song, 1)
        self.questions += claim_due(timezone.now())

    @precondition(lambda self: self.questions)
    @rule(which=WHICH, name=POLLED)
    def hear(self, which: int, name: str) -> None:
        song = self.questions.pop(which % len(self.questions))
        outcome = self.answer(name, song)
        assert not isinstance(outcome, BaseException) or isinstance(outcome, ProviderError)
        jobs.hear(song, outcome)

    @precondition(has_songs)
    @rule(which=WHICH, meanwhile=st.sampled_from(["nothing", "cancel"]))
    def copy(self, which: int, meanwhile: str) -> None:
        song = self.song(which, State.COPYING)
        default_storage.after_save = lambda: self.interfere_once(song, meanwhile)  # type: ignore[attr-defined]
        jobs.copy_takes(song.pk)
        default_storage.after_save = lambda: None  # type: ignore[attr-defined]

    def interfere_once(self, song: Song, how: str) -> None:
        with suppress(Conflict):
            self.interfere(song, how)

    @rule()
    def sweep(self) -> None:
        jobs.sweep()

    @rule(seconds=SECONDS)
    def wait(self, seconds: float) -> None:
        for song in Song.objects.filter(state__in=PENDING):
            age(song, seconds)

    # ---- What always holds -------------------------------------------------------------------

    @invariant()
    def books_agree(self) -> None:
        assert disagreements_now() == []

    @invariant()
    def an_end_is_an_end(self) -> None:
        rows = {row["id"]: row for row in Song.objects.exclude(state__in=PENDING).values()}
        for pk, row in self.ended.items():
            assert rows.get(pk) == row
        self.ended = rows

    @invariant()
    def paid_work_is_sent_once(self) -> None:
        sent = [brief.song_id for brief in self.gateway.briefs]
        for pk in set(sent):
            assert sent.count(pk) - self.refused.count(pk) <= 1

    @invariant()
    def everything_pending_is_found_again(self) -> None:
        """By a poll, a lease that runs out, or a deadline: nothing is only remembered."""
        for song in Song.objects.filter(state__in=PENDING):
            assert song.next_poll_at or song.lease_until or song.deadline_at
            assert song.state == State.QUEUED or song.deadline_at

    @invariant()
    def every_end_is_told_once(self) -> None:
        """To each endpoint that wants it: one wants all ends, one only songs that are ready."""
        told = Delivery.objects.order_by("song").values_list("endpoint__name", "song")
        ended = Song.objects.exclude(state__in=PENDING).order_by("pk")
        ready = ended.filter(state=State.READY)
        for name, songs in (("all", ended), ("ready", ready)):
            heard = [song for endpoint, song in told if endpoint == name]
            assert heard == [song.pk for song in songs]

    def nothing_lasts_for_ever(self) -> None:
        for _ in range(6):
            self.wait(1_000)
            jobs.sweep()
            for song in Song.objects.filter(state=State.QUEUED):
                self.gateway._next.clear()
                self.studio._next.clear()
                jobs.start_song(song.pk)
            self.books_agree()
            self.every_end_is_told_once()
        assert not Song.objects.filter(state__in=PENDING).exists()


@pytest.fixture
def lives(alice: User, fake: FakeProvider, sounds: Site, settings: Any) -> Iterator[type[Lives]]:
    ledger.grant(alice.personal_team, 10_000, key="rich", memo="")
    found = registry.providers()
    real = found["studio"]
    place = Membership.objects.get(user=alice, team=alice.personal_team)
    for name, events in (("all", SUBSCRIBABLE), ("ready", (Event.READY,))):
        webhooks.add(place, url="https://hooks.example/", name=name, events=list(events))
    Lives.user, Lives.gateway, Lives.site = alice, fake, sounds
    Lives.studio = FakeProvider(Path(fake.file), name="studio", lane="studio", repeatable=True)
    found["studio"] = Lives.studio
    yield Lives
    found["studio"] = real


def test_it_keeps_its_books_and_its_word_whatever_happens(
    lives: type[Lives], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lives,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=40, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
