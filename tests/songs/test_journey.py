"""A song from the button to the player, with everything real but the gateway."""

from collections.abc import Callable

import pytest

from generator.songs.models import State
from generator.teams.models import Team
from generator.wallet.ledger import Balance, balance_of
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make


def test_it_holds_the_price_when_the_button_is_pressed(make_song: Make, team: Team) -> None:
    song = make_song()
    assert song.state == State.QUEUED
    assert balance_of(team) == Balance(available=70, held=30)


@pytest.mark.django_db(transaction=True)
def test_it_ends_with_a_take_and_a_charge(
    drain_queue: Callable[[], int], make_song: Make, team: Team, fake: FakeProvider
) -> None:
    fake.polls = 3
    song = make_song()
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.READY
    assert balance_of(team) == Balance(available=70, held=0)
    (take,) = song.takes.all()
    assert take.bitrate == 64_000
    assert take.seconds == pytest.approx(2.0, abs=0.1)
    assert len(fake.briefs) == 1
