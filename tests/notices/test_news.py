"""What a page asks for, again and again: mostly 204, else the toasts it has not shown."""

import pytest
from django.test import Client

from generator.notices.models import Notice
from generator.songs.models import Song, State
from generator.teams.models import User
from tests.songs.steps import Make, bring

TOAST = 'data-toast="'


def ask(client: Client, after: int = 0, unread: int = 0) -> tuple[int, str]:
    answer = client.get("/notices/news/", {"after": after, "unread": unread})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def failed(make_song: Make) -> Song:
    return bring(make_song(), State.FAILED)


def test_it_says_nothing_in_three_queries(
    signed_in: Client, failed: Song, django_assert_max_num_queries: object
) -> None:
    newest = Notice.objects.get().pk
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        assert ask(signed_in, newest, 1) == (204, "")


def test_it_brings_what_the_page_has_not_shown(signed_in: Client, failed: Song) -> None:
    notice = Notice.objects.get()
    status, page = ask(signed_in)
    assert status == 200
    assert page.count(TOAST) == 1
    assert "City lights" in page
    assert f'href="/notices/{notice.pk}/"' in page
    assert f'data-after="{notice.pk}" data-unread="1"' in page
    assert 'hx-swap-oob="beforeend:#toasts"' in page
    assert ask(signed_in, notice.pk, 1)[0] == 204


def test_it_corrects_the_bell_that_was_cleared_elsewhere(signed_in: Client, failed: Song) -> None:
    newest = Notice.objects.get().pk
    signed_in.post("/notices/read/")
    status, page = ask(signed_in, newest, 1)
    assert status == 200
    assert TOAST not in page
    assert "data-unread>" not in page
    assert f'data-after="{newest}" data-unread="0"' in page
    assert ask(signed_in, newest, 0)[0] == 204


def test_it_shows_a_few_at_once(signed_in: Client, make_song: Make) -> None:
    for _ in range(6):
        bring(make_song(), State.FAILED)
    page = ask(signed_in)[1]
    assert page.count(TOAST) == 4
    assert "6</b>" in page
    newest = Notice.objects.order_by("pk").last()
    assert newest
    assert f'data-after="{newest.pk}"' in page


def test_it_rides_on_the_answer_to_the_lists_own_poll(signed_in: Client, make_song: Make) -> None:
    song = make_song()
    seen = f"{song.pk}.{song.revision}"
    bring(song, State.FAILED)
    newest = Notice.objects.get().pk
    page = signed_in.get(
        "/songs/changes/", {"seen": seen, "after": 0, "unread": 0}
    ).content.decode()
    assert page.count(TOAST) == 1
    assert "<article" in page
    assert f'data-after="{newest}"' in page


def test_it_leaves_the_lists_own_poll_alone_without_a_cursor(
    signed_in: Client, make_song: Make
) -> None:
    song = make_song()
    seen = f"{song.pk}.{song.revision}"
    bring(song, State.FAILED)
    page = signed_in.get("/songs/changes/", {"seen": seen}).content.decode()
    assert TOAST not in page
    assert 'id="bell"' not in page


def test_it_tells_others_nothing(client: Client, failed: Song, bob: User, charlie: User) -> None:
    for user in (bob, charlie):
        client.force_login(user)
        assert ask(client) == (204, "")


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "\0"])
def test_it_takes_any_nonsense_for_a_cursor(signed_in: Client, failed: Song, after: str) -> None:
    assert signed_in.get("/notices/news/", {"after": after}).status_code == 200


def test_it_is_for_the_signed_in(client: Client, db: None) -> None:
    assert ask(client)[0] == 302


def test_it_gives_a_title_back_as_text(signed_in: Client, make_song: Make) -> None:
    bring(make_song(title='<b>"x"</b>'), State.FAILED)
    page = ask(signed_in)[1]
    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in page
    assert "<b>&quot;" not in page
