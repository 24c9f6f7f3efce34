"""The whole journey by keyboard alone: Tab, Shift, Enter, Space, arrows, and letters to type."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, sign_up, until

TABS = 150
"""More than any page of the journey has stops."""
HERE = """(() => {
  const here = document.activeElement;
  const shown = here.matches('.seg input') ? here.nextElementSibling : here;
  const style = getComputedStyle(shown);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const label = here.getAttribute('aria-label') || here.labels?.[0]?.innerText || here.innerText;
  return {
    name: (label || '').replace(/\\s+/g, ' ').trim(),
    seen: here === document.body || outlined || style.boxShadow !== 'none',
  };
})()"""


def reach(page: Page, name: str) -> None:
    """Tab on until a control of that name has the focus; wherever it is meanwhile, one sees it."""
    passed: list[str] = []
    for _ in range(TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert here["seen"], f"{here['name']!r} does not show that it has the focus"
        if re.search(name, here["name"]):
            return
        passed.append(here["name"])
    pytest.fail(f"{name!r} is not among {passed}")


def press(page: Page, name: str) -> None:
    reach(page, name)
    page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    reach(page, name)
    page.keyboard.type(words)


def test_it_takes_a_song_from_signing_in_to_a_revoked_link_by_keyboard(
    open_page: Callable[..., Page],
) -> None:
    email = sign_up(open_page())
    page = open_page(reduced_motion="reduce")
    page.goto("/accounts/login/")
    write(page, "^Email", email)
    write(page, "^Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#h-make")).to_be_visible()
    skip_to_the_page(page)
    make(page)
    hear(page)
    love(page)
    share_and_revoke(page)


def skip_to_the_page(page: Page) -> None:
    page.reload()
    press(page, "^Skip to content$")
    expect(page.locator("#page")).to_be_focused()


def make(page: Page) -> None:
    write(page, "^What should it sound like", "calm piano, 70 bpm")
    write(page, "^Title", "Night Ferry")
    press(page, "^Make song")
    expect(page.locator("article[data-state=ready]")).to_be_visible(timeout=60_000)


def hear(page: Page) -> None:
    press(page, "^Play Night Ferry$")
    until(page, "document.querySelector('#audio').currentTime > 0.2")
    press(page, "^Queue Night Ferry")
    press(page, "^Add to queue$")
    expect(page.locator("#said")).to_have_text("“Night Ferry” is in the queue.")
    press(page, "^Queue$")
    expect(page.locator("#deck-queue .queue-name b").first).to_have_text("Night Ferry")
    page.keyboard.press("Escape")
    expect(page.locator("#deck-queue")).to_be_hidden()


def love(page: Page) -> None:
    press(page, "^Favourite: Night Ferry$")
    heart = page.get_by_role("button", name="Favourite: Night Ferry").first
    expect(heart).to_have_attribute("aria-pressed", "true")


def share_and_revoke(page: Page) -> None:
    press(page, "^Night Ferry$")
    expect(page.locator("h1")).to_have_text("Night Ferry")
    press(page, "^Make a link$")
    expect(page.locator("[data-link]")).to_be_visible()
    press(page, "^Revoke the link$")
    expect(page.locator("[data-link]")).to_have_count(0)
