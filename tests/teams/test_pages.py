"""The pages of teams: each shows what its reader may do, and does it."""

import pytest
from django.test import Client

from generator.teams.actions import set_caps
from generator.teams.models import Membership, Team, User
from tests.teams.conftest import as_, join, press


def page(client: Client, place: Membership) -> str:
    answer = as_(client, place).get(f"/teams/{place.team_id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, place: Membership, rest: str, **form: object) -> str:
    answer = client.post(f"/teams/{place.team_id}/{rest}", form, follow=True)
    return answer.content.decode()


def test_it_starts_a_team(client: Client, alice: User) -> None:
    client.force_login(alice)
    answer = client.post("/teams/", {"name": "Choir"}, follow=True)
    assert "“Choir” is yours." in answer.content.decode()
    assert answer.context["place"].role == "owner"
    refused = client.post("/teams/", {"name": "x" * 81})
    assert refused.status_code == 422
    assert "at most 80 characters" in refused.content.decode()


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("owner", ["/rename/", "/hand-over/", "/delete/", "/role/", "/caps/", "/invites/"], []),
        ("manager", ["/rename/", "/caps/", "/remove/", "/invites/"], ["/role/", "/delete/"]),
        ("member", ["/leave/"], ["/rename/", "/caps/", "/remove/", "/invites/", "/delete/"]),
        ("listener", ["/leave/"], ["/rename/", "/caps/", "/remove/", "/invites/", "/asks/"]),
    ],
)
def test_it_offers_only_what_works(
    client: Client, owner: Membership, manager: Membership, member: Membership,
    listener: Membership, who: str, shown: list[str], hidden: list[str],
) -> None:  # fmt: skip
    places = {"owner": owner, "manager": manager, "member": member, "listener": listener}
    text = page(client, places[who])
    assert [form for form in shown if form not in text] == []
    links = [f'href="/{name}/?team={owner.team_id}"' for name in ("songs", "wallet", "usage")]
    assert [link for link in links if link not in text] == []
    assert [form for form in hidden if form in text] == []


def test_it_sets_and_lifts_caps(client: Client, owner: Membership, member: Membership) -> None:
    as_(client, owner)
    path = f"members/{member.pk}/caps/"
    assert "caps of ben@songdesk.example are set" in post(client, owner, path, daily="20")
    press(member.user, member.team)
    assert "5 of 20 today" in page(client, owner)
    post(client, owner, path, daily="")
    member.refresh_from_db()
    assert not member.is_capped


@pytest.mark.parametrize("cap", ["-1", "x", "1.5", "9" * 20])
def test_it_sets_no_cap_that_is_none(
    client: Client, owner: Membership, member: Membership, cap: str
) -> None:
    as_(client, owner)
    assert "A week: " in post(client, owner, f"members/{member.pk}/caps/", weekly=cap)
    member.refresh_from_db()
    assert member.weekly_cap is None


def test_it_changes_a_role_and_removes(
    client: Client, owner: Membership, member: Membership
) -> None:
    as_(client, owner)
    said = post(client, owner, f"members/{member.pk}/role/", role="manager")
    assert "ben@songdesk.example is a manager now." in said
    assert "You can&#x27;t hand out" in post(
        client, owner, f"members/{member.pk}/role/", role="owner"
    )
    assert "Their songs stay." in post(client, owner, f"members/{member.pk}/remove/")
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_it_tells_the_last_owner_why_they_stay(client: Client, owner: Membership) -> None:
    as_(client, owner)
    assert "You are the last owner" in post(client, owner, "leave/")


def test_it_reaches_no_member_of_another_team(
    client: Client, owner: Membership, charlie: User
) -> None:
    elsewhere = Membership.objects.get(user=charlie)
    as_(client, owner)
    answer = client.post(f"/teams/{owner.team_id}/members/{elsewhere.pk}/remove/")
    assert answer.status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_it_says_why_it_invites_nobody(
    client: Client, owner: Membership, member: Membership
) -> None:
    as_(client, owner)
    for email, sentence in (
        ("", "Say who"),
        ("nobody", "not an email address"),
        (member.user.email, "is in the team already"),
    ):
        form = {"email": email, "role": "member"}
        answer = client.post(f"/teams/{owner.team_id}/invites/", form)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


def test_it_asks_no_more_queries_for_more_people(
    client: Client, owner: Membership, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(8):
        set_caps(
            owner, member=join(owner.team, f"p{number}", "member"), daily=5, weekly=None,
            monthly=9,
        )  # fmt: skip
    as_(client, owner)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get(f"/teams/{owner.team_id}/")


# ---- Which team one works with ----


def test_it_works_with_the_team_that_was_chosen(client: Client, member: Membership) -> None:
    as_(client, member)
    assert "<b data-balance>100</b>" in client.get("/").content.decode()
    answer = client.post("/teams/choose/", {"team": member.team_id, "next": "/wallet/"})
    assert answer["Location"] == "/wallet/"
    studio = client.get("/").content.decode()
    assert "<b data-balance>200</b>" in studio
    assert f'value="{member.team_id}" data-available="200" selected' in studio


def test_it_leads_to_no_other_site_after_choosing(client: Client, member: Membership) -> None:
    form = {"team": member.team_id, "next": "https://elsewhere.example/"}
    assert as_(client, member).post("/teams/choose/", form)["Location"] == "/"


def test_it_chooses_no_team_one_may_not_make_songs_for(
    client: Client, listener: Membership, charlie: User
) -> None:
    for user in (listener.user, charlie):
        client.force_login(user)
        assert client.post("/teams/choose/", {"team": listener.team_id}).status_code == 404


def test_it_pays_from_the_wallet_that_was_picked(client: Client, member: Membership) -> None:
    form = {"prompt": "waltz", "model": "studio", "team": member.team_id}
    token = "0b7e8a8e-5b5c-4b44-9f5e-0d9a3f5f5f01"
    as_(client, member).post("/songs/", {**form, "token": token})
    team = Team.objects.get(pk=member.team_id)
    (song,) = team.songs.all()
    assert song.user == member.user
    assert team.transfers.get(kind="hold").amount == 5
