"""Any order of holds, ends, caps and answers, over days: a member is never over a cap."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
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

from generator.errors import CapReached
from generator.teams import asks
from generator.teams.actions import set_caps, start_team
from generator.teams.models import Membership, User
from generator.wallet import caps, ledger
from generator.wallet.audit import disagreements

LIMITS = st.none() | st.integers(0, 60)


class Month(RuleBasedStateMachine):
    """`paper` has a line for each hold: when, how much, and whether it came back."""

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
        self.clock = patch("django.utils.timezone.now", lambda: self.now)
        self.clock.start()
        name = uuid4().hex
        self.team = start_team(User.objects.create_user(f"{name}@songdesk.example"), name=name)
        ledger.grant(self.team, 100_000, key=name, memo="")
        self.owner = Membership.objects.get(team=self.team)
        user = User.objects.create_user(f"m{name}@songdesk.example")
        self.member = Membership.objects.create(team=self.team, user=user)
        self.paper: list[tuple[datetime, int]] = []
        self.open: dict[str, int] = {}
        self.back: set[int] = set()
        self.extra: list[tuple[datetime, int]] = []

    def teardown(self) -> None:
        if hasattr(self, "clock"):
            self.clock.stop()

    @rule(hours=st.integers(1, 90))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(daily=LIMITS, weekly=LIMITS, monthly=LIMITS)
    def cap(self, daily: int | None, weekly: int | None, monthly: int | None) -> None:
        set_caps(self.owner, member=self.member, daily=daily, weekly=weekly, monthly=monthly)
        self.member.refresh_from_db()

    @rule(amount=st.integers(1, 30))
    def hold(self, amount: int) -> None:
        key = f"{self.team.pk}:{len(self.paper)}"
        fits = all(amount <= left for left in self.left().values())
        try:
            ledger.hold(self.team, amount, key=f"{key}:hold", memo="", actor=self.member.user)
        except CapReached:
            assert not fits
        else:
            assert fits
            self.open[key] = len(self.paper)
            self.paper.append((self.now, amount))

    @precondition(lambda self: self.open)
    @rule(data=st.data(), end=st.sampled_from(["capture", "release"]))
    def settle(self, data: st.DataObject, end: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        index = self.open.pop(key)
        move = ledger.capture if end == "capture" else ledger.release
        move(self.team, self.paper[index][1], key=f"{key}:{end}", memo="")
        if end == "release":
            self.back.add(index)

    @precondition(lambda self: self.member.is_capped)
    @rule(amount=st.integers(1, 40), approve=st.booleans())
    def ask(self, amount: int, approve: bool) -> None:
        asked = asks.ask_for_more(self.member, amount=amount, note="")
        asks.answer(self.owner, ask=asked, approve=approve)
        if approve:
            self.extra.append((self.now, amount))

    def starts(self) -> dict[str, datetime]:
        """Where the day, the week and the month began, worked out by hand."""
        day = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return {
            "daily": day,
            "weekly": day - timedelta(days=day.weekday()),
            "monthly": day.replace(day=1),
        }

    def left(self) -> dict[str, int]:
        """What the sheet of paper leaves of each cap."""
        left = {}
        for word, start in self.starts().items():
            limit = getattr(self.member, f"{word}_cap")
            if limit is not None:
                kept = [n for i, (at, n) in enumerate(self.paper)
                        if at >= start and i not in self.back]  # fmt: skip
                more = [n for at, n in self.extra if at >= start]
                left[word] = max(0, limit + sum(more) - sum(kept))
        return left

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "member"):
            return
        found = caps.standing([self.member], now=self.now)[self.member.pk]
        assert {cap.period.word: cap.left for cap in found} == self.left()
        assert list(disagreements()) == []


@pytest.mark.django_db
def test_it_agrees_with_a_sheet_of_paper_about_every_cap() -> None:
    steps = settings(
        max_examples=6,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Month, settings=steps)
