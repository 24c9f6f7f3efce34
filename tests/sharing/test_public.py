"""What a public link opens, to somebody who is not signed in; and what it never does."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from generator.sharing.actions import revoke_link
from generator.sharing.models import Link
from generator.songs.models import Song, State, Take
from generator.teams.models import User
from tests.sharing.conftest import SOUND, Sing, open_link

ADDRESSES = ("", "embed", "audio", "audio/1", "download", "cover.png")


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def text(client: Client, link: Link, at: str = "") -> str:
    answer = client.get(f"/s/{link.token}/{at}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_plays_for_whoever_has_the_link(client: Client, link: Link) -> None:
    page = text(client, link)
    assert "City &lt;lights&gt;" in page
    assert f'src="/s/{link.token}/audio"' in page
    assert "1:01" in page
    assert body(client.get(f"/s/{link.token}/audio")) == SOUND


def test_it_opens_nothing_by_default(client: Client, song: Song) -> None:
    assert not Link.objects.exists()
    assert client.get(f"/songs/{song.pk}/").status_code == 302


@pytest.mark.parametrize("at", ["", "embed"])
def test_it_tells_nothing_else(client: Client, link: Link, at: str) -> None:
    page = text(client, link, at).lower()
    for secret in ("a secret brief", "hello there", "alice", "@", "studio", "/songs/", "/takes/"):
        assert secret not in page


def test_it_shows_what_is_switched_on(client: Client, song: Song, alice: User) -> None:
    link = open_link(song, alice, lyrics=True)
    assert "Hello there" in text(client, link)
    assert "secret brief" not in text(client, link)
    link = open_link(song, alice, prompt=True, download=True)
    page = text(client, link)
    assert "Hello there" not in page
    assert "secret brief" in page
    assert f'href="/s/{link.token}/download"' in page


def test_it_gives_the_file_only_where_that_is_switched_on(
    client: Client, song: Song, alice: User
) -> None:
    link = open_link(song, alice)
    assert client.get(f"/s/{link.token}/download").status_code == 404
    open_link(song, alice, download=True)
    answer = client.get(f"/s/{link.token}/download")
    assert body(answer) == SOUND
    assert answer["Content-Disposition"] == 'attachment; filename="City -lights.mp3"'


def expire(link: Link, alice: User) -> None:
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def revoke(link: Link, alice: User) -> None:
    revoke_link(link.song, user=alice)


def trash(link: Link, alice: User) -> None:
    Song.objects.update(trashed_at=timezone.now())


def unmake(link: Link, alice: User) -> None:
    Song.objects.update(state=State.FAILED)


@pytest.mark.parametrize("at", ADDRESSES)
@pytest.mark.parametrize("end", [expire, revoke, trash, unmake])
def test_it_answers_an_ended_link_as_one_that_never_was(
    client: Client, song: Song, alice: User, at: str, end: object
) -> None:
    link = open_link(song, alice, download=True)
    assert client.get(f"/s/{link.token}/{at}").status_code == 200
    end(link, alice)  # type: ignore[operator]
    ended, never = (client.get(f"/s/{token}/{at}") for token in (link.token, "x" * 32))
    assert (ended.status_code, ended.content) == (404, never.content)
    kept = ("X-Robots-Tag", "Referrer-Policy", "Cache-Control", "Content-Type")
    assert [ended[name] for name in kept] == [never[name] for name in kept]
    assert not ended.cookies


@pytest.mark.parametrize("at", ["audio/2", "audio/0", "audio/99999999999999999999", "download/2"])
def test_it_has_no_takes_but_the_songs(client: Client, song: Song, alice: User, at: str) -> None:
    link = open_link(song, alice, download=True)
    assert client.get(f"/s/{link.token}/{at}").status_code == 404


def test_it_plays_each_take_but_those_in_the_trash(client: Client, sing: Sing, alice: User) -> None:
    link = open_link(sing(takes=3), alice)
    Take.objects.filter(number=3).update(trashed_at=timezone.now())
    page = text(client, link)
    assert "Take 2" in page
    assert f"/s/{link.token}/audio/2" in page
    assert f"/s/{link.token}/audio/3" not in page
    assert client.get(f"/s/{link.token}/audio/2")["ETag"] == f'"{"2" * 64}"'
    assert client.get(f"/s/{link.token}/audio/3").status_code == 404


def test_it_opens_one_song_only(client: Client, sing: Sing, alice: User) -> None:
    links = [open_link(sing(title=title), alice) for title in ("One", "Two")]
    assert "Two" not in text(client, links[0])
    assert client.get(f"/s/{links[0].token}/audio").status_code == 200
    assert len({link.token for link in links}) == 2
    assert min(len(link.token) for link in links) >= 128 / 6  # six bits a character


@pytest.mark.parametrize("at", ADDRESSES)
def test_it_keeps_search_engines_and_referrers_out(client: Client, link: Link, at: str) -> None:
    answer = client.get(f"/s/{link.token}/{at}")
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "private" in answer["Cache-Control"]
    if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
        assert '<meta name="robots" content="noindex' in answer.content.decode()


@pytest.mark.parametrize("at", ["", "embed", "audio", "cover.png"])
def test_it_sets_no_cookie_and_asks_for_none(client: Client, link: Link, at: str) -> None:
    answer = client.get(f"/s/{link.token}/{at}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not client.cookies


def test_it_shows_the_signed_in_the_same_page(client: Client, link: Link, alice: User) -> None:
    stranger = text(client, link)
    client.force_login(alice)
    assert text(client, link) == stranger


def test_it_may_be_framed_in_the_one_view_made_for_it(client: Client, link: Link) -> None:
    page, embed = (client.get(f"/s/{link.token}/{at}") for at in ("", "embed"))
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "script-src 'self'" in embed["Content-Security-Policy"]


def test_it_sends_sound_in_parts_and_nothing_twice(client: Client, link: Link) -> None:
    address = f"/s/{link.token}/audio"
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, body(part)) == (206, SOUND[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(SOUND)}"
    assert client.get(address, headers={"Range": "bytes=999-"}).status_code == 416
    assert client.head(address)["Content-Length"] == str(len(SOUND))
    assert client.get(address, headers={"If-None-Match": part["ETag"]}).status_code == 304


def test_it_leaves_the_sending_to_nginx_where_told(
    client: Client, link: Link, settings: LazySettings
) -> None:
    settings.AUDIO_ACCEL_PREFIX = "/protected/"
    answer = client.get(f"/s/{link.token}/audio")
    assert answer["X-Accel-Redirect"].startswith("/protected/")
    assert "X-Accel-Redirect" not in client.get("/s/nothing/audio")


def test_it_answers_a_lost_file_like_a_link_that_never_was(client: Client, link: Link) -> None:
    default_storage.delete(str(link.song.takes.get().file))
    lost, never = (client.get(f"/s/{token}/audio") for token in (link.token, "nothing"))
    assert (lost.status_code, lost.content) == (404, never.content)


def test_it_shows_the_songs_own_cover(client: Client, link: Link, alice: User) -> None:
    public = client.get(f"/s/{link.token}/cover.png")
    assert (public.status_code, public["Content-Type"]) == (200, "image/png")
    client.force_login(alice)
    own = client.get(f"/songs/{link.song_id}/cover.png")
    assert own.content == public.content
    again = client.get(f"/songs/{link.song_id}/cover.png", headers={"If-None-Match": own["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("at", ["", "embed", "audio", "download", "cover.png"])
def test_it_is_for_reading_only(client: Client, link: Link, at: str) -> None:
    assert client.post(f"/s/{link.token}/{at}").status_code == 405


def test_it_tells_other_sites_what_to_show(
    client: Client, link: Link, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = "https://songs.example"
    page = text(client, link)
    here = f"https://songs.example/s/{link.token}"
    for name, content in [
        ("og:title", "City &lt;lights&gt;"),
        ("og:url", f"{here}/"),
        ("og:image", f"{here}/cover.png"),
        ("og:audio", f"{here}/audio"),
        ("music:duration", "62"),
    ]:
        assert f'<meta property="{name}" content="{content}">' in page


def test_it_writes_nothing_for_who_was_counted_and_for_no_part_of_the_page(
    client: Client, sing: Sing, alice: User, django_assert_num_queries: object
) -> None:
    link = open_link(sing(), alice)
    look = {"path": f"/s/{link.token}/", "headers": {"User-Agent": "Mozilla/5.0 Firefox/128.0"}}
    client.get(**look)
    with django_assert_num_queries(3):  # type: ignore[operator]  link, takes, known visitor
        client.get(**look)
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(f"/s/{link.token}/audio")
