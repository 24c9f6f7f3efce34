"""Invitations: one address, one use, seven days."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.teams import invites
from generator.teams.models import Invite, Membership, User
from generator.teams.queries import open_invites
from tests.people import PASSWORD, person
from tests.teams.conftest import as_

EMAIL = "new@songdesk.example"


def invite(by: Membership, email: str = EMAIL, role: str = "member") -> tuple[Invite, str]:
    return invites.invite(by, email=email, role=role)


def test_it_keeps_only_a_hash_of_the_link(owner: Membership) -> None:
    made, token = invite(owner)
    assert token not in str(list(Invite.objects.values()))
    assert invites.find(invites.hash_of(token)) == made
    assert len(token) >= 43  # 256 bits


def test_it_takes_in_whoever_was_invited_once(owner: Membership) -> None:
    made, token = invite(owner, "New@Songdesk.example", "listener")
    new, other = person("new"), person("other")
    with pytest.raises(NotAllowed, match="is for new@songdesk.example"):
        invites.accept(made, user=other)
    assert invites.accept(made, user=new).role == "listener"
    assert invites.find(invites.hash_of(token)) is None
    with pytest.raises(Conflict):
        invites.accept(made, user=new)
    made.refresh_from_db()
    assert made.accepted_by == new


def test_it_takes_another_address_that_is_proved(owner: Membership, charlie: User) -> None:
    made, _ = invite(owner)
    EmailAddress.objects.create(user=charlie, email=EMAIL, verified=False)
    assert not invites.is_for(made, charlie)
    EmailAddress.objects.update(verified=True)
    assert invites.accept(made, user=charlie).team == owner.team


def test_it_opens_nothing_after_seven_days(owner: Membership) -> None:
    made, token = invite(owner)
    assert timedelta(days=6, hours=23) < made.expires_at - timezone.now() <= invites.LIFE
    Invite.objects.update(expires_at=timezone.now())
    assert invites.find(invites.hash_of(token)) is None
    with pytest.raises(Conflict):
        invites.accept(made, user=person("new"))
    assert list(open_invites(owner.team)) == [made]  # to be sent again


def test_it_renews_a_link_and_ends_the_old_one(owner: Membership) -> None:
    made, old = invite(owner)
    Invite.objects.update(expires_at=timezone.now())
    new = invites.renew(owner, invite=made)
    assert invites.find(invites.hash_of(old)) is None
    assert invites.find(invites.hash_of(new)) == made
    with pytest.raises(Conflict):  # whoever still had the old page open
        invites.accept(made, user=person("new"))


def test_it_withdraws_an_invitation_unless_it_was_accepted(owner: Membership) -> None:
    made, token = invite(owner)
    invites.revoke(owner, invite=made)
    assert invites.find(invites.hash_of(token)) is None
    made, token = invite(owner)
    invites.accept(made, user=person("new"))
    for do in (invites.revoke, invites.renew):
        with pytest.raises(Conflict, match="accepted already"):
            do(owner, invite=made)


def test_it_invites_nobody_twice(owner: Membership, member: Membership) -> None:
    invite(owner)
    with pytest.raises(Conflict, match="invited already"):
        invite(owner, EMAIL.upper())
    with pytest.raises(Conflict, match="in the team already"):
        invite(owner, member.user.email.upper())


def test_it_invites_nobody_into_a_personal_team(alice: User) -> None:
    own = Membership.objects.get(team=alice.personal_team, user=alice)
    with pytest.raises(Conflict, match="personal team is for one"):
        invite(own)


@pytest.mark.parametrize("role", ["owner", "manager"])
def test_it_lets_managers_hand_out_only_lower_roles(manager: Membership, role: str) -> None:
    with pytest.raises(NotAllowed):
        invite(manager, role=role)


def test_it_keeps_the_place_of_who_is_in_already(owner: Membership) -> None:
    made, _ = invite(owner, role="listener")
    new = person("new")
    Membership.objects.create(team=owner.team, user=new, role="manager")
    assert invites.accept(made, user=new).role == "manager"


# ---- In a browser ----


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/invites/[\w-]{43}/)", text)
    assert found
    return found[1]


def send(client: Client, owner: Membership, email: str = EMAIL) -> str:
    answer = as_(client, owner).post(
        f"/teams/{owner.team_id}/invites/", {"email": email, "role": "member"}
    )
    assert answer.status_code == 200
    return link_in(answer.content.decode())


def test_it_mails_the_link_and_shows_it_this_once(client: Client, owner: Membership) -> None:
    link = send(client, owner)
    (sent,) = mail.outbox
    assert sent.to == [EMAIL]
    assert sent.subject == "Songdesk: alice@songdesk.example invites you to “Band”"
    assert link in sent.body
    assert link not in client.get(f"/teams/{owner.team_id}/").content.decode()


def test_it_says_that_no_mail_was_sent_where_there_is_no_server(
    client: Client, owner: Membership, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    as_(client, owner)
    page = client.post(
        f"/teams/{owner.team_id}/invites/", {"email": EMAIL, "role": "member"}
    ).content.decode()
    assert "No mail was sent" in page
    assert link_in(page)


def test_it_leads_a_stranger_through_sign_up_into_the_team(
    client: Client, owner: Membership
) -> None:
    link = send(client, owner)
    client.logout()
    assert client.get(link)["Location"] == "/invites/"
    page = client.get("/invites/").content.decode()
    assert "Band" in page
    assert "/accounts/signup/?next=/invites/" in page
    form = {"email": EMAIL, "password1": PASSWORD}
    answer = client.post("/accounts/signup/", form)  # even where the form forgot what comes next
    assert answer["Location"] == "/invites/"
    assert "Join Band" in client.get("/invites/").content.decode()
    assert client.post("/invites/")["Location"] == f"/teams/{owner.team_id}/"
    assert Membership.objects.get(user__email=EMAIL, team=owner.team).role == "member"
    assert client.get("/invites/").status_code == 404


def test_it_leads_whoever_signs_in_back_to_the_invitation(
    client: Client, owner: Membership, charlie: User
) -> None:
    link = send(client, owner, charlie.email)
    client.logout()
    client.get(link)
    answer = client.post("/accounts/login/", {"login": charlie.email, "password": PASSWORD})
    assert answer["Location"] == "/invites/"
    client.post("/invites/")
    assert Membership.objects.filter(user=charlie, team=owner.team).exists()


def test_it_tells_somebody_else_for_whom_it_is(
    client: Client, owner: Membership, charlie: User
) -> None:
    link = send(client, owner)
    client.force_login(charlie)
    client.get(link)
    page = client.get("/invites/").content.decode()
    assert EMAIL in page
    assert "Join Band" not in page
    assert client.post("/invites/").status_code == 403
    assert not Membership.objects.filter(user=charlie, team=owner.team).exists()


@pytest.mark.parametrize("token", ["nonsense", "x" * 500, "%00"])
def test_it_says_that_a_wrong_link_is_not_open(client: Client, db: None, token: str) -> None:
    answer = client.get(f"/invites/{token}/", follow=True)
    assert answer.status_code == 404
    assert "not open any more" in answer.content.decode()


def test_it_wants_a_signed_in_person_to_accept(client: Client, owner: Membership) -> None:
    link = send(client, owner)
    client.logout()
    client.get(link)
    client.post("/invites/")
    assert Invite.objects.get().accepted_at is None
