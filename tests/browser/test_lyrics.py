"""The words keep time with the sound, in a browser, with a song that was really sung."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.conftest import press_make, sign_up, until

RENDER_MS = 120_000
LYRICS = """[Verse]
The last boat out has a bulb that hums
And a boy with a drum made of paint-tin drums
The water is black as a telephone

[Chorus]
Night ferry, carry me slow
There's a tide I have to know
"""


class Visit(NamedTuple):
    address: str
    cookies: StorageState


MARKED = "#page .is-now a"
SECONDS = "document.querySelector('#audio').currentTime"


@pytest.fixture(scope="module")
def sung(browser: Browser, site: str) -> Visit:
    """Somebody's song with words, made once; they stay signed in."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_up(page)
    press_make(page, prompt="calm piano waltz, female voice", lyrics=LYRICS, title="Night Ferry")
    ready = page.locator("article[data-state=ready]").first
    expect(ready).to_be_visible(timeout=RENDER_MS)
    visit = Visit(f"/songs/{ready.get_attribute('data-song')}/", context.storage_state())
    context.close()
    return visit


@pytest.fixture
def page(open_page: Callable[..., Page], sung: Visit) -> Page:
    """The song's page, in a window so low that its words do not fit into their box."""
    window = {"width": 1440, "height": 500}
    page = open_page(storage_state=sung.cookies, viewport=window, reduced_motion="reduce")
    page.goto(sung.address)
    return page


def line(page: Page, words: str) -> Locator:
    return page.locator("#page [data-words-of]").get_by_role("link", name=words)


def start_of(link: Locator) -> float:
    return float((link.get_attribute("data-at") or "").split()[0])


def test_it_marks_the_line_that_is_sung(page: Page) -> None:
    first, second = line(page, "The last boat out"), line(page, "And a boy with a drum")
    expect(page.locator(MARKED)).to_have_count(0)
    page.locator(".song-take .btn-play").click()
    page.evaluate(f"{SECONDS} = {start_of(first) - 0.8}")
    expect(page.locator(MARKED)).to_have_count(0)  # nobody sings yet
    expect(page.locator(MARKED)).to_contain_text("The last boat out")
    assert start_of(first) - 0.2 < page.evaluate(SECONDS) < start_of(second) + 1
    expect(page.locator(MARKED)).to_have_attribute("aria-current", "true")
    expect(page.locator("#page .is-word").first).to_be_visible()
    expect(page.locator(MARKED)).to_contain_text("And a boy with a drum", timeout=20_000)
    assert page.evaluate(SECONDS) > start_of(second) - 0.2


def test_it_goes_to_the_line_that_is_pressed_and_scrolls_its_own_box_only(page: Page) -> None:
    tide, water = line(page, "There's a tide"), line(page, "The water is black")
    tide.click()
    until(page, f"{SECONDS} >= {start_of(tide)}")
    expect(page.locator(MARKED)).to_contain_text("There's a tide")
    water.focus()
    there = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator(MARKED)).to_contain_text("The water is black")
    until(page, f"Math.abs({SECONDS} - {start_of(water)}) < 2")
    assert page.evaluate("scrollY") == there
    assert page.url.endswith("/")  # nobody was led away to the sound itself


def test_it_leaves_the_box_where_somebody_scrolled_it(page: Page) -> None:
    box = page.locator("#page [data-words-of]")
    line(page, "The last boat out").click()
    expect(page.locator(MARKED)).to_contain_text("The last boat out")
    box.hover()
    page.mouse.wheel(0, 400)
    until(page, "document.querySelector('#page [data-words-of]').scrollTop > 20")
    there = box.evaluate("box => box.scrollTop")
    page.evaluate(f"{SECONDS} = {start_of(line(page, 'And a boy'))}")
    expect(page.locator(MARKED)).to_contain_text("And a boy")
    assert box.evaluate("box => box.scrollTop") == there


def test_it_marks_the_line_again_when_one_comes_back_and_above_the_deck(page: Page) -> None:
    ferry = line(page, "Night ferry, carry me slow")
    ferry.click()
    expect(page.locator(MARKED)).to_contain_text("Night ferry")
    page.locator(".bar-nav").get_by_role("link", name="Wallet").click()
    expect(page.locator(".bar-nav [aria-current=page]")).to_have_text("Wallet")
    button = page.get_by_role("button", name="Lyrics")
    button.click()
    expect(page.locator("#deck-words .is-now")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#deck-words")).to_be_hidden()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Night Ferry")
    expect(page.locator(MARKED)).to_have_count(1)
    assert not page.evaluate("document.querySelector('#audio').paused")


def test_it_hears_a_stem_alone_at_the_same_moment(page: Page) -> None:
    ferry = line(page, "Night ferry, carry me slow")
    ferry.click()
    until(page, f"{SECONDS} > {start_of(ferry)}")
    page.get_by_role("button", name="Play Night Ferry, voice alone").click()
    until(page, "document.querySelector('#audio').currentSrc.endsWith('/voice/audio')")
    until(page, f"{SECONDS} > {start_of(ferry)}")
    expect(page.locator(MARKED)).to_have_count(1)
