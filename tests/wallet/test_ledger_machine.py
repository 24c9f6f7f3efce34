"""Any order of moves, right or wrong, once or twice: the books agree with a sheet of paper."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from generator.errors import InsufficientCredits, LedgerError
from generator.teams.actions import open_personal_team
from generator.teams.models import User
from generator.wallet import ledger
from generator.wallet.audit import disagreements

SONGS, AMOUNTS = st.integers(1, 6), st.integers(1, 60)


class Books(RuleBasedStateMachine):
    """`holds` and `ends` are the sheet of paper: what was held for a song, and how it ended."""

    @initialize()
    def open(self) -> None:
        self.team = open_personal_team(User.objects.create_user(f"{uuid4().hex}@songdesk.example"))
        self.available, self.gifts = 0, 0
        self.holds: dict[int, int] = {}
        self.ends: dict[int, str] = {}

    @rule(amount=AMOUNTS)
    def grant(self, amount: int) -> None:
        self.gifts += 1
        ledger.grant(self.team, amount, key=f"{self.team.pk}:gift:{self.gifts}", memo="")
        self.available += amount

    @rule(amount=st.integers(-60, 60).filter(bool))
    def adjust(self, amount: int) -> None:
        self.gifts += 1
        try:
            ledger.adjust(self.team, amount, key=f"{self.team.pk}:gift:{self.gifts}", memo="")
        except InsufficientCredits:
            assert self.at_hand + amount < 0
        else:
            self.available += amount

    @rule(song=SONGS, amount=AMOUNTS)
    def hold(self, song: int, amount: int) -> None:
        try:
            ledger.hold(self.team, amount, key=f"{self.team.pk}:{song}:hold", memo="")
        except InsufficientCredits:
            assert song not in self.holds
            assert self.at_hand < amount
        except LedgerError:
            assert self.holds[song] != amount
        else:
            if song not in self.holds:
                self.holds[song] = amount
                self.available -= amount

    @rule(song=SONGS, end=st.sampled_from(["capture", "release"]))
    def settle(self, song: int, end: str) -> None:
        amount = self.holds.get(song, 5)
        move = ledger.capture if end == "capture" else ledger.release
        try:
            move(self.team, amount, key=f"{self.team.pk}:{song}:{end}", memo="")
        except LedgerError:
            assert song not in self.holds or self.ends[song] != end
        else:
            assert self.ends.setdefault(song, end) == end

    @property
    def at_hand(self) -> int:
        back = sum(self.holds[song] for song, end in self.ends.items() if end == "release")
        return self.available + back

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "team"):
            return
        open_holds = sum(n for song, n in self.holds.items() if song not in self.ends)
        assert ledger.balance_of(self.team) == ledger.Balance(self.at_hand, open_holds)
        assert list(disagreements()) == []


@pytest.mark.django_db
def test_it_agrees_with_a_sheet_of_paper() -> None:
    steps = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Books, settings=steps)
