"""The panel on a song's page: giving it a link, changing that, revoking it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.sharing import actions
from generator.sharing.models import Link
from generator.songs.models import Song, State
from generator.teams.models import User
from tests.sharing.conftest import Sing, open_link


def press(client: Client, song: Song, **fields: str) -> str:
    """What the page says after the button was pressed."""
    answer = client.post(f"/songs/{song.pk}/link/", fields, follow=True)
    assert answer.redirect_chain == [(f"/songs/{song.pk}/", 302)]
    return answer.content.decode()


def test_it_gives_a_song_a_link_to_copy(signed_in: Client, song: Song) -> None:
    page = press(signed_in, song, lyrics="on")
    link = Link.objects.get()
    assert (link.lyrics, link.prompt, link.download, link.expires_at) == (True, False, False, None)
    assert f'value="http://testserver/s/{link.token}/"' in page
    assert link.made_by is not None
    assert link.made_by.email.startswith("alice")


def test_it_keeps_the_address_when_its_switches_change(signed_in: Client, song: Song) -> None:
    press(signed_in, song, lyrics="on")
    token = Link.objects.get().token
    press(signed_in, song, prompt="on")
    link = Link.objects.get()
    assert (link.token, link.lyrics, link.prompt) == (token, False, True)


def test_it_gives_a_new_address_after_a_revocation(signed_in: Client, song: Song) -> None:
    press(signed_in, song)
    first = Link.objects.get().token
    page = signed_in.post(f"/songs/{song.pk}/link/revoke/", follow=True).content.decode()
    assert "The link is revoked" in page
    assert first not in page
    press(signed_in, song)
    second = Link.objects.get(revoked_at=None).token
    assert second != first
    assert [Client().get(f"/s/{token}/").status_code for token in (first, second)] == [404, 200]


def test_it_works_to_the_end_of_its_last_day(signed_in: Client, song: Song) -> None:
    today = timezone.localdate()
    press(signed_in, song, last_day=today.isoformat())
    ends = Link.objects.get().expires_at
    assert ends is not None
    assert timezone.localtime(ends).date() == today + timedelta(days=1)
    assert timezone.localtime(ends).time().isoformat() == "00:00:00"
    page = signed_in.get(f"/songs/{song.pk}/").content.decode()
    assert f'min="{today.isoformat()}"' in page
    assert f'value="{today.isoformat()}"' in page


@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "soon", "2026-02-30"])
def test_it_refuses_days_that_make_no_sense(signed_in: Client, song: Song, day: str) -> None:
    page = press(signed_in, song, last_day=day)
    assert "data-error" in page
    assert not Link.objects.exists()


def test_it_opens_an_expired_link_again(signed_in: Client, song: Song, link: Link) -> None:
    Link.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "Expired" in signed_in.get(f"/songs/{song.pk}/").content.decode()
    press(signed_in, song)
    assert Client().get(f"/s/{link.token}/").status_code == 200


def test_it_lets_teammates_who_make_songs_share_them(client: Client, bob: User, song: Song) -> None:
    client.force_login(bob)
    press(client, song)
    assert Link.objects.get().made_by == bob


def test_it_lets_listeners_share_nothing(client: Client, listener: User, song: Song) -> None:
    client.force_login(listener)
    for path in ("link/", "link/revoke/", "share/"):
        assert client.post(f"/songs/{song.pk}/{path}").status_code == 403
    page = client.get(f"/songs/{song.pk}/").content.decode()
    assert 'id="sharing"' not in page
    assert not Link.objects.exists()


def test_it_shows_listeners_no_link_that_others_made(
    client: Client, listener: User, link: Link
) -> None:
    client.force_login(listener)
    assert link.token not in client.get(f"/songs/{link.song_id}/").content.decode()


def test_it_shares_no_song_before_it_is_ready(signed_in: Client, sing: Sing, alice: User) -> None:
    song = sing(takes=0, state=State.RENDERING)
    assert "can be shared once it is ready" in press(signed_in, song)
    with pytest.raises(Conflict):
        open_link(song, alice)
    assert 'id="sharing"' not in signed_in.get(f"/songs/{song.pk}/").content.decode()


def test_it_asks_the_actions_themselves_who_may(song: Song, charlie: User) -> None:
    with pytest.raises(NotAllowed):
        open_link(song, charlie)
    with pytest.raises(NotAllowed):
        actions.revoke_link(song, user=charlie)


def test_it_has_one_open_link_a_song(song: Song, alice: User, bob: User) -> None:
    assert open_link(song, alice) == open_link(song, bob)
    assert Link.objects.count() == 1


def test_it_goes_with_the_song(song: Song, link: Link) -> None:
    song.delete()
    assert not Link.objects.exists()
