"""POST /audio/music: the page's fields, and a clear no to everything else."""

import json

import pytest

from generator.catalog.models import Price
from generator.songs.models import Song
from generator.teams.models import Membership, Team
from generator.wallet import ledger
from tests.api.conftest import SONG, Issue, Program, error

PAGES_OWN = {
    "prompt": "An energetic electronic dance track with pulsing synths and driving bass",
    "lyrics": "Feel the beat, move your feet, let the music take you higher",
    "bitrate": 256000,
    "sample_rate": 44100,
}
"""The body of the gateway's own page, but for the model, which needs a key."""


def test_it_makes_a_song_from_the_pages_own_fields(program: Program, team: Team) -> None:
    answer = program.post("/audio/music", {"model": "studio", **PAGES_OWN})
    song = Song.objects.get()
    data = {"task_id": f"song_{song.pk}", "status": "IN_PROGRESS"}
    assert answer.json() == {"code": 200, "message": "success", "data": data}
    assert {name: getattr(song, name) for name in PAGES_OWN} == PAGES_OWN
    assert (song.team, song.user, song.state) == (team, team.personal_of, "queued")
    assert ledger.balance_of(team).held == song.price == 5


def test_it_takes_the_models_defaults(program: Program) -> None:
    program.make()
    song = Song.objects.get()
    assert (song.bitrate, song.sample_rate, song.lyrics) == (256_000, 44_100, "")


@pytest.mark.parametrize(
    ("asked", "prompt", "lyrics"),
    [
        ({"gpt_description_prompt": "A polka"}, "A polka", ""),
        ({"style": "A polka", "prompt": "La la"}, "A polka", "La la"),
        ({"style": "A polka", "prompt": "La", "make_instrumental": False}, "A polka", "La"),
    ],
)
def test_it_understands_sunos_fields(
    program: Program, asked: dict[str, object], prompt: str, lyrics: str
) -> None:
    body = {"model": "studio", "title": "Feet", "callback_url": "https://x.example/", **asked}
    assert program.post("/audio/music", body).status_code == 200
    song = Song.objects.get()
    assert (song.prompt, song.lyrics, song.title) == (prompt, lyrics, "Feet")


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"tempo": 120}, "tempo", "no such field"),
        ({"prompt": 7}, "prompt", "valid string"),
        ({"prompt": None}, "prompt", "valid string"),
        ({"bitrate": "256000"}, "bitrate", "should be 32000, 60000"),
        ({"bitrate": 256000.5}, "bitrate", "should be 32000, 60000"),
        ({"bitrate": True}, "bitrate", "should be 32000, 60000"),
        ({"bitrate": 320000}, "bitrate", "128000 or 256000"),
        ({"sample_rate": 48000}, "sample_rate", "32000 or 44100"),
        ({"prompt": ""}, "prompt", "Say what"),
        ({"prompt": "x" * 2001}, "prompt", "shorten it by 1"),
        ({"lyrics": "x" * 3001}, "lyrics", "shorten them by 1"),
        ({"title": "x" * 81}, "title", "shorten it by 1"),
        ({"model": "nobody"}, "model", "not on offer"),
        ({"model": "minimax-music"}, "model", "not connected"),
        ({"prompt": "La", "style": "x" * 2001}, "style", "shorten it by 1"),
        ({"make_instrumental": True}, "body", "make_instrumental"),
        ({"gpt_description_prompt": "Polka"}, "body", "stands alone"),
    ],
)
def test_it_says_which_field_is_wrong(
    program: Program, change: dict[str, object], field: str, said: str
) -> None:
    answer = program.post("/audio/music", {**SONG, **change})
    assert answer.status_code == 422
    assert error(answer)["type"] == "invalid_request"
    assert said in error(answer)["fields"][field]
    assert not Song.objects.exists()


def test_it_says_which_field_is_missing(program: Program) -> None:
    answer = program.post("/audio/music", {"prompt": "A waltz"})
    assert error(answer)["fields"] == {"model": "This field is required."}


@pytest.mark.parametrize("body", ["{", "NaN", '{"model": NaN}', "\xff", "[" * 50_000])
def test_it_refuses_what_is_no_json(program: Program, body: str) -> None:
    answer = program.post("/audio/music", body)
    assert (answer.status_code, error(answer)["type"]) == (400, "bad_request")


@pytest.mark.parametrize("body", ["", "[]", "7", "null", '"words"'])
def test_it_refuses_what_is_no_object(program: Program, body: str) -> None:
    assert error(program.post("/audio/music", body))["type"] == "invalid_request"


def test_it_refuses_other_kinds_of_bodies(program: Program) -> None:
    answer = program.client.post(
        "/api/v1/audio/music", SONG, headers={"Authorization": f"Bearer {program.secret}"}
    )
    assert (answer.status_code, error(answer)["type"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("size", [500_001, 2_600_000])
def test_it_refuses_bodies_that_are_too_large(program: Program, size: int) -> None:
    answer = program.post("/audio/music", json.dumps({**SONG, "lyrics": "x" * size}))
    assert (answer.status_code, error(answer)["type"]) == (413, "payload_too_large")


def test_it_tells_when_the_credits_are_not_enough(program: Program) -> None:
    Price.objects.filter(model__slug="studio").update(credits=5000)
    answer = program.post("/audio/music", SONG)
    assert (answer.status_code, error(answer)["type"]) == (402, "insufficient_credits")


def test_it_keeps_a_key_within_its_caps(issue: Issue, team: Team) -> None:
    program = Program(issue(daily_cap=12, monthly_cap=100)[1])
    program.make()
    program.make()
    answer = program.post("/audio/music", SONG)
    assert (answer.status_code, error(answer)["type"]) == (402, "cap_reached")
    assert "2 are left of the daily cap of the key “Bot” (12)" in error(answer)["message"]
    assert ledger.balance_of(team).held == 10
    Program(issue()[1]).make()  # another key has its own


def test_it_gives_a_key_its_cap_back_with_the_credits(issue: Issue) -> None:
    program = Program(issue(monthly_cap=5)[1])
    task = program.make()
    assert program.post("/audio/music", SONG).status_code == 402
    program.post(f"/tasks/{task}/cancel")
    program.make()


def test_it_keeps_a_key_within_its_members_caps(issue: Issue, place: Membership) -> None:
    Membership.objects.filter(pk=place.pk).update(daily_cap=4)
    assert error(Program(issue()[1]).post("/audio/music", SONG))["type"] == "cap_reached"


def test_it_makes_only_what_the_key_is_for(issue: Issue) -> None:
    program = Program(issue(model_slugs=["suno"])[1])
    answer = program.post("/audio/music", SONG)
    assert (answer.status_code, error(answer)["type"]) == (403, "forbidden")
    assert error(answer)["message"] == "This key is for suno."
