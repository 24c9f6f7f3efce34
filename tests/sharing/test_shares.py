"""A song shared into another team: read there, changed only where it belongs."""

import pytest
from django.test import Client
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.sharing import actions
from generator.sharing.models import Share
from generator.songs import queries
from generator.songs.models import Song, State, Take
from generator.teams.models import Membership, Team, User
from tests.sharing.conftest import Sing

READS = (
    "/songs/{song}/",
    "/takes/{take}/audio",
    "/takes/{take}/download",
    "/songs/{song}/cover.png",
)
WRITES = ("cancel/", "again/", "ask/", "link/", "link/revoke/", "share/")


@pytest.fixture
def share(song: Song, bob: User, choir: Team) -> Share:
    """Bob, who is in both teams, shares Alice's song with Charlie's."""
    return actions.share_song(song, user=bob, team=choir)


def test_it_lets_the_other_teams_people_read_it(
    client: Client, charlie: User, share: Share
) -> None:
    client.force_login(charlie)
    take = Take.objects.get()
    for path in READS:
        address = path.format(song=share.song_id, take=take.pk)
        assert client.get(address).status_code == 200
    assert "City &lt;lights&gt;" in client.get("/songs/").content.decode()


def test_it_lets_the_other_teams_people_change_nothing(
    client: Client, charlie: User, share: Share
) -> None:
    client.force_login(charlie)
    before = Song.objects.values().get()
    for path in WRITES:
        assert client.post(f"/songs/{share.song_id}/{path}").status_code == 403
    assert Song.objects.values().get() == before


def test_it_tells_the_other_team_nothing_about_money(
    client: Client, charlie: User, share: Share
) -> None:
    client.force_login(charlie)
    page = client.get(f"/songs/{share.song_id}/").content.decode()
    assert "Receipt" not in page


def test_it_shows_a_song_once_to_who_is_in_both_teams(bob: User, share: Share) -> None:
    assert list(queries.visible_songs(bob)) == [share.song]
    assert queries.newest(bob, most=10) == [share.song_id]
    assert queries.visible_takes(bob).count() == 1


@pytest.mark.parametrize("query", ["", "?q=lights", "?sort=title", "?sort=length&q=cit+li"])
def test_it_stands_once_in_the_library_of_everyone_in_either_team(
    client: Client, bob: User, charlie: User, share: Share, query: str
) -> None:
    for user in (bob, charlie):
        client.force_login(user)
        assert client.get(f"/songs/{query}").context["page"].ids == [share.song_id]


def test_it_finds_no_shared_song_by_other_words(
    client: Client, charlie: User, share: Share
) -> None:
    client.force_login(charlie)
    assert client.get("/songs/?q=lights+harbour").context["page"].ids == []


def test_it_counts_a_shared_song_to_its_own_team_alone(
    client: Client, bob: User, share: Share, team: Team, choir: Team
) -> None:
    client.force_login(bob)
    found = {pk: client.get(f"/songs/?team={pk}").context["page"].ids for pk in (team.pk, choir.pk)}
    assert found == {team.pk: [share.song_id], choir.pk: []}


def test_it_stays_out_of_sight_for_all_others(client: Client, song: Song, charlie: User) -> None:
    client.force_login(charlie)
    assert client.get(f"/songs/{song.pk}/").status_code == 404
    assert not queries.visible_songs(charlie).exists()


def test_it_puts_shared_songs_among_the_newest(charlie: User, share: Share, sing: Sing) -> None:
    own = sing(team=charlie.personal_team, user=charlie)
    other = sing()
    assert queries.newest(charlie, most=10) == [own.pk, share.song_id]
    assert other.pk not in queries.newest(charlie, most=10)


def test_it_asks_no_further_query_where_nothing_is_shared(
    alice: User, charlie: User, share: Share, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]  her teams, her team's songs
        queries.newest(alice, most=10)
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.newest(charlie, most=10)


def test_it_hides_a_shared_song_that_is_in_the_trash(
    client: Client, charlie: User, share: Share
) -> None:
    Song.objects.update(trashed_at=timezone.now())
    client.force_login(charlie)
    assert client.get(f"/songs/{share.song_id}/").status_code == 404
    assert queries.newest(charlie, most=10) == []


