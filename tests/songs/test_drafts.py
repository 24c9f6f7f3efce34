"""What was typed when the session ran out is kept until the song is made."""

import pytest
from django.test import Client

from generator.songs.models import Song
from generator.teams.models import User
from tests.people import PASSWORD
from tests.songs.fake import FakeProvider

TYPED = {
    "prompt": "A calm <b>waltz</b> 🎻", "lyrics": "[Verse]\nשלום", "title": "City lights",
    "model": "suno", "bitrate": "64000", "sample_rate": "24000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def connected(fake: FakeProvider) -> None:
    pass


def sign_in(client: Client, user: User) -> None:
    found = client.post("/accounts/login/?next=/", {"login": user.email, "password": PASSWORD})
    assert found.status_code == 302, found.content
    assert found["Location"] == "/"


def test_it_comes_back_after_signing_in(client: Client, alice: User) -> None:
    answer = client.post("/songs/", {**TYPED, "token": "whatever", "csrf": "x"})
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/"
    assert b"what you wrote is kept" in client.get(answer["Location"]).content
    sign_in(client, alice)
    form = client.get("/").context["form"]
    assert {name: form[name].value() for name in TYPED} == TYPED
    assert not Song.objects.exists()


def test_it_comes_back_when_the_session_ended_on_the_server(client: Client, alice: User) -> None:
    client.force_login(alice)
    client.session.flush()
    client.post("/songs/", TYPED)
    sign_in(client, alice)
    assert client.get("/").context["form"]["prompt"].value() == TYPED["prompt"]


def test_it_is_dropped_once_the_song_is_made(client: Client, alice: User) -> None:
    client.post("/songs/", TYPED)
    sign_in(client, alice)
    token = client.get("/").context["form"]["token"].value()
    client.post("/songs/", {**TYPED, "token": token})
    assert Song.objects.get().prompt == TYPED["prompt"]
    assert client.get("/").context["form"]["prompt"].value() is None


def test_it_is_not_shown_to_anybody_else(client: Client, alice: User, charlie: User) -> None:
    client.post("/songs/", TYPED)
    other = Client()
    other.force_login(charlie)
    assert other.get("/").context["form"]["prompt"].value() is None


def test_it_keeps_as_much_as_anybody_pastes_but_no_flood(client: Client, db: None) -> None:
    client.post("/songs/", {"prompt": "x" * 100_000, "lyrics": "y" * 200_000})
    draft = client.session["draft"]
    assert len(draft["prompt"]) == 100_000
    assert len(draft["lyrics"]) == 120_000


def test_it_fills_the_form_from_a_link(signed_in: Client) -> None:
    form = signed_in.get("/?prompt=Rock&model=suno&bitrate=nonsense&other=1").context["form"]
    assert form["prompt"].value() == "Rock"
    assert form["model"].value() == "suno"


def test_it_sends_readers_back_to_the_library(client: Client, db: None) -> None:
    answer = client.get("/songs/")
    assert answer["Location"] == "/accounts/login/?next=/songs/"
    assert "draft" not in client.session
