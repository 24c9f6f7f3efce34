"""Idempotency-Key: one request, however often it arrives."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator.api import idempotency
from generator.api.jobs import forget_calls
from generator.api.models import IdempotentCall
from generator.catalog.models import Price
from generator.songs.models import Song
from generator.teams.models import Team
from generator.wallet import ledger
from tests.api.conftest import SONG, Issue, Program, error

ONCE = {"Idempotency-Key": "order-7"}


def test_it_answers_the_same_again(program: Program, team: Team) -> None:
    first = program.post("/audio/music", SONG, **ONCE)
    again = program.post("/audio/music", {"prompt": SONG["prompt"], "model": "studio"}, **ONCE)
    assert (again.status_code, again.content) == (200, first.content)
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first) == ("true", False)
    assert ledger.balance_of(team).held == 5


def test_it_makes_another_song_for_another_key(program: Program, issue: Issue) -> None:
    program.post("/audio/music", SONG, **ONCE)
    program.post("/audio/music", SONG, **{"Idempotency-Key": "order-8"})
    program.post("/audio/music", SONG)
    Program(issue()[1]).post("/audio/music", SONG, **ONCE)
    assert Song.objects.count() == 4


def test_it_refuses_another_body_under_the_same_key(program: Program) -> None:
    program.post("/audio/music", SONG, **ONCE)
    answer = program.post("/audio/music", {**SONG, "title": "Else"}, **ONCE)
    assert (answer.status_code, error(answer)["type"]) == (409, "conflict")
    assert "another request" in error(answer)["message"]
    assert Song.objects.count() == 1


def test_it_refuses_a_second_call_while_the_first_runs(program: Program) -> None:
    program.post("/audio/music", SONG, **ONCE)
    IdempotentCall.objects.update(answer="")
    answer = program.post("/audio/music", SONG, **ONCE)
    assert answer.status_code == 409
    assert "is running" in error(answer)["message"]


def test_it_finishes_a_call_whose_process_died(program: Program) -> None:
    """It is the same press of the button, so the song that was made is the answer."""
    first = program.post("/audio/music", SONG, **ONCE)
    long_ago = timezone.now() - idempotency.DEAD_AFTER
    IdempotentCall.objects.update(answer="", claimed_at=long_ago)
    assert program.post("/audio/music", SONG, **ONCE).content == first.content
    assert Song.objects.count() == 1


def test_it_frees_the_key_after_a_refusal(program: Program) -> None:
    prices = Price.objects.filter(model__slug="studio")
    prices.update(credits=5000)
    assert program.post("/audio/music", SONG, **ONCE).status_code == 402
    prices.update(credits=5)
    assert program.post("/audio/music", SONG, **ONCE).status_code == 200


def test_it_forgets_after_a_day(program: Program) -> None:
    program.post("/audio/music", SONG, **ONCE)
    IdempotentCall.objects.update(created_at=timezone.now() - timedelta(hours=24))
    assert program.post("/audio/music", {**SONG, "title": "Else"}, **ONCE).status_code == 200
    assert Song.objects.count() == 2


def test_it_cleans_up_what_it_may_forget(program: Program) -> None:
    for name in ("old", "new"):
        program.post("/audio/music", SONG, **{"Idempotency-Key": name})
    yesterday = timezone.now() - timedelta(hours=24)
    IdempotentCall.objects.filter(name="old").update(created_at=yesterday)
    forget_calls()
    assert [call.name for call in IdempotentCall.objects.all()] == ["new"]


@pytest.mark.parametrize("name", ["", " ", "x" * 256, "caf\xe9"])
def test_it_refuses_keys_that_are_not_in_order(program: Program, name: str) -> None:
    answer = program.post("/audio/music", SONG, **{"Idempotency-Key": name})
    assert (answer.status_code, error(answer)["type"]) == (400, "bad_request")