def test_it_is_shared_from_the_songs_page(
    client: Client, bob: User, song: Song, choir: Team
) -> None:
    client.force_login(bob)
    assert f'value="{choir.pk}"' in client.get(f"/songs/{song.pk}/").content.decode()
    answer = client.post(f"/songs/{song.pk}/share/", {"team": choir.pk}, follow=True)
    assert "is in the library of" in answer.content.decode()
    assert Share.objects.get().shared_by == bob


def test_it_offers_only_teams_one_makes_songs_for(
    client: Client, alice: User, song: Song, choir: Team
) -> None:
    Membership.objects.create(team=choir, user=alice, role=Membership.Role.LISTENER)
    client.force_login(alice)
    answer = client.post(f"/songs/{song.pk}/share/", {"team": choir.pk}, follow=True)
    assert "That is not a team you can share it with." in answer.content.decode()
    assert not Share.objects.exists()
    with pytest.raises(NotAllowed):
        actions.share_song(song, user=alice, team=choir)


def test_it_takes_the_right_to_make_songs_on_both_sides(
    song: Song, charlie: User, listener: User, choir: Team
) -> None:
    for user in (charlie, listener):
        with pytest.raises(NotAllowed):
            actions.share_song(song, user=user, team=choir)


def test_it_does_not_hand_on_what_was_shared_with_one(charlie: User, share: Share) -> None:
    other = Team.objects.create(name="Third")
    Membership.objects.create(team=other, user=charlie, role=Membership.Role.OWNER)
    with pytest.raises(NotAllowed):
        actions.share_song(share.song, user=charlie, team=other)


def test_it_shares_twice_as_once(share: Share, bob: User, choir: Team) -> None:
    assert actions.share_song(share.song, user=bob, team=choir) == share


def test_it_shares_nothing_with_its_own_team(song: Song, alice: User, team: Team) -> None:
    with pytest.raises(Conflict):
        actions.share_song(song, user=alice, team=team)


def test_it_shares_no_song_before_it_is_ready(sing: Sing, bob: User, choir: Team) -> None:
    with pytest.raises(Conflict):
        actions.share_song(sing(state=State.RENDERING), user=bob, team=choir)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_it_is_ended_by_who_shared_it_and_by_both_teams_managers(
    client: Client, share: Share, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert "Stop sharing" in client.get(f"/songs/{share.song_id}/").content.decode()
    answer = client.post(f"/shares/{share.pk}/end/", follow=True)
    assert answer.status_code == 200
    assert "no longer in the library" in answer.content.decode()
    assert not Share.objects.exists()


def test_it_is_ended_by_nobody_else(
    client: Client, share: Share, listener: User, choir: Team, django_user_model: type[User]
) -> None:
    client.force_login(listener)
    assert client.post(f"/shares/{share.pk}/end/").status_code == 403
    stranger = django_user_model.objects.create_user("dora@songdesk.example", "x")
    client.force_login(stranger)
    assert client.post(f"/shares/{share.pk}/end/").status_code == 404
    Membership.objects.create(team=choir, user=stranger, role=Membership.Role.MEMBER)
    assert client.post(f"/shares/{share.pk}/end/").status_code == 403
    assert Share.objects.exists()


def test_it_is_gone_for_the_other_team_when_it_ended(
    client: Client, charlie: User, share: Share
) -> None:
    client.force_login(charlie)
    client.post(f"/shares/{share.pk}/end/")
    assert client.get(f"/songs/{share.song_id}/").status_code == 404
    assert client.get(f"/takes/{Take.objects.get().pk}/audio").status_code == 404


def test_it_ends_for_who_leaves_the_team(client: Client, bob: User, share: Share) -> None:
    Membership.objects.filter(user=bob, team=share.song.team_id).delete()
    assert share.song in queries.visible_songs(bob)
    Membership.objects.filter(user=bob, team=share.team_id).delete()
    assert share.song not in queries.visible_songs(bob)
