"""Caps: what a member may spend in a day, a week, a month, and what gives it back."""

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.utils import timezone

from generator.errors import CapReached
from generator.teams import asks
from generator.teams.actions import set_caps, start_team
from generator.teams.models import Ask, Membership, Team, User
from generator.wallet import caps, ledger
from generator.wallet.models import Transfer
from generator.wallet.purses import purses_of

Caps = dict[str, tuple[int, int]]


@pytest.fixture
def band(alice: User) -> Team:
    band = start_team(alice, name="Band")
    ledger.grant(band, 1000, key="band", memo="")
    return band


@pytest.fixture
def owner(band: Team, alice: User) -> Membership:
    return Membership.objects.get(team=band, user=alice)


@pytest.fixture
def member(owner: Membership, charlie: User) -> Membership:
    """Charlie, with 20 credits a day, 50 a week and 100 a month."""
    place = Membership.objects.create(team=owner.team, user=charlie)
    set_caps(owner, member=place, daily=20, weekly=50, monthly=100)
    place.refresh_from_db()
    return place


def hold(member: Membership, amount: int, name: str) -> Transfer:
    return ledger.hold(member.team, amount, key=f"{name}:hold", memo="", actor=member.user)


def standing(member: Membership, now: datetime | None = None) -> Caps:
    """Spent and left, by the kind of cap."""
    found = caps.standing([member], now=now or timezone.now())[member.pk]
    return {cap.period.word: (cap.spent, cap.left) for cap in found}


def at(transfer: Transfer, moment: datetime) -> None:
    """As if it had been made then."""
    Transfer.objects.filter(pk=transfer.pk).update(created_at=moment)


def test_it_refuses_a_hold_over_the_cap_and_moves_nothing(member: Membership) -> None:
    hold(member, 15, "one")
    with pytest.raises(CapReached):
        hold(member, 6, "two")
    assert ledger.balance_of(member.team) == ledger.Balance(985, 15)
    hold(member, 5, "three")
    assert standing(member)["daily"] == (20, 0)


def test_it_says_which_cap_it_is_and_when_it_resets(
    member: Membership, settings: LazySettings
) -> None:
    hold(member, 15, "one")
    with pytest.raises(CapReached) as refused:
        hold(member, 6, "two")
    day, _, _ = caps.periods(timezone.now())
    ends = f"{day.end:%a} {day.end.day} {day.end:%b} at 00:00 (UTC)"
    assert str(refused.value) == (
        "This needs 6 credits, and 5 are left of your daily cap in “Band” (20). The cap starts "
        f"afresh on {ends}. Until then pick a cheaper model or another wallet, or ask for more "
        "on the team's page."
    )


def test_it_names_the_cap_that_is_in_the_way_longest(owner: Membership, member: Membership) -> None:
    set_caps(owner, member=member, daily=1, weekly=2, monthly=3)
    with pytest.raises(CapReached, match="monthly"):
        hold(member, 6, "one")


def test_it_gives_the_cap_back_with_the_credits_and_keeps_what_was_charged(
    member: Membership,
) -> None:
    for name in ("one", "two"):
        hold(member, 10, name)
    ledger.release(member.team, 10, key="one:release", memo="")
    ledger.capture(member.team, 10, key="two:capture", memo="")
    assert standing(member) == {"daily": (10, 10), "weekly": (10, 40), "monthly": (10, 90)}
    hold(member, 10, "three")


def test_it_holds_once_for_the_same_key_even_where_the_cap_is_full(member: Membership) -> None:
    first = hold(member, 20, "one")
    assert hold(member, 20, "one") == first
    assert standing(member)["daily"] == (20, 0)


def test_it_takes_the_first_hold_for_an_answer_after_the_cap_was_lowered(
    owner: Membership, member: Membership
) -> None:
    first = hold(member, 20, "one")
    set_caps(owner, member=member, daily=5, weekly=None, monthly=None)
    assert hold(member, 20, "one") == first


def test_it_lets_a_cap_of_nothing_spend_nothing(owner: Membership, member: Membership) -> None:
    set_caps(owner, member=member, daily=0, weekly=None, monthly=None)
    with pytest.raises(CapReached):
        hold(member, 1, "one")


def test_it_lets_those_without_a_cap_spend_it_all(owner: Membership, member: Membership) -> None:
    hold(owner, 900, "one")
    set_caps(owner, member=member, daily=None, weekly=None, monthly=None)
    hold(member, 100, "two")


