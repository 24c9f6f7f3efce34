"""Who is told of what, and where they read it."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from generator.causes import Cause
from generator.notices import actions, queries
from generator.notices.models import Notice
from generator.songs import progress
from generator.songs.models import Song, State
from generator.teams.models import Membership, User
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

BELL = 'aria-label="Notices, {} unread"'


def told(client: Client) -> str:
    return client.get("/notices/").content.decode()


def test_it_tells_the_maker_that_a_song_is_ready(
    signed_in: Client, make_song: Make, fake: FakeProvider, alice: User
) -> None:
    song = bring(make_song(), State.READY, clip=fake.clip())
    notice = Notice.objects.get()
    assert (notice.user, notice.song, notice.read_at) == (alice, song, None)
    page = told(signed_in)
    assert "City lights" in page
    assert "Ready to play." in page
    assert BELL.format(1) in signed_in.get("/wallet/").content.decode()


def test_it_tells_why_a_song_was_not_made(signed_in: Client, make_song: Make) -> None:
    bring(make_song(), State.FAILED)
    page = told(signed_in)
    assert "The words were refused: No names." in page
    assert "Your 30 credits came back." in page


@pytest.mark.parametrize(
    ("end", "cause", "news"),
    [
        (State.EXPIRED, None, True),
        (State.CANCELLED, Cause.CANCELLED, False),
        (State.CANCELLED, Cause.STOPPED_BY_ADMIN, True),
    ],
)
def test_it_tells_what_one_did_not_do_oneself(
    make_song: Make, end: State, cause: Cause | None, news: bool
) -> None:
    song = make_song()
    if cause:
        progress.cancel(song, cause=cause, now=timezone.now())
    else:
        bring(song, end)
    assert Notice.objects.exists() is news


@pytest.mark.parametrize("state", [State.QUEUED, State.RENDERING, State.COPYING, State.UNKNOWN])
def test_it_tells_nothing_before_the_end(make_song: Make, fake: FakeProvider, state: State) -> None:
    bring(make_song(), state, clip=fake.clip())
    assert not Notice.objects.exists()


def test_it_tells_the_maker_only(client: Client, make_song: Make, bob: User, charlie: User) -> None:
    bring(make_song(), State.FAILED)
    notice = Notice.objects.get()
    for user in (bob, charlie):
        client.force_login(user)
        assert "City lights" not in told(client)
        assert client.get(f"/notices/{notice.pk}/").status_code == 404
        assert client.post(f"/notices/{notice.pk}/read/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_it_tells_once_however_often_a_song_ends(make_song: Make) -> None:
    song = bring(make_song(), State.FAILED)
    stale = Song.objects.get(pk=song.pk)
    stale.state = State.RENDERING
    assert not progress.fail(stale, cause=Cause.TIMED_OUT, now=timezone.now())
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_tells_nothing_that_did_not_happen(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    with transaction.atomic():
        progress.fail(song, cause=Cause.TIMED_OUT, now=timezone.now())
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_it_tells_nobody_where_the_maker_is_gone(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    Song.objects.update(user=None)
    song.refresh_from_db()
    assert progress.fail(song, cause=Cause.TIMED_OUT, now=timezone.now())
    assert not Notice.objects.exists()


def test_it_leads_to_the_song_and_takes_that_for_read(signed_in: Client, make_song: Make) -> None:
    song = bring(make_song(), State.FAILED)
    notice = Notice.objects.get()
    assert "Mark as read" in told(signed_in)
    answer = signed_in.get(f"/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/songs/{song.pk}/")
    assert 'data-notice="' in told(signed_in)
    assert queries.unread(notice.user).count == 0
    assert "1 unread" not in signed_in.get("/wallet/").content.decode()


def test_it_marks_one_as_read_or_all(signed_in: Client, make_song: Make, alice: User) -> None:
    for _ in range(3):
        bring(make_song(), State.FAILED)
    first = Notice.objects.first()
    assert first
    signed_in.post(f"/notices/{first.pk}/read/")
    assert queries.unread(alice).count == 2
    signed_in.post("/notices/read/")
    assert queries.unread(alice).count == 0
    assert Notice.objects.filter(read_at=None).count() == 0


def test_it_marks_nobody_elses_as_read(make_song: Make, alice: User, bob: User) -> None:
    bring(make_song(), State.FAILED)
    actions.mark_read(bob)
    assert queries.unread(alice).count == 1


def test_it_forgets_songs_one_does_not_see_any_more(
    client: Client, make_song: Make, bob: User
) -> None:
    song = bring(make_song(), State.RENDERING)
    Song.objects.update(user=bob)
    song.refresh_from_db()
    progress.fail(song, cause=Cause.TIMED_OUT, now=timezone.now())
    client.force_login(bob)
    assert "City lights" in told(client)
    Membership.objects.filter(user=bob, team=song.team_id).delete()
    assert "City lights" not in told(client)
    assert queries.unread(bob).count == 0
    assert client.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404


def many(user: User, song: Song, number: int) -> None:
    """As many notices, each of a song of its own."""
    songs = [
        Song(
            team=song.team, user=user, model=song.model, prompt="x", title=f"Song {n}", price=0,
            bitrate=64_000, sample_rate=44_100, state=State.READY, token=None,
        )
        for n in range(number)
    ]  # fmt: skip
    for one in songs:
        one.token = Song._meta.get_field("token").get_default()
    Song.objects.bulk_create(songs)
    ids = Song.objects.exclude(pk=song.pk).values_list("pk", flat=True)
    Notice.objects.bulk_create(Notice(user=user, song_id=pk) for pk in ids)


def test_it_turns_pages_and_counts_to_99(signed_in: Client, make_song: Make, alice: User) -> None:
    many(alice, make_song(), 120)
    page = told(signed_in)
    assert BELL.format("99+") in page
    seen = page.count("data-notice=")
    while 'href="?before=' in page:
        before = page.split('href="?before=')[1].split('"')[0]
        page = signed_in.get("/notices/", {"before": before}).content.decode()
        seen += page.count("data-notice=")
    assert seen == 120


def test_it_lists_many_in_as_many_queries_as_one(
    signed_in: Client, make_song: Make, alice: User, django_assert_max_num_queries: object
) -> None:
    many(alice, make_song(), 30)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        told(signed_in)


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 40, "\0", "١"])
def test_it_takes_any_nonsense_for_a_page(signed_in: Client, before: str) -> None:
    assert signed_in.get("/notices/", {"before": before}).status_code == 200


def test_it_says_so_when_there_is_nothing(signed_in: Client) -> None:
    assert "Nothing yet." in told(signed_in)
    assert 'id="bell"' in told(signed_in)


def test_it_shows_strangers_no_bell(client: Client, db: None) -> None:
    assert b'id="bell"' not in client.get("/").content
