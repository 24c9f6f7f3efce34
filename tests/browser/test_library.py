"""The library in a browser: it follows the typing, and the hand that ticks and drags."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import press_make, sign_up, until

TITLES = ("Amber Rain", "Copper Wire", "Paper Boats")


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of somebody with three songs, the last of them made from the second."""
    page = open_page()
    sign_up(page)
    for number, title in enumerate(TITLES, start=1):
        press_make(page, prompt="calm piano, 70 bpm", title=title)
        ready = page.locator("article[data-state=ready]")
        expect(ready).to_have_count(number, timeout=60_000)
    return page


def shown(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


def test_it_finds_ticks_orders_and_compares(page: Page) -> None:
    page.goto("/songs/")
    page.locator("#find-q").press_sequentially("copp", delay=20)
    expect(page.locator("#results .job-title")).to_have_text(["Copper Wire"])
    assert page.url.endswith("/songs/?q=copp&sort=newest")
    expect(page.locator("#find-q")).to_be_focused()

    heart = page.get_by_role("button", name="Favourite: Copper Wire")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")

    page.locator("#find-q").fill("")
    expect(page.locator("#results .job-title")).to_have_count(3)
    page.get_by_label("All on this page").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("3 ticked")
    page.locator("#bulk-playlist").select_option("new")
    page.get_by_label("Name of the new playlist").fill("For the road")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("added to “For the road”")).to_be_visible()
    with page.expect_download() as download:
        page.locator("[data-tick]").first.check()
        page.get_by_role("button", name="ZIP").click()
    assert download.value.suggested_filename.endswith(".zip")

    page.goto("/playlists/")
    page.get_by_role("link", name="For the road").click()
    titles = ".entry .bin-title"
    expect(page.locator(titles)).to_have_text(["Paper Boats", "Copper Wire", "Amber Rain"])
    page.get_by_role("button", name="Move Amber Rain up").press("Enter")
    expect(page.locator(titles)).to_have_text(["Paper Boats", "Amber Rain", "Copper Wire"])
    page.locator(".entry-grip").nth(2).drag_to(
        page.locator(".entry").nth(0), target_position={"x": 90, "y": 4}
    )
    expect(page.locator(titles)).to_have_text(["Copper Wire", "Paper Boats", "Amber Rain"])
    page.reload()
    expect(page.locator(titles)).to_have_text(["Copper Wire", "Paper Boats", "Amber Rain"])
    page.get_by_role("button", name="Play all").click()
    until(page, "document.querySelector('#audio').currentTime > 0")
    expect(page.locator("[data-deck-title]")).to_have_text("Copper Wire")


def test_it_says_what_is_wrong_with_a_new_playlist_where_it_was_typed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_up(page)
    page.goto("/playlists/")
    page.get_by_label("Name", exact=True).fill("   ")
    page.get_by_role("button", name="Start it").click()
    expect(page.locator("#page [data-error]")).to_contain_text("Give the playlist a name.")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()


def test_it_plays_two_versions_with_one_playhead(page: Page) -> None:
    page.locator(".job-title a", has_text="Copper Wire").click()
    page.get_by_role("link", name="Edit and make again").click()
    page.locator("#prompt").fill("calm piano, 90 bpm")
    page.locator("button.btn-go").click()
    expect(page.locator("article[data-state=ready]")).to_have_count(4, timeout=60_000)
    page.locator(".job-title a", has_text="Copper Wire").first.click()
    expect(page.locator(".diff ins")).to_have_text(["90"])
    page.locator("[data-compare-play]").click()
    until(
        page,
        "[...document.querySelectorAll('[data-compare-audio]')].every((a) => a.currentTime > 0.5)",
    )
    page.locator("[data-compare]").press("2")
    until(
        page,
        """(() => {
      const [a, b] = document.querySelectorAll('[data-compare-audio]');
      return a.muted && !b.muted && Math.abs(a.currentTime - b.currentTime) < 0.3;
    })()""",
    )
