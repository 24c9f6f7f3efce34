"""Two people and a team, in two browsers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, sign_up
from tests.browser.test_pages import WORD, troubles

GUEST = "guest-{}@songdesk.example"


def start_team(page: Page, name: str) -> str:
    """The path of the new team's page."""
    page.goto("/teams/")
    page.locator("form[action='/teams/'] [name=name]").fill(name)
    page.locator("form[action='/teams/'] button").click()
    expect(page.locator("h1")).to_have_text(name)
    return re.sub(r"^https?://[^/]+", "", page.url)


def invite(page: Page, email: str) -> str:
    """The link, as it is shown this once."""
    page.locator("#invite_email").fill(email)
    page.locator("form[action$='/invites/'] button").click()
    return page.locator("[data-invite-link]").input_value()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_the_pages_of_teams_well(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    sign_up(page)
    team = start_team(page, WORD)
    link = invite(page, GUEST.format(scheme))
    paths = (
        "/teams/",
        team,
        f"/usage/?team={team.split('/')[2]}",
        f"/wallet/?team={team.split('/')[2]}",
        f"/songs/?team={team.split('/')[2]}",
        link,
    )
    assert [trouble for path in paths for trouble in troubles(page, path, scheme, "team")] == []


def test_it_takes_a_guest_from_the_link_into_the_team(open_page: Callable[..., Page]) -> None:
    owner, guest = open_page(), open_page()
    sign_up(owner)
    team = start_team(owner, "Harbour Choir")
    guest.goto(invite(owner, GUEST.format("two")))
    guest.get_by_role("link", name="Make an account").click()
    guest.locator("[name=email]").fill(GUEST.format("two"))
    guest.locator("[name=password1]").fill(PASSWORD)
    guest.locator("form[action='/accounts/signup/'] button[type=submit]").click()
    guest.get_by_role("button", name="Join Harbour Choir").click()
    expect(guest.locator("h1")).to_have_text("Harbour Choir")
    owner.goto(team)
    expect(owner.locator(".person")).to_have_count(2)


def test_it_changes_teams_and_moves_credits_without_leaving_the_page(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_up(page)
    start_team(page, "Band")
    page.goto("/wallet/")
    page.evaluate("window.sameDocument = true")
    page.locator("#move [name=amount]").fill("300")
    page.locator("#move button").click()
    expect(page.locator("#move [data-error]")).to_contain_text("Nothing was moved.")
    page.locator("#move [name=amount]").fill("30")
    page.locator("#move button").click()
    expect(page.locator("#page")).to_contain_text("30 credits moved.")
    page.locator("#team-switch summary").click()
    page.locator("#team-switch").get_by_role("button", name="Band").click()
    expect(page.locator("#team-switch summary")).to_contain_text("Band")
    expect(page.locator("#balance [data-balance]")).to_have_text("30")
    assert page.evaluate("window.sameDocument")
