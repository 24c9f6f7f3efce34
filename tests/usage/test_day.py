"""A random day: whatever happens, the page, the API, the CSV and the ledger say the same."""

import csv
import io
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from generator.causes import Cause
from generator.errors import SongdeskError
from generator.keys import actions as keys
from generator.library.actions import move
from generator.library.erasing import erase_overdue
from generator.songs import actions, progress
from generator.songs.models import Song
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from generator.usage import queries
from generator.usage.pages import agrees
from generator.usage.queries import Wanted
from generator.wallet import ledger
from generator.wallet.moving import move_credits
from tests.api.conftest import Program
from tests.teams.conftest import press
from tests.usage.test_queries import deliver

DEEDS = ("web", "key", "ready", "fail", "cancel", "move", "trash", "erase", "grant", "pay")
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 5)), min_size=5, max_size=30)


class Day(TestCase):
    def setUp(self) -> None:
        cache.clear()
        self.people = [User.objects.create_user(f"{n}@songdesk.example") for n in ("ann", "bo")]
        self.teams = [start_team(self.people[0], name=name) for name in ("Band", "Choir")]
        self.programs = []
        for team in self.teams:
            Membership.objects.create(team=team, user=self.people[1])
            ledger.grant(team, 60, key=f"{team.pk}:gift", memo="")
            for place in team.membership_set.select_related("team", "user"):
                _, secret = keys.issue(place, name=str(place.user), scopes=["make", "usage"])
                self.programs.append(Program(secret))

    @settings(max_examples=12, deadline=None)
    @given(STEPS)
    def test_it_adds_up_after_a_random_day(self, steps: list[tuple[str, int]]) -> None:
        for number, (deed, pick) in enumerate(steps):
            # Refused: no credits, or the song has ended; the books have to agree as well.
            with suppress(SongdeskError):
                self.do(deed, pick, number)
        for team, program in zip(self.teams, self.programs[::2], strict=True):
            self.check(team, program)

    def do(self, deed: str, pick: int, number: int) -> None:
        team, person = self.teams[pick % 2], self.people[pick // 2 % 2]
        song = Song.objects.filter(trashed_at=None).order_by("pk")[pick : pick + 1].first()
        match deed:
            case "web":
                press(person, team)
            case "key":
                self.programs[pick % 4].post("/audio/music", {"model": "studio", "prompt": "x"})
            case "grant":
                ledger.grant(team, 7, key=f"gift:{number}", memo="")
            case "pay":
                move_credits(
                    self.people[0], source=team, to=self.teams[1 - pick % 2], amount=3,
                    token=f"{number:032}",
                )  # fmt: skip
            case "erase":
                erase_overdue(now=timezone.now() + timedelta(days=400))
        if song:
            self.change(song, deed, team)

    def change(self, song: Song, deed: str, team: Team) -> None:
        now = timezone.now()
        match deed:
            case "ready" if song.pending and not song.payer_id:
                deliver(song)
            case "fail" if song.pending:
                progress.fail(song, cause=Cause.TIMED_OUT, now=now)
            case "cancel":
                actions.cancel_song(song)
            case "move" if not song.pending:
                move([song], to=team, user=self.people[0])
            case "trash" if not song.pending:
                Song.objects.filter(pk=song.pk).update(trashed_at=now)

    def check(self, team: Team, program: Program) -> None:
        books = queries.books(team, Wanted())
        assert agrees(team, Wanted())
        assert books.held == ledger.balance_of(team).held
        moved = {
            kind: sum(row.amount for row in team.transfers.filter(kind=kind))
            for kind in ("capture", "release")
        }
        assert (books.captured, books.released) == (moved["capture"], moved["release"])
        client = Client()
        client.force_login(self.people[0])
        page = client.get("/usage/", {"team": team.pk, "since": ""}).context["total"]
        told = program.get("/usage").json()["data"]["total"]
        text = client.get("/usage/calls.csv", {"team": team.pk, "since": ""}).getvalue().decode()
        rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        for name in ("held", "captured", "released"):
            every = {page[name], told[name], sum(int(row[name]) for row in rows)}
            assert every == {getattr(books, name)}
        assert page["calls"] == told["calls"] == len(rows)
