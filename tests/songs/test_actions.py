"""What people do with songs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from generator.catalog.models import MusicModel, Price
from generator.errors import BadInput, Conflict, InsufficientCredits, NotAllowed, NotConnected
from generator.songs import actions
from generator.songs.models import PENDING, Song, State
from generator.teams.models import Team, User
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Transfer
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring, disagreements_now

FULL, HELD = Balance(100, 0), Balance(70, 30)


def nothing_happened(team: Team) -> bool:
    return balance_of(team) == FULL and not Song.objects.exists()


def test_it_is_one_song_and_one_hold_however_often_the_form_arrives(
    make_song: Make, team: Team
) -> None:
    token = uuid4()
    first, second = make_song(token=token), make_song(token=token)
    assert first == second
    assert balance_of(team) == HELD


def test_it_is_another_song_with_another_token(make_song: Make, team: Team) -> None:
    assert make_song(token=uuid4()) != make_song(token=uuid4())
    assert balance_of(team) == Balance(40, 60)


def test_it_keeps_two_people_with_one_token_apart(
    make_song: Make, team: Team, bob: User, minimax: MusicModel
) -> None:
    token = uuid4()
    mine = make_song(token=token)
    bobs = actions.submit_song(
        team, user=bob, model=minimax, prompt="Rock", bitrate=64_000, sample_rate=44_100,
        token=token,
    )  # fmt: skip
    assert mine != bobs


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one connection in memory can't be two at once"
)
@pytest.mark.django_db(transaction=True)
def test_it_is_one_song_when_the_form_arrives_twice_at_once(
    drain_queue: Callable[[], int], make_song: Make, team: Team
) -> None:
    token = uuid4()

    def press(_: int) -> int:
        try:
            return make_song(token=token).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert balance_of(team) == HELD


def test_it_changes_nothing_where_the_credits_do_not_suffice(make_song: Make, team: Team) -> None:
    for _ in range(3):
        make_song()
    with pytest.raises(InsufficientCredits, match="needs 30 credits and 10 are available"):
        make_song()
    assert Song.objects.count() == 3
    assert balance_of(team) == Balance(10, 90)


def test_it_lets_listeners_make_nothing(
    team: Team, listener: User, minimax: MusicModel, fake: FakeProvider
) -> None:
    with pytest.raises(NotAllowed, match="You can listen"):
        actions.submit_song(
            team, user=listener, model=minimax, prompt="Rock", bitrate=64_000, sample_rate=44_100
        )
    assert nothing_happened(team)


def test_it_lets_outsiders_make_nothing(
    team: Team, charlie: User, minimax: MusicModel, fake: FakeProvider
) -> None:
    with pytest.raises(NotAllowed):
        actions.submit_song(
            team, user=charlie, model=minimax, prompt="Rock", bitrate=64_000, sample_rate=44_100
        )
    assert nothing_happened(team)


def test_it_says_which_model_is_not_connected(
    make_song: Make, fake: FakeProvider, team: Team
) -> None:
    fake.is_connected = False
    with pytest.raises(NotConnected, match="MiniMax Music is not connected"):
        make_song()
    assert nothing_happened(team)


@pytest.mark.parametrize("withdraw", ["inactive", "no price", "price to come"])
def test_it_says_which_model_is_not_on_offer(
    make_song: Make, minimax: MusicModel, team: Team, withdraw: str
) -> None:
    if withdraw == "inactive":
        MusicModel.objects.update(active=False)
    elif withdraw == "no price":
        Price.objects.all().delete()
    else:
        Price.objects.update(starts_at=timezone.now() + timedelta(days=1))
    with pytest.raises(BadInput, match="MiniMax Music is not on offer any more"):
        make_song()
    assert nothing_happened(team)


def test_it_keeps_the_price_it_was_submitted_at(
    make_song: Make, minimax: MusicModel, fake: FakeProvider, team: Team
) -> None:
    song = make_song()
    Price.objects.create(model=minimax, credits=55)
    bring(song, State.READY, clip=fake.clip())
    assert song.price == 30
    assert balance_of(team) == Balance(70, 0)
    assert disagreements_now() == []


def test_it_moves_no_credits_for_a_song_that_costs_nothing(
    make_song: Make, minimax: MusicModel, fake: FakeProvider
) -> None:
    Price.objects.create(model=minimax, credits=0)
    ready = bring(make_song(), State.READY, clip=fake.clip())
    bring(make_song(), State.CANCELLED)
    assert ready.price == 0
    assert not Transfer.objects.filter(key__startswith="song:").exists()
    assert disagreements_now() == []


@pytest.mark.parametrize("state", PENDING)
def test_it_cancels_a_song_that_has_not_ended(
    make_song: Make, fake: FakeProvider, team: Team, state: State
) -> None:
    song = bring(make_song(), state, clip=fake.clip())
    actions.cancel_song(song)
    song.refresh_from_db()
    assert song.state == State.CANCELLED
    assert (song.next_poll_at, song.lease_until) == (None, None)
    assert balance_of(team) == FULL
    assert disagreements_now() == []


@pytest.mark.parametrize("state", [State.READY, State.FAILED, State.EXPIRED])
def test_it_cancels_nothing_that_has_ended(
    make_song: Make, fake: FakeProvider, team: Team, state: State
) -> None:
    song = bring(make_song(), state, clip=fake.clip())
    before = balance_of(team)
    with pytest.raises(Conflict, match="“City lights” had already ended; nothing was changed"):
        actions.cancel_song(song)
    song.refresh_from_db()
    assert song.state == state
    assert balance_of(team) == before


def test_it_takes_two_presses_of_cancel_for_one(make_song: Make, team: Team) -> None:
    song = make_song()
    stale = Song.objects.get(pk=song.pk)
    actions.cancel_song(song)
    actions.cancel_song(song)
    actions.cancel_song(stale)
    assert balance_of(team) == FULL


def test_it_cancels_a_song_that_the_worker_moved_on_meanwhile(make_song: Make, team: Team) -> None:
    song = make_song()
    bring(Song.objects.get(pk=song.pk), State.RENDERING)
    actions.cancel_song(song)  # it still looks queued from here
    song.refresh_from_db()
    assert song.state == State.CANCELLED
    assert balance_of(team) == FULL


def test_it_makes_a_song_again_from_the_same_input_at_todays_price(
    make_song: Make, alice: User, bob: User, minimax: MusicModel, team: Team
) -> None:
    song = bring(make_song(), State.FAILED)
    Price.objects.create(model=minimax, credits=40)
    again = actions.make_again(song, user=bob)
    asked = ("team", "model", "prompt", "lyrics", "title", "bitrate", "sample_rate")
    assert [getattr(again, name) for name in asked] == [getattr(song, name) for name in asked]
    assert (again.user, again.retry_of, again.price, again.state) == (bob, song, 40, State.QUEUED)
    assert balance_of(team) == Balance(60, 40)


def test_it_asks_upstream_now_where_there_is_something_to_ask(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    Song.objects.update(next_poll_at=timezone.now() + timedelta(minutes=1))
    assert actions.ask_now(song)
    song.refresh_from_db()
    assert song.next_poll_at is not None
    assert song.next_poll_at <= timezone.now()


@pytest.mark.parametrize("state", sorted(set(State) - {State.RENDERING}))
def test_it_asks_nothing_about_a_song_nobody_renders(
    make_song: Make, fake: FakeProvider, state: State
) -> None:
    song = bring(make_song(), state, clip=fake.clip())
    assert not actions.ask_now(song)
    song.refresh_from_db()
    assert song.next_poll_at is None
