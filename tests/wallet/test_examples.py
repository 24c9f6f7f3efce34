"""Whole stories, with every balance on the way."""

import pytest

from generator.errors import InsufficientCredits
from generator.teams.models import Team
from generator.wallet import ledger, queries
from generator.wallet.audit import disagreements
from generator.wallet.ledger import Balance, balance_of

pytestmark = pytest.mark.django_db


class Studio:
    """A team whose songs cost 30 credits each."""

    def __init__(self) -> None:
        self.team = Team.objects.create(name="Studio Nord")

    def begins(self, song: str) -> Balance:
        ledger.hold(self.team, 30, key=f"{song}:hold", memo=f"Held for “{song}”")
        return balance_of(self.team)

    def delivers(self, song: str) -> Balance:
        ledger.capture(self.team, 30, key=f"{song}:capture", memo=f"Charged for “{song}”")
        return balance_of(self.team)

    def loses(self, song: str) -> Balance:
        ledger.release(self.team, 30, key=f"{song}:release", memo=f"Returned, “{song}”")
        return balance_of(self.team)


def test_a_month_in_a_studios_life() -> None:
    studio = Studio()
    ledger.grant(studio.team, 100, key="signup", memo="A welcome from the house")
    assert balance_of(studio.team) == Balance(100, 0)

    # The first week: one song, which works at once.
    assert studio.begins("Harbour") == Balance(70, 30)
    assert studio.delivers("Harbour") == Balance(70, 0)

    # The second: two at the same time; the words of one are refused.
    assert studio.begins("Ice") == Balance(40, 30)
    assert studio.begins("Fire") == Balance(10, 60)
    with pytest.raises(InsufficientCredits, match="needs 30 credits and 10 are available"):
        studio.begins("Ashes")
    assert studio.loses("Fire") == Balance(40, 30)
    assert studio.delivers("Ice") == Balance(40, 0)

    # The third: a gift, and a correction of it.
    ledger.grant(studio.team, 500, key="prize", memo="Song of the month")
    assert balance_of(studio.team) == Balance(540, 0)
    ledger.adjust(studio.team, -450, key="prize-corrected", memo="It was 50, not 500")
    assert balance_of(studio.team) == Balance(90, 0)

    # The fourth: everything that is left, to the last credit. A worker dies and tells it twice.
    assert studio.begins("One") == Balance(60, 30)
    assert studio.begins("Two") == Balance(30, 60)
    assert studio.begins("Three") == Balance(0, 90)
    assert studio.delivers("One") == Balance(0, 60)
    assert studio.delivers("One") == Balance(0, 60)
    assert studio.delivers("Two") == Balance(0, 30)
    assert studio.loses("Three") == Balance(30, 0)
    assert studio.loses("Three") == Balance(30, 0)

    lines = [(line.change, line.available, line.held) for line in queries.statement(studio.team)]
    assert lines == [
        (30, 30, 0), (0, 0, 30), (0, 0, 60), (-30, 0, 90), (-30, 30, 60), (-30, 60, 30),
        (-450, 90, 0), (500, 540, 0), (0, 40, 0), (30, 40, 30), (-30, 10, 60), (-30, 40, 30),
        (0, 70, 0), (-30, 70, 30), (100, 100, 0),
    ]  # fmt: skip
    assert list(disagreements()) == []


def test_two_studios_do_not_touch_each_others_credits() -> None:
    north, south = Studio(), Studio()
    ledger.grant(north.team, 30, key="n", memo="")
    ledger.grant(south.team, 60, key="s", memo="")
    assert north.begins("Same title, north") == Balance(0, 30)
    assert south.begins("Same title, south") == Balance(30, 30)
    assert north.delivers("Same title, north") == Balance(0, 0)
    assert balance_of(south.team) == Balance(30, 30)
    assert list(disagreements()) == []
