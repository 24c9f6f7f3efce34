"""What upstream's answers do to a song."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from generator.catalog.models import MusicModel
from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Phase, Update
from generator.providers.reading import TaskNotFound
from generator.songs import progress
from generator.songs.models import ENDS, Song, State
from generator.teams.models import Team
from generator.wallet.ledger import Balance, balance_of
from tests.songs.fake import FakeProvider
from tests.songs.sounds import Site
from tests.songs.steps import BUSY, Make, age, bring, disagreements_now

BACK, HELD = Balance(100, 0), Balance(70, 30)
REFUSED = Update(
    Phase.FAILED, upstream_id="task-1", cause=Cause.REFUSED_CONTENT, message="No names of artists."
)
NO_FILE = Update(Phase.DONE, upstream_id="task-1", word="done")


def test_it_tells_the_provider_what_was_asked(make_song: Make, settings: LazySettings) -> None:
    settings.PUBLIC_URL = "https://songs.example"
    song = make_song()
    brief = progress.brief_of(song)
    assert (brief.prompt, brief.title, brief.bitrate) == ("A calm waltz", "City lights", 64_000)
    assert brief.callback_url == ""  # minimax takes none


def test_it_gives_a_callback_address_to_models_that_take_one(
    make_song: Make, settings: LazySettings
) -> None:
    song = make_song(model=MusicModel.objects.get(slug="suno"))
    assert progress.brief_of(song).callback_url == ""  # the site does not know its own address
    settings.PUBLIC_URL = "https://songs.example"
    wanted = f"https://songs.example/callbacks/{song.callback_token}/"
    assert progress.brief_of(song).callback_url == wanted


def test_it_claims_a_submission_once(make_song: Make) -> None:
    song = make_song()
    other = Song.objects.get(pk=song.pk)
    now = timezone.now()
    assert progress.claim_submission(song, now=now)
    assert not progress.claim_submission(other, now=now)
    song.refresh_from_db()
    assert (song.sent_at, song.attempts) == (now, 1)
    assert song.deadline_at == now + timedelta(seconds=30)


def test_it_follows_a_song_that_was_accepted(make_song: Make) -> None:
    song = bring(make_song(), State.SUBMITTING)
    now = timezone.now()
    progress.apply(song, BUSY, now=now)
    song.refresh_from_db()
    assert (song.state, song.upstream_id, song.lease_until) == (State.RENDERING, "task-1", None)
    assert song.next_poll_at == now + timedelta(seconds=0.02)
    assert song.attempts == 0


def test_it_shows_what_upstream_says_it_is_doing(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    update = Update(Phase.BUSY, upstream_id="task-1", stage="Composing", percent=40)
    assert not progress.is_no_news(song, update, now=timezone.now())
    progress.apply(song, update, now=timezone.now())
    song.refresh_from_db()
    assert (song.stage, song.percent, song.state) == ("Composing", 40, State.RENDERING)
    assert progress.is_no_news(song, update, now=timezone.now())


def test_it_refuses_with_upstreams_words_and_gives_the_credits_back(
    make_song: Make, team: Team
) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.apply(song, REFUSED, now=timezone.now())
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.FAILED, Cause.REFUSED_CONTENT)
    assert song.detail == "No names of artists."
    assert song.next_poll_at is None
    assert balance_of(team) == BACK


@pytest.mark.parametrize("state", [State.SUBMITTING, State.UNKNOWN, State.RENDERING])
def test_it_copies_what_is_done_from_wherever_the_song_was(
    make_song: Make, sounds: Site, team: Team, state: State
) -> None:
    song = bring(make_song(), state)
    progress.apply(song, sounds.done(), now=timezone.now())
    song.refresh_from_db()
    assert (song.state, song.next_poll_at) == (State.COPYING, None)
    assert [clip["url"] for clip in song.clips] == [f"{sounds.address}/song.mp3"]
    assert balance_of(team) == HELD


def test_it_takes_a_song_that_is_done_even_after_its_deadline(
    make_song: Make, sounds: Site
) -> None:
    song = age(bring(make_song(), State.RENDERING), 31)
    progress.apply(song, sounds.done(), now=timezone.now())
    assert song.state == State.COPYING
    assert song.deadline_at is not None
    assert song.deadline_at > timezone.now()


def test_it_ends_a_song_that_is_still_busy_at_its_deadline(make_song: Make, team: Team) -> None:
    song = age(bring(make_song(), State.RENDERING), 31)
    assert not progress.is_no_news(song, BUSY, now=timezone.now())
    progress.apply(song, BUSY, now=timezone.now())
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.EXPIRED, Cause.TIMED_OUT)
    assert balance_of(team) == BACK


def test_it_asks_once_more_where_success_has_no_file(make_song: Make, team: Team) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.apply(song, NO_FILE, now=timezone.now())
    assert song.state == State.RENDERING
    progress.apply(song, NO_FILE, now=timezone.now())
    assert (song.state, song.cause) == (State.FAILED, Cause.BAD_FILE)
    assert balance_of(team) == BACK


def test_it_asks_once_more_even_if_a_poll_was_lost_before(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.unanswered(song, ProviderError("Gone."), now=timezone.now())
    song.refresh_from_db()
    progress.apply(song, NO_FILE, now=timezone.now())
    assert song.state == State.RENDERING


def test_it_goes_on_where_the_file_comes_with_the_next_poll(make_song: Make, sounds: Site) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.apply(song, NO_FILE, now=timezone.now())
    progress.apply(song, sounds.done(), now=timezone.now())
    assert song.state == State.COPYING


def test_it_goes_on_where_an_unknown_word_comes(make_song: Make, caplog: object) -> None:
    song = bring(make_song(), State.RENDERING)
    update = Update(Phase.BUSY, upstream_id="task-1", word="marinating", known_word=False)
    assert not progress.is_no_news(song, update, now=timezone.now())
    progress.apply(song, update, now=timezone.now())
    assert song.state == State.RENDERING


@pytest.mark.parametrize(
    ("asked_to_wait", "seconds"), [(None, 0.02), (0, 0.02), (60, 60), (9_999, 120)]
)
def test_it_waits_with_the_next_poll_as_long_as_it_was_told(
    make_song: Make, asked_to_wait: float | None, seconds: float
) -> None:
    song = bring(make_song(), State.RENDERING)
    now = timezone.now()
    progress.unanswered(song, ProviderError("Busy.", retry_after=asked_to_wait), now=now)
    song.refresh_from_db()
    assert (song.state, song.misses) == (State.RENDERING, 1)
    assert song.next_poll_at == now + timedelta(seconds=seconds)


def test_it_forgets_lost_polls_with_the_next_good_one(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.unanswered(song, ProviderError("Gone."), now=timezone.now())
    song.refresh_from_db()
    progress.apply(song, BUSY, now=timezone.now())
    song.refresh_from_db()
    assert song.misses == 0


def test_it_believes_that_a_task_is_lost_only_after_a_while(make_song: Make, team: Team) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.unanswered(song, TaskNotFound("No such task."), now=timezone.now())
    song = age(song, progress.LOST_AFTER_SECONDS + 1)
    assert song.state == State.RENDERING
    progress.unanswered(song, TaskNotFound("No such task."), now=timezone.now())
    song.refresh_from_db()
    assert (song.state, song.cause) == (State.FAILED, Cause.PROVIDER_DOWN)
    assert song.detail == "The provider lost the song."
    assert balance_of(team) == BACK


def test_it_expires_an_unknown_outcome_with_its_own_cause(make_song: Make, team: Team) -> None:
    song = bring(make_song(), State.UNKNOWN)
    assert balance_of(team) == HELD
    progress.expire(song, now=timezone.now())
    assert song.cause == Cause.UNKNOWN_OUTCOME
    assert balance_of(team) == BACK


@pytest.mark.parametrize("end", ENDS)
def test_it_takes_no_answer_for_a_song_that_has_ended(
    make_song: Make, fake: FakeProvider, sounds: Site, team: Team, end: State
) -> None:
    song = make_song()
    if end == State.CANCELLED:
        late = bring(Song.objects.get(pk=song.pk), State.RENDERING)
        progress.cancel(Song.objects.get(pk=song.pk), now=timezone.now())
    else:
        late = Song.objects.get(pk=song.pk)
        late.state = State.RENDERING  # read before it ended
        bring(song, end, clip=fake.clip())
    before, stays = balance_of(team), Song.objects.values().get(pk=song.pk)
    for update in (BUSY, sounds.done(), REFUSED):
        progress.apply(late, update, now=timezone.now())
        assert late.state == State.RENDERING
    assert Song.objects.values().get(pk=song.pk) == stays
    assert balance_of(team) == before
    assert disagreements_now() == []


def test_it_cuts_what_does_not_fit(make_song: Make) -> None:
    song = make_song()
    progress.fail(song, cause=Cause.BAD_INPUT, detail="x" * 900, now=timezone.now())
    song.refresh_from_db()
    assert len(song.detail) == 500
