"""Who may see and do what: outsiders learn nothing, listeners listen."""

import pytest
from django.test import Client

from generator.songs.models import Song, State, Take
from generator.teams.models import User
from generator.wallet.ledger import balance_of
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

READS = (
    "/songs/{song}/",
    "/takes/{take}/audio",
    "/takes/{take}/download",
    "/takes/{take}/words",
    "/takes/{take}/lrc",
    "/takes/{take}/zip",
    "/takes/{take}/voice/audio",
    "/takes/{take}/voice/download",
    "/takes/{take}/midi/download",
    "/takes/{take}/chords/download",
)
WRITES = ("/songs/{song}/cancel/", "/songs/{song}/again/", "/songs/{song}/ask/")


@pytest.fixture
def ready(make_song: Make, fake: FakeProvider) -> Song:
    return bring(make_song(), State.READY, clip=fake.sung_clip())


def address(path: str, song: Song) -> str:
    return path.format(song=song.pk, take=Take.objects.get(song=song).pk)


@pytest.mark.parametrize("path", READS + WRITES)
def test_it_is_not_there_for_outsiders(
    client: Client, charlie: User, ready: Song, path: str
) -> None:
    client.force_login(charlie)
    method = client.post if path in WRITES else client.get
    answer = method(address(path, ready))
    assert answer.status_code == 404
    assert b"City lights" not in answer.content


@pytest.mark.parametrize("path", READS + WRITES)
def test_it_answers_outsiders_as_if_there_were_no_such_song(
    client: Client, charlie: User, ready: Song, path: str
) -> None:
    client.force_login(charlie)
    method = client.post if path in WRITES else client.get
    there = method(address(path, ready))
    nowhere = method(path.format(song=999_999, take=999_999))
    assert there.status_code == nowhere.status_code
    assert len(there.content) == len(nowhere.content)


@pytest.mark.parametrize("path", READS + WRITES)
def test_it_sends_visitors_to_the_door(client: Client, ready: Song, path: str) -> None:
    method = client.post if path in WRITES else client.get
    answer = method(address(path, ready))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", READS + WRITES)
def test_it_answers_numbers_no_song_can_have(signed_in: Client, ready: Song, path: str) -> None:
    method = signed_in.post if path in WRITES else signed_in.get
    for number in ("0", "9" * 40):
        assert method(path.format(song=number, take=number)).status_code == 404


@pytest.mark.parametrize("path", READS)
def test_it_lets_listeners_listen(client: Client, listener: User, ready: Song, path: str) -> None:
    client.force_login(listener)
    assert client.get(address(path, ready)).status_code == 200


@pytest.mark.parametrize("path", READS)
def test_it_lets_teammates_have_what_the_maker_has(
    client: Client, bob: User, ready: Song, path: str
) -> None:
    client.force_login(bob)
    assert client.get(address(path, ready)).status_code == 200


@pytest.mark.parametrize("path", WRITES)
def test_it_lets_listeners_change_nothing(
    client: Client, listener: User, make_song: Make, path: str
) -> None:
    song = bring(make_song(), State.RENDERING)
    client.force_login(listener)
    before = Song.objects.values().get(pk=song.pk), balance_of(song.team)
    answer = client.post(path.format(song=song.pk))
    assert answer.status_code == 403
    assert b"<h1" in answer.content
    assert (Song.objects.values().get(pk=song.pk), balance_of(song.team)) == before


@pytest.mark.parametrize("path", WRITES)
def test_it_changes_nothing_by_a_get(signed_in: Client, make_song: Make, path: str) -> None:
    song = make_song()
    assert signed_in.get(path.format(song=song.pk)).status_code == 405


def test_it_lets_teammates_do_what_the_maker_may(
    client: Client, bob: User, make_song: Make
) -> None:
    song = make_song()
    client.force_login(bob)
    assert client.post(f"/songs/{song.pk}/cancel/").status_code == 302
    song.refresh_from_db()
    assert song.state == State.CANCELLED


def test_it_shows_a_listener_the_songs_but_lets_them_make_none(
    client: Client, listener: User, make_song: Make
) -> None:
    song = make_song()
    client.force_login(listener)
    assert f'data-song="{song.pk}"' in client.get("/songs/").content.decode()
    form = {"prompt": "x", "model": "minimax-music", "team": str(song.team_id), "token": ""}
    answer = client.post("/songs/", form)
    assert answer.status_code == 422
    assert "That is not a team you can make songs for." in answer.content.decode()


def says(client: Client, path: str, **fields: str) -> tuple[str, str]:
    """Where a button leads back to, and what the page then says."""
    answer = client.post(path, fields)
    assert answer.status_code == 302
    return answer["Location"], client.get("/").content.decode()


def test_it_says_what_a_button_did(signed_in: Client, make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    path = f"/songs/{song.pk}"
    assert "“City lights” is being asked about." in says(signed_in, f"{path}/ask/")[1]
    assert "“City lights” was cancelled." in says(signed_in, f"{path}/cancel/")[1]
    assert "There is nothing to ask about “City lights” now." in says(signed_in, f"{path}/ask/")[1]
    assert "“City lights” is made again." in says(signed_in, f"{path}/again/")[1]
    assert Song.objects.filter(retry_of=song).count() == 1


def test_it_says_why_a_button_did_nothing(signed_in: Client, ready: Song, make_song: Make) -> None:
    assert "had already ended" in says(signed_in, f"/songs/{ready.pk}/cancel/")[1]
    for _ in range(2):
        make_song()
    assert "This needs 30 credits and 10 are" in says(signed_in, f"/songs/{ready.pk}/again/")[1]


def test_it_makes_a_song_again_once_a_press(signed_in: Client, make_song: Make) -> None:
    song = bring(make_song(), State.FAILED)
    token = "12345678-1234-1234-1234-123456789012"
    for _ in range(2):
        signed_in.post(f"/songs/{song.pk}/again/", {"token": token})
    assert Song.objects.count() == 2


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/songs/?before=7", "/songs/?before=7"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("http:///evil.example", "/"),
        ("javascript:alert(1)", "/"),
        (" //evil.example", "/"),
        ("\x08//evil.example", "/"),
        ("https://testserver@evil.example/", "/"),
    ],
)
def test_it_leads_back_to_pages_of_ours_only(
    signed_in: Client, make_song: Make, asked: str, led: str
) -> None:
    assert says(signed_in, f"/songs/{make_song().pk}/cancel/", next=asked)[0] == led


def test_it_survives_header_tricks_in_the_way_back(signed_in: Client, make_song: Make) -> None:
    answer = signed_in.post(f"/songs/{make_song().pk}/cancel/", {"next": "/x\r\nSet-Cookie: a=b"})
    assert answer.status_code == 302
    assert "\n" not in answer["Location"]
    assert "a" not in answer.cookies
