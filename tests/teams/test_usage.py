"""Who spent what: the ledger's own sums, by person and model."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from generator.songs import progress
from generator.songs.models import Erased, Song, State
from generator.teams.models import Membership
from generator.teamwork.usage import Line, total, usage
from generator.wallet.ledger import balance_of, capture
from generator.wallet.models import Transfer
from tests.teams.conftest import as_, press


def deliver(song: Song) -> None:
    """The song is there and paid, as `progress.finish` leaves it."""
    Song.objects.filter(pk=song.pk).update(state=State.READY, finished_at=timezone.now())
    capture(song.team, song.price, key=f"song:{song.pk}:capture", memo="")


STUDIO = "Studio (built in)"


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


def of(place: Membership, **bounds: datetime) -> dict[tuple[str, str], tuple[int, ...]]:
    lines = usage(place.team, since=bounds.get("since"), until=bounds.get("until"))
    return {(x.who.split("@")[0], x.model): (x.made, x.kept, x.charged, x.held) for x in lines}


def test_it_says_who_had_what_and_what_it_cost(busy: Membership) -> None:
    assert of(busy) == {
        ("ben", STUDIO): (3, 1, 10, 5),
        ("alice", STUDIO): (1, 0, 0, 0),
    }


def test_it_adds_up_to_the_ledger(busy: Membership) -> None:
    sums = total(usage(busy.team, since=None, until=None))
    charged = Transfer.objects.filter(team=busy.team, kind="capture").aggregate(n=Sum("amount"))
    assert sums.charged == charged["n"] == 10
    assert sums.held == balance_of(busy.team).held == 5
    assert (sums.made, sums.kept, sums.per_kept) == (4, 1, 10.0)


def test_it_still_counts_a_song_that_was_moved_away(busy: Membership) -> None:
    Song.objects.update(team=busy.user.personal_team)
    assert of(busy)["ben", STUDIO] == (3, 1, 10, 5)
    assert usage(busy.user.personal_team, since=None, until=None) == []


def test_it_counts_what_fell_into_the_period(busy: Membership) -> None:
    Transfer.objects.filter(kind="capture").update(created_at=datetime(2026, 10, 5, tzinfo=UTC))
    october = {
        "since": datetime(2026, 10, 1, tzinfo=UTC),
        "until": datetime(2026, 11, 1, tzinfo=UTC),
    }
    assert of(busy, **october) == {("ben", STUDIO): (0, 1, 10, 0)}


def test_it_knows_no_price_of_songs_nobody_kept() -> None:
    assert Line(charged=5).per_kept is None
    assert Line(charged=5, kept=2).per_kept == 2.5


def test_it_keeps_no_song_that_lies_in_the_trash(busy: Membership) -> None:
    Song.objects.update(trashed_at=timezone.now())
    assert of(busy)["ben", STUDIO] == (3, 0, 10, 5)


def test_it_shows_this_month_unless_asked(client: Client, busy: Membership) -> None:
    Transfer.objects.filter(kind="capture").update(created_at=datetime(2026, 1, 5, tzinfo=UTC))
    as_(client, busy)
    page = client.get(f"/teams/{busy.team_id}/usage/")
    assert page.context["total"].charged == 0
    whole = client.get(f"/teams/{busy.team_id}/usage/", {"since": "", "until": ""})
    assert whole.context["total"].charged == 10
    asked = client.get(
        f"/teams/{busy.team_id}/usage/", {"since": "2026-01-05", "until": "2026-01-05"}
    )
    assert asked.context["total"].charged == 10


def test_it_gives_the_same_as_a_spreadsheet(client: Client, busy: Membership) -> None:
    busy.user.email = "=alice@songdesk.example"  # a formula, to a spreadsheet
    busy.user.save()
    as_(client, busy)
    answer = client.get(f"/teams/{busy.team_id}/usage.csv", {"since": "", "until": ""})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(row["credits charged"]) for row in rows) == 10
    assert not any(value.startswith("=") for row in rows for value in row.values())


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "until=9999-12-31", "since=%00", "since=2026-02-01&until=2026-01-01"],
)
def test_it_survives_any_days(client: Client, owner: Membership, query: str) -> None:
    answer = as_(client, owner).get(f"/teams/{owner.team_id}/usage/?{query}")
    assert answer.status_code == 200
    assert "data-error" in answer.content.decode()


def test_it_asks_no_more_queries_for_more_songs(
    owner: Membership, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(6):
        deliver(press(owner.user, owner.team, title=str(number)))
    with django_assert_num_queries(2):  # type: ignore[operator]
        usage(owner.team, since=None, until=None)