def test_it_counts_each_team_and_each_member_for_themselves(
    owner: Membership, member: Membership, bob: User
) -> None:
    other = Membership.objects.create(team=member.team, user=bob, daily_cap=20)
    hold(member, 20, "one")
    hold(other, 20, "two")
    hold(owner, 20, "three")
    own = Membership.objects.get(team=member.user.personal_team, user=member.user)
    hold(own, 20, "four")
    assert standing(member)["daily"] == (20, 0)
    assert standing(other)["daily"] == (20, 0)


def test_it_still_counts_after_leaving_and_coming_back(member: Membership) -> None:
    hold(member, 15, "one")
    team, user = member.team, member.user
    member.delete()
    again = Membership.objects.create(team=team, user=user, daily_cap=20)
    assert standing(again)["daily"] == (15, 5)


# ---- The calendar ----

WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), {"daily", "weekly", "monthly"}),
        (datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC), {"weekly", "monthly"}),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), {"weekly", "monthly"}),
        (datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), {"monthly"}),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), {"monthly"}),
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC), set()),
    ],
)
def test_it_counts_by_the_calendar(member: Membership, moment: datetime, counted: set[str]) -> None:
    at(hold(member, 7, "one"), moment)
    found = {word for word, (spent, _) in standing(member, WEDNESDAY).items() if spent}
    assert found == counted


def test_it_counts_a_week_that_began_last_month(member: Membership) -> None:
    at(hold(member, 7, "one"), datetime(2026, 11, 30, 12, tzinfo=UTC))
    now = datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert standing(member, now) == {"daily": (0, 20), "weekly": (7, 43), "monthly": (0, 100)}


def test_it_goes_by_the_sites_time_zone(settings: LazySettings) -> None:
    settings.TIME_ZONE = "America/New_York"
    day, week, month = caps.periods(datetime(2026, 11, 1, 3, 59, tzinfo=UTC))
    assert day.start == datetime(2026, 10, 31, 4, tzinfo=UTC)
    assert day.end == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert week.start == datetime(2026, 10, 26, 4, tzinfo=UTC)
    assert month.end == datetime(2026, 11, 1, 4, tzinfo=UTC)
    # The day the clocks go back has 25 hours.
    day, *_ = caps.periods(datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert day.start == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert day.end == datetime(2026, 11, 2, 5, tzinfo=UTC)


# ---- Asking for more ----


def test_it_counts_an_approved_request_on_top_once(owner: Membership, member: Membership) -> None:
    hold(member, 20, "one")
    ask = asks.ask_for_more(member, amount=10, note="")
    with pytest.raises(CapReached):
        hold(member, 5, "two")
    asks.answer(owner, ask=ask, approve=True)
    hold(member, 10, "three")
    assert standing(member) == {"daily": (30, 0), "weekly": (30, 30), "monthly": (30, 80)}
    with pytest.raises(CapReached, match="20 and 10 more that were approved"):
        hold(member, 1, "four")


def test_it_ends_what_was_approved_with_its_period(owner: Membership, member: Membership) -> None:
    ask = asks.ask_for_more(member, amount=10, note="")
    asks.answer(owner, ask=ask, approve=True)
    Ask.objects.update(answered_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    left = {word: left for word, (_, left) in standing(member, WEDNESDAY).items()}
    assert left == {"daily": 20, "weekly": 60, "monthly": 110}


def test_it_counts_nothing_for_a_declined_request(owner: Membership, member: Membership) -> None:
    asks.answer(owner, ask=asks.ask_for_more(member, amount=10, note=""), approve=False)
    assert standing(member)["daily"] == (0, 20)


# ---- What the studio shows ----


def test_it_offers_each_wallet_with_what_may_be_spent_of_it(
    member: Membership, charlie: User
) -> None:
    hold(member, 15, "one")
    own, shared = purses_of(charlie, now=timezone.now())
    assert (own.team, own.available, own.spendable, own.is_capped) == (
        charlie.personal_team, 100, 100, False,
    )  # fmt: skip
    assert (shared.team, shared.available, shared.spendable) == (member.team, 985, 5)
    assert shared.is_capped


def test_it_offers_no_wallet_of_a_team_one_only_listens_to(
    member: Membership, charlie: User
) -> None:
    Membership.objects.filter(pk=member.pk).update(role="listener")
    assert [purse.team for purse in purses_of(charlie, now=timezone.now())] == [
        charlie.personal_team
    ]


def test_it_asks_no_more_queries_for_more_members(
    owner: Membership, member: Membership, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    members = [member]
    for number in range(5):
        user = User.objects.create_user(f"{number}@songdesk.example")
        members.append(Membership.objects.create(team=owner.team, user=user, weekly_cap=9))
    with django_assert_num_queries(2):  # type: ignore[operator]
        caps.standing(members, now=timezone.now())
