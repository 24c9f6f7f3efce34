"""Forms on pages that stay: Back leads away from them, and what was typed outlives a session."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, sign_up


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def email(page: Page) -> str:
    """Whose page it is: that of a playlist they just started, with the form of its name open."""
    email = sign_up(page)
    page.goto("/playlists/")
    page.get_by_label("Name", exact=True).fill("For the road")
    page.get_by_role("button", name="Start it").click()
    expect(page.locator("h1")).to_have_text("For the road")
    page.locator(".list-edit summary").click()
    return email


def rename(page: Page, name: str) -> None:
    page.get_by_label("Name of the playlist").fill(name)
    page.get_by_role("button", name="Rename").click()


@pytest.mark.usefixtures("email")
def test_it_goes_back_past_a_form_that_led_to_its_own_page(page: Page) -> None:
    rename(page, "For the way home")
    expect(page.locator("h1")).to_have_text("For the way home")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/playlists/$"))


def test_it_gives_back_what_was_typed_when_the_session_ended_meanwhile(
    page: Page, email: str
) -> None:
    page.context.clear_cookies(name="sessionid")
    rename(page, "Half a thought")
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("form[action='/accounts/login/'] button[type=submit]").click()
    field = page.get_by_label("Name of the playlist")
    expect(field).to_have_value("Half a thought")
    expect(page.locator("h1")).to_have_text("For the road")  # nothing was sent
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("h1")).to_have_text("Half a thought")
    page.reload()
    expect(page.locator("h1")).to_have_text("Half a thought")
