"""Calls, their sums, and that they are the ledger's."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from generator.keys import actions as keys
from generator.songs import progress
from generator.songs.models import Erased, Song, State
from generator.teams.models import Membership
from generator.usage import queries
from generator.usage.pages import Line, agrees, lines
from generator.usage.queries import Wanted
from generator.wallet.ledger import balance_of, capture
from generator.wallet.models import Transfer
from tests.teams.conftest import press

STUDIO = "Studio (built in)"


def deliver(song: Song) -> None:
    """The song is there and paid, as `progress.finish` leaves it."""
    Song.objects.filter(pk=song.pk).update(state=State.READY, finished_at=timezone.now())
    capture(song.team, song.price, key=f"song:{song.pk}:capture", memo="")


@pytest.fixture
def busy(owner: Membership, member: Membership) -> Membership:
    """Ben had two songs, of which one was deleted for good, and waits for one; Alice's failed."""
    kept, gone, _ = (press(member.user, member.team, title=name) for name in "abc")
    deliver(kept)
    deliver(gone)
    Erased.objects.create(
        number=gone.pk, team=gone.team, model=gone.model, price=gone.price,
        made_at=gone.created_at, erased_at=timezone.now(),
    )  # fmt: skip
    gone.delete()
    progress.fail(
        press(owner.user, owner.team), cause=progress.Cause.TIMED_OUT, now=timezone.now()
    )  # fmt: skip
    return owner


def of(place: Membership, wanted: Wanted = Wanted()) -> dict[tuple[str, str], tuple[int, ...]]:  # noqa: B008
    found = lines(queries.cells(place.team, wanted))
    return {(x.member.split("@")[0], x.model): (x.calls, x.kept, x.captured, x.held) for x in found}


def test_it_says_who_had_what_and_what_it_cost(busy: Membership) -> None:
    assert of(busy) == {("ben", STUDIO): (3, 1, 10, 5), ("alice", STUDIO): (1, 0, 0, 0)}


def test_it_adds_up_to_the_ledger(busy: Membership) -> None:
    total = queries.total(queries.cells(busy.team, Wanted()))
    assert queries.books(busy.team, Wanted()) == queries.Books(held=5, captured=10, released=5)
    assert (total["captured"], total["released"]) == (10, 5)
    assert total["held"] == balance_of(busy.team).held == 5
    assert agrees(busy.team, Wanted())


def test_it_sees_when_the_calls_and_the_ledger_disagree(busy: Membership) -> None:
    Transfer.objects.filter(kind="capture").update(amount=6)
    assert not agrees(busy.team, Wanted())


def test_it_lists_each_call_with_what_became_of_it(busy: Membership) -> None:
    found = queries.page(busy.team, Wanted(), before=None, most=9)
    assert [
        (call.state, call.error, call.held, call.captured, call.released) for call in found
    ] == [
        ("failed", "timed_out", 0, 0, 5),
        ("queued", "", 5, 0, 0),
        ("deleted", "", 0, 5, 0),
        ("ready", "", 0, 5, 0),
    ]
    assert [call.seconds is None for call in found] == [False, True, True, False]
    assert {call.model for call in found} == {STUDIO}


def test_it_reads_on_where_a_page_ended(busy: Membership) -> None:
    first = queries.page(busy.team, Wanted(), before=None, most=3)
    second = queries.page(busy.team, Wanted(), before=first[-1].pk, most=3)
    assert [*first, *second] == list(queries.every(busy.team, Wanted()))
    assert len(second) == 1


def test_it_tells_keys_and_the_web_apart(busy: Membership) -> None:
    key, _ = keys.issue(busy, name="Bot", scopes=["make"])
    Transfer.objects.filter(actor=busy.user, kind="hold").update(api_key=key)
    by_key = queries.page(busy.team, Wanted(key=str(key.pk)), before=None, most=9)
    assert [call.key_name for call in by_key] == ["Bot"]
    assert len(queries.page(busy.team, Wanted(key="web"), before=None, most=9)) == 3


@pytest.mark.parametrize(
    ("wanted", "calls"),
    [
        (Wanted(model="studio"), 4),
        (Wanted(model="suno"), 0),
        (Wanted(state="ready"), 1),
        (Wanted(state="failed"), 1),
        (Wanted(member="ben@songdesk.example"), 3),
        (Wanted(model="studio", state="queued", key="web"), 1),
        (Wanted(since=datetime(2000, 1, 1, tzinfo=UTC)), 4),
        (Wanted(until=datetime(2000, 1, 1, tzinfo=UTC)), 0),
    ],
)
def test_it_filters_the_calls_and_their_sums_alike(
    busy: Membership, wanted: Wanted, calls: int
) -> None:
    assert len(list(queries.every(busy.team, wanted))) == calls
    assert queries.total(queries.cells(busy.team, wanted))["calls"] == calls


def test_it_still_counts_a_song_that_was_moved_away(busy: Membership) -> None:
    Song.objects.update(team=busy.user.personal_team)
    assert of(busy)["ben", STUDIO] == (3, 1, 10, 5)
    assert queries.cells(busy.user.personal_team, Wanted()) == []


def test_it_counts_what_came_of_a_call_on_the_day_of_the_call(busy: Membership) -> None:
    Transfer.objects.filter(kind="hold").update(created_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    october = Wanted(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    assert of(busy, october)["ben", STUDIO] == (3, 1, 10, 5)
    assert agrees(busy.team, october)
    assert of(busy, Wanted(since=october.until)) == {}
    assert agrees(busy.team, Wanted(since=october.until))


def test_it_keeps_no_song_that_lies_in_the_trash(busy: Membership) -> None:
    Song.objects.update(trashed_at=timezone.now())
    assert of(busy)["ben", STUDIO] == (3, 0, 10, 5)


def test_it_knows_no_price_of_songs_nobody_kept() -> None:
    assert Line("a", "b", 1, 0, 5, 0).per_kept is None
    assert Line("a", "b", 2, 2, 5, 0).per_kept == 2.5


def test_it_asks_no_more_queries_for_more_songs(
    owner: Membership, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(6):
        deliver(press(owner.user, owner.team, title=str(number)))
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.cells(owner.team, Wanted())
    with django_assert_num_queries(4):  # type: ignore[operator]
        queries.page(owner.team, Wanted(), before=None, most=50)
