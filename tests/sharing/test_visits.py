"""Counting views: people, once an address and day."""

from datetime import date

import pytest
from django.test import Client

from generator.sharing import visits
from generator.sharing.models import Link, Visit

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)


def look(client: Client, link: Link, *, at: str = "", agent: str = BROWSER, **more: str) -> None:
    client.get(f"/s/{link.token}/{at}", headers={"User-Agent": agent}, **more)


def views(link: Link) -> int:
    link.refresh_from_db()
    return link.views


def test_it_counts_an_address_once_a_day(link: Link) -> None:
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        visits.count(link, address=address, today=MONDAY)
    assert views(link) == 2
    assert visits.count(link, address="192.0.2.1", today=TUESDAY)
    assert not visits.count(link, address="192.0.2.1", today=TUESDAY)
    assert views(link) == 3


def test_it_forgets_yesterdays_visitors(link: Link) -> None:
    visits.count(link, address="192.0.2.1", today=MONDAY)
    visits.count(link, address="192.0.2.2", today=TUESDAY)
    assert [visit.day for visit in Visit.objects.all()] == [TUESDAY]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "not an address", True),
    ],
)
def test_it_takes_a_lines_addresses_for_one_visitor(
    link: Link, one: str, other: str, same: bool
) -> None:
    assert (visits.visitor(one, link) == visits.visitor(other, link)) is same


def test_it_keeps_no_address(link: Link) -> None:
    visits.count(link, address="192.0.2.1", today=MONDAY)
    (visit,) = Visit.objects.values_list("visitor", flat=True)
    assert "192" not in visit
    assert visit != visits.visitor("192.0.2.1", Link(pk=link.pk + 1))


@pytest.mark.parametrize(
    ("agent", "person"),
    [
        (BROWSER, True),
        ("Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Mobile", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", False),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", False),
        ("facebookexternalhit/1.1", False),
        ("WhatsApp/2.23.20.0", False),
        ("curl/8.5.0", False),
        ("python-httpx/0.28.1", False),
        ("", False),
        ("-", False),
    ],
)
def test_it_counts_people_and_no_machines(
    client: Client, link: Link, agent: str, person: bool
) -> None:
    look(client, link, agent=agent)
    assert views(link) == int(person)


def test_it_counts_the_page_and_not_its_parts(client: Client, link: Link) -> None:
    for at in ("audio", "cover.png", "download"):
        look(client, link, at=at)
    client.head(f"/s/{link.token}/", headers={"User-Agent": BROWSER})
    client.get(f"/s/{link.token}/", headers={"User-Agent": BROWSER, "Sec-Purpose": "prefetch"})
    assert views(link) == 0
    look(client, link, at="embed")
    look(client, link)
    assert views(link) == 1


def test_it_shows_the_count_to_the_team_only(signed_in: Client, link: Link) -> None:
    Link.objects.update(views=1234)
    assert "1,234 views" in signed_in.get(f"/songs/{link.song_id}/").content.decode()
    assert b"1,234" not in Client().get(f"/s/{link.token}/").content
