"""A member at their cap asks for more; a manager answers with one press."""

import pytest
from django.core import mail
from django.test import Client

from generator.errors import CapReached, Conflict, NotAllowed
from generator.notices.actions import wish_mail
from generator.notices.jobs import send_mails
from generator.teams import asks
from generator.teams.actions import set_caps
from generator.teams.models import Ask, Membership
from tests.teams.conftest import as_, press


@pytest.fixture
def capped(owner: Membership, member: Membership) -> Membership:
    set_caps(owner, member=member, daily=5, weekly=None, monthly=None)
    member.refresh_from_db()
    return member


def address(place: Membership, rest: str = "") -> str:
    return f"/teams/{place.team_id}/{rest}"


def test_it_goes_from_the_refused_song_to_the_song(
    client: Client, manager: Membership, capped: Membership
) -> None:
    press(capped.user, capped.team)
    with pytest.raises(CapReached):
        press(capped.user, capped.team)
    as_(client, capped).post(address(capped, "asks/"), {"amount": "5", "note": "One more!"})
    assert {m.to[0] for m in mail.outbox} == {"alice@songdesk.example", manager.user.email}
    assert "“One more!”" in mail.outbox[0].body
    page = as_(client, manager).get(address(capped)).content.decode()
    assert "One more!" in page
    client.post(address(capped, f"asks/{Ask.objects.get().pk}/approve/"))
    assert mail.outbox[-1].to == [capped.user.email]
    assert mail.outbox[-1].subject == "Songdesk: 5 credits in “Band”: yes"
    press(capped.user, capped.team)


def test_it_rings_for_those_who_answer_and_then_for_whoever_asked(
    client: Client, owner: Membership, manager: Membership, listener: Membership, capped: Membership
) -> None:
    as_(client, capped).post(address(capped, "asks/"), {"amount": "5", "note": "One more!"})
    rung = {place.role: bell(as_(client, place)) for place in (owner, manager, listener, capped)}
    asked = f"5 credits more for {capped.user}?", "In “Band”: One more!", "/teams/{}/#asks"
    told = [(*asked[:2], asked[2].format(capped.team_id))]
    assert rung == {"owner": told, "manager": told, "listener": [], "member": []}
    as_(client, manager).post(address(capped, f"asks/{Ask.objects.get().pk}/approve/"))
    [(title, _, _)] = bell(as_(client, capped))
    assert title == "Your request for 5 credits was approved"


def test_it_mails_once_to_whoever_wants_mail_of_every_notice(
    client: Client, owner: Membership, capped: Membership
) -> None:
    wish_mail(owner.user, True)
    as_(client, capped).post(address(capped, "asks/"), {"amount": "5", "note": ""})
    send_mails()
    assert [message.to for message in mail.outbox] == [[owner.user.email]]


def bell(client: Client) -> list[tuple[str, str, str]]:
    """What it says, and where each notice leads."""
    rows = client.get("/notices/").context["rows"]
    return [
        (told.title, told.sentence, client.get(f"/notices/{told.notice.pk}/")["Location"])
        for told in rows
    ]


def test_it_declines(client: Client, owner: Membership, capped: Membership) -> None:
    ask = asks.ask_for_more(capped, amount=5, note="")
    as_(client, owner).post(address(capped, f"asks/{ask.pk}/decline/"))
    ask.refresh_from_db()
    assert (ask.state, ask.answered_by) == ("declined", owner.user)
    page = as_(client, capped).get(address(capped)).content.decode()
    assert "was declined by alice@songdesk.example" in page


def test_it_answers_once(owner: Membership, capped: Membership) -> None:
    ask = asks.ask_for_more(capped, amount=5, note="")
    asks.answer(owner, ask=ask, approve=True)
    with pytest.raises(Conflict, match="answered that already"):
        asks.answer(owner, ask=ask, approve=False)
    ask.refresh_from_db()
    assert ask.state == "approved"


def test_it_asks_once_at_a_time(owner: Membership, capped: Membership) -> None:
    ask = asks.ask_for_more(capped, amount=5, note="")
    with pytest.raises(Conflict, match="asked already"):
        asks.ask_for_more(capped, amount=6, note="")
    asks.answer(owner, ask=ask, approve=False)
    asks.ask_for_more(capped, amount=6, note="")


def test_it_asks_for_nothing_without_a_cap(member: Membership) -> None:
    with pytest.raises(Conflict, match="no cap"):
        asks.ask_for_more(member, amount=5, note="")


def test_it_lets_no_manager_answer_themselves(owner: Membership, manager: Membership) -> None:
    set_caps(owner, member=manager, daily=1, weekly=None, monthly=None)
    manager.refresh_from_db()
    ask = asks.ask_for_more(manager, amount=5, note="")
    assert [user.email for user in asks.who_answers(ask)] == ["alice@songdesk.example"]
    with pytest.raises(NotAllowed):
        asks.answer(manager, ask=ask, approve=True)
    asks.answer(owner, ask=ask, approve=True)


@pytest.mark.parametrize("amount", ["", "0", "-1", "x", "9" * 20])
def test_it_says_what_amounts_one_may_ask_for(
    client: Client, capped: Membership, amount: str
) -> None:
    answer = as_(client, capped).post(address(capped, "asks/"), {"amount": amount})
    assert answer.status_code == 422
    assert "data-error" in answer.content.decode()
    assert not Ask.objects.exists()


def test_it_says_in_the_studio_which_cap_is_in_the_way(client: Client, capped: Membership) -> None:
    as_(client, capped)
    form = {"prompt": "waltz", "model": "studio", "team": capped.team_id}
    tokens = [f"0b7e8a8e-5b5c-4b44-9f5e-0d9a3f5f5f0{number}" for number in (1, 2)]
    assert client.post("/songs/", {**form, "token": tokens[0]}).status_code == 302
    answer = client.post("/songs/", {**form, "token": tokens[1]})
    assert answer.status_code == 402
    assert "0 are left of your daily cap in “Band” (5)" in answer.content.decode()
    assert 'data-cap="daily"' in answer.content.decode()
