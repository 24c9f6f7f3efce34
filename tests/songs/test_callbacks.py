"""Upstream's callbacks move the next poll to now, whatever they say."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from generator.songs.models import Song, State
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring


@pytest.fixture
def song(make_song: Make) -> Song:
    song = bring(make_song(), State.RENDERING)
    Song.objects.update(next_poll_at=timezone.now() + timedelta(hours=1))
    song.refresh_from_db()
    return song


def due(song: Song) -> bool:
    song.refresh_from_db()
    return song.next_poll_at is not None and song.next_poll_at <= timezone.now()


def test_it_moves_the_next_poll_to_now(client: Client, song: Song) -> None:
    answer = client.post(f"/callbacks/{song.callback_token}/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert due(song)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\x00\xff",
        b'{"status":"failed"}',
        b'{"data":{"status":"completed"}}',
        b"x" * 10**6,
    ],
)
def test_it_believes_no_word_of_the_body(client: Client, song: Song, body: bytes) -> None:
    address = f"/callbacks/{song.callback_token}/"
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 204
    assert due(song)
    assert song.state == State.RENDERING


def test_it_needs_no_token_of_ours(song: Song) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/callbacks/{song.callback_token}/").status_code == 204


@pytest.mark.parametrize(
    "token", ["wrong", "0" * 64, "a" * 500, "%00", "%F0%9F%8E%B5", "..", "a%2Fb"]
)
def test_it_tells_nothing_to_a_wrong_token(client: Client, song: Song, token: str) -> None:
    assert client.post(f"/callbacks/{token}/").status_code == 404
    assert not due(song)


def test_it_takes_posts_only(client: Client, song: Song) -> None:
    assert client.get(f"/callbacks/{song.callback_token}/").status_code == 405
    assert not due(song)


def test_it_writes_nothing_where_a_poll_is_due_anyway(
    client: Client, song: Song, django_assert_num_queries: Make
) -> None:
    Song.objects.update(next_poll_at=timezone.now())
    with django_assert_num_queries(1):
        client.post(f"/callbacks/{song.callback_token}/")


@pytest.mark.parametrize("state", sorted(set(State) - {State.RENDERING}))
def test_it_is_quiet_about_songs_that_are_elsewhere(
    client: Client, make_song: Make, fake: FakeProvider, state: State
) -> None:
    song = bring(make_song(), state, clip=fake.clip())
    assert client.post(f"/callbacks/{song.callback_token}/").status_code == 204
    song.refresh_from_db()
    assert (song.state, song.next_poll_at) == (state, None)
