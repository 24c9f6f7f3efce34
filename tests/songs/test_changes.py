"""The one question an open page asks: what has changed among the songs that were pending?"""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from generator.songs import progress
from generator.songs.models import Song, State
from generator.teams.models import User
from generator.wallet import ledger
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

POLLS = 'hx-get="/songs/changes/'


def ask(client: Client, seen: str) -> HttpResponse:
    return client.get("/songs/changes/", {"seen": seen}, headers={"HX-Request": "true"})


def seen(*songs: Song) -> str:
    return "-".join(f"{song.pk}.{song.revision}" for song in songs)


def test_it_says_nothing_in_three_queries_where_nothing_changed(
    signed_in: Client, make_song: Make, django_assert_max_num_queries: Make
) -> None:
    songs = [bring(make_song(), State.RENDERING) for _ in range(3)]
    with django_assert_max_num_queries(3):
        answer = ask(signed_in, seen(*songs))
    assert (answer.status_code, answer.content) == (204, b"")


def test_it_sends_the_card_that_changed_and_no_other(signed_in: Client, make_song: Make) -> None:
    waits, moves = make_song(), make_song()
    before = seen(waits, moves)
    bring(moves, State.RENDERING)
    page = ask(signed_in, before).content.decode()
    assert f'id="song-{moves.pk}"' in page
    assert 'hx-swap-oob="true"' in page
    assert 'data-state="rendering"' in page
    assert f'id="song-{waits.pk}"' not in page
    assert f"seen={waits.pk}.1-" in page or f"-{waits.pk}.1" in page
    assert f"{moves.pk}.{moves.revision}" in page
    assert "data-balance>40<" in page


def test_it_takes_the_poller_away_with_the_last_song(
    signed_in: Client, make_song: Make, fake: FakeProvider
) -> None:
    song = make_song()
    before = seen(song)
    bring(song, State.READY, clip=fake.clip())
    answer = ask(signed_in, before)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<div id="poller"></div>' in page
    assert POLLS not in page
    assert f'src="/takes/{song.takes.get().pk}/audio"' in page
    assert "data-balance>70<" in page


def test_it_goes_on_polling_while_another_is_pending(signed_in: Client, make_song: Make) -> None:
    ends, waits = make_song(), make_song()
    before = seen(ends, waits)
    progress.cancel(ends, now=timezone.now())
    page = ask(signed_in, before).content.decode()
    assert f"{POLLS}?seen={seen(waits)}" in page


def test_it_costs_no_more_for_many_pending_songs(
    signed_in: Client, make_song: Make, django_assert_max_num_queries: Make
) -> None:
    ledger.grant(make_song().team, 1_000, key="rich", memo="")
    songs = [make_song() for _ in range(20)]
    before = seen(*songs)
    bring(songs[0], State.RENDERING)
    with django_assert_max_num_queries(9):
        assert ask(signed_in, before).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        "", "x", "-", ".", "1", "1.", ".1", "-1.-1", "1.1.1", "0.0", "9" * 30 + ".1",
        "1." + "9" * 30, "١.١", "1.1'--", "\0.\0", "<b>.1", "-".join(["999.1"] * 900),
        "123456789012345.1", "1.1-" * 5_000,
    ],
    ids=lambda text: repr(text)[:20],
)  # fmt: skip
def test_it_takes_the_poller_away_from_a_page_that_lies(signed_in: Client, forged: str) -> None:
    answer = ask(signed_in, forged)
    assert answer.status_code == 200
    assert POLLS not in answer.content.decode()
    assert b"<article" not in answer.content


def test_it_tells_nothing_of_songs_of_others(
    client: Client, charlie: User, make_song: Make
) -> None:
    song = make_song()
    client.force_login(charlie)
    for revision in (song.revision, 0, 99):
        page = ask(client, f"{song.pk}.{revision}").content.decode()
        assert "City lights" not in page
        assert f"{song.pk}.{song.revision}" not in page


def test_it_sends_visitors_to_the_door(client: Client, db: None) -> None:
    answer = ask(client, "1.1")
    assert answer.status_code in (302, 401)
