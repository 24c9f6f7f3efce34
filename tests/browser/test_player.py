"""The player: it plays on whatever page one goes to, in the order one wants, by hand and by key."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.conftest import PASSWORD, press_make, sign_up, until
from tests.browser.test_pages import complaints, keep

TITLES = ("Amber Rain", "Copper Wire", "Paper Boats")
AUDIO = "document.querySelector('#audio')"
SECONDS = f"{AUDIO}.currentTime"
PLAYS = f"(!{AUDIO}.paused && {SECONDS} > 0.2)"
DECK = "[data-deck-title]"
QUEUE = "#deck-queue .queue-name b"


class Visit(NamedTuple):
    email: str
    cookies: StorageState
    songs: list[str]
    """Addresses, the newest first, as the library lists them: the last of `TITLES` leads."""


@pytest.fixture(scope="module")
def library(browser: Browser, site: str) -> Visit:
    """Somebody's three songs, made once; they stay signed in."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    email = sign_up(page)
    for number, title in enumerate(TITLES, start=1):
        press_make(page, prompt="calm piano, 70 bpm", title=title)
        ready = page.locator("article[data-state=ready]")
        expect(ready).to_have_count(number, timeout=60_000)
    numbers = [card.get_attribute("data-song") for card in ready.all()]
    visit = Visit(email, context.storage_state(), [f"/songs/{number}/" for number in numbers])
    context.close()
    return visit


@pytest.fixture
def page(open_page: Callable[..., Page], library: Visit) -> Page:
    page = open_page(storage_state=library.cookies, reduced_motion="reduce")
    page.goto("/songs/")
    return page


def card(page: Page, title: str) -> Locator:
    return page.locator("#page article", has=page.get_by_role("link", name=title))


def play(page: Page, title: str) -> None:
    card(page, title).locator(".btn-play").click()
    until(page, PLAYS)


def line_up(page: Page, title: str, deed: str) -> None:
    card(page, title).locator(".take-menu summary").click()
    card(page, title).get_by_role("button", name=deed).click()


def finish(page: Page) -> None:
    """Let what plays come to its end."""
    page.evaluate(f"{SECONDS} = {AUDIO}.duration - 0.2")


WATCH = """
window.seen = [];
window.audioBefore = document.querySelector('#audio');
window.faults = [];
for (const kind of ['pause', 'waiting', 'emptied', 'seeking', 'stalled', 'error']) {
  audioBefore.addEventListener(kind, () => faults.push(kind));
}
window.watch = setInterval(() => seen.push([performance.now(), audioBefore.currentTime]), 25);
"""
STOPS = """(() => {
  clearInterval(watch);
  // A quarter of a second is longer than any two reports of a clock that runs.
  return seen.filter(([then, at], index) => {
    const later = seen.slice(index).find(([when]) => when > then + 250);
    return later && later[1] <= at;
  });
})()"""


def test_it_plays_across_five_pages_and_back_without_a_gap(page: Page, library: Visit) -> None:
    play(page, "Copper Wire")
    page.evaluate(WATCH)
    for name in ("Wallet", "Teams", "Studio", "Songs"):
        page.locator(".bar-nav").get_by_role("link", name=name).click()
        expect(page.locator(".bar-nav [aria-current=page]")).to_have_text(name)
    page.locator(DECK).click()
    expect(page.locator("h1")).to_have_text("Copper Wire")
    for _ in range(3):
        page.go_back()
    expect(page.locator(".bar-nav [aria-current=page]")).to_have_text("Teams")
    page.go_forward()
    expect(page.locator(".bar-nav [aria-current=page]")).to_have_text("Studio")
    assert page.evaluate("audioBefore === document.querySelector('#audio')")
    assert page.evaluate("faults") == []
    assert page.evaluate(STOPS) == []
    assert page.evaluate("seen.length") > 20


def test_it_goes_on_after_a_reload_at_the_same_second_once_it_is_started(page: Page) -> None:
    play(page, "Copper Wire")
    line_up(page, "Amber Rain", "Play next")
    page.evaluate(f"{SECONDS} = 9")
    page.locator("[data-deck-play]").click()
    page.locator("[data-volume]").last.fill("35")
    page.locator("[data-mute]").click()
    page.goto("/wallet/")
    expect(page.locator(DECK)).to_have_text("Copper Wire")
    expect(page.locator("[data-deck-now]")).to_have_text("0:09")
    kept = page.evaluate(f"[{AUDIO}.paused, {AUDIO}.volume, {AUDIO}.muted]")
    assert kept == [True, 0.35, True]
    assert page.evaluate(
        "performance.getEntriesByType('resource').every(r => !/audio$/.test(r.name))"
    )
    page.locator("[data-deck-play]").click()
    until(page, f"{PLAYS} && {SECONDS} > 9")
    assert page.evaluate(SECONDS) < 11
    page.keyboard.press("n")
    expect(page.locator(DECK)).to_have_text("Amber Rain")


def test_it_plays_what_was_asked_for_before_the_rest_of_the_page(page: Page) -> None:
    play(page, "Paper Boats")
    line_up(page, "Amber Rain", "Play next")
    expect(page.locator("#said")).to_have_text("“Amber Rain” plays next.")
    expect(card(page, "Amber Rain").locator(".take-menu summary")).to_be_focused()
    page.get_by_role("button", name="Queue", exact=True).click()
    expect(page.locator(QUEUE)).to_have_text(["Paper Boats", "Amber Rain", "Copper Wire"])
    finish(page)
    expect(page.locator(DECK)).to_have_text("Amber Rain")
    until(page, PLAYS)
    finish(page)
    expect(page.locator(DECK)).to_have_text("Copper Wire")
    until(page, PLAYS)
    finish(page)
    until(page, f"{AUDIO}.ended")  # nothing is repeated unless one wants it
    expect(page.locator(DECK)).to_have_text("Copper Wire")


def test_it_orders_the_queue_by_button_and_by_hand(page: Page) -> None:
    line_up(page, "Amber Rain", "Add to queue")  # into an empty deck: ready, and silent
    expect(page.locator(DECK)).to_have_text("Amber Rain")
    assert page.evaluate(f"{AUDIO}.paused")
    line_up(page, "Copper Wire", "Add to queue")
    line_up(page, "Paper Boats", "Add to queue")
    page.keyboard.press("q")
    expect(page.locator(QUEUE)).to_have_text(["Amber Rain", "Copper Wire", "Paper Boats"])
    up = page.get_by_role("button", name="Move up: Paper Boats")
    up.press("Enter")
    expect(page.locator(QUEUE)).to_have_text(["Amber Rain", "Paper Boats", "Copper Wire"])
    expect(up).to_be_focused()
    page.locator(".queue-grip").nth(2).drag_to(
        page.locator(".queue-list li").nth(0), target_position={"x": 90, "y": 4}
    )
    expect(page.locator(QUEUE)).to_have_text(["Copper Wire", "Amber Rain", "Paper Boats"])
    expect(page.locator(".queue-list [aria-current] b")).to_have_text("Amber Rain")
    page.get_by_role("button", name="Take out: Copper Wire").click()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(QUEUE)).to_have_text(["Amber Rain"])
    page.keyboard.press("Escape")
    expect(page.locator("#deck-queue")).to_be_hidden()


def test_it_shuffles_so_that_nothing_comes_twice_before_all_have_been(page: Page) -> None:
    play(page, "Copper Wire")
    page.keyboard.press("s")
    page.keyboard.press("r")
    expect(page.locator("#said")).to_have_text("Repeat: the whole queue.")
    heard = [page.locator(DECK).inner_text()]
    for _ in range(8):
        page.keyboard.press("n")
        heard.append(page.locator(DECK).inner_text())
    rounds = [heard[0:3], heard[3:6], heard[6:9]]
    assert [sorted(each) for each in rounds] == [sorted(TITLES)] * 3
    assert all(one != other for one, other in zip(heard, heard[1:], strict=False))


def test_it_repeats_one_song(page: Page) -> None:
    play(page, "Copper Wire")
    page.keyboard.press("r")
    page.keyboard.press("r")
    finish(page)
    until(page, f"{PLAYS} && {SECONDS} < 5")
    expect(page.locator(DECK)).to_have_text("Copper Wire")


def test_it_obeys_keys_but_not_while_one_types(page: Page) -> None:
    play(page, "Copper Wire")
    page.keyboard.press("k")
    assert page.evaluate(f"{AUDIO}.paused")
    at = page.evaluate(SECONDS)
    page.keyboard.press("l")
    until(page, f"Math.abs({SECONDS} - {at + 10}) < 0.1")
    page.keyboard.press("ArrowLeft")
    until(page, f"Math.abs({SECONDS} - {at + 5}) < 0.1")
    page.keyboard.press("m")
    assert page.evaluate(f"{AUDIO}.muted")
    page.keyboard.press("Control+m")
    page.keyboard.press("/")
    expect(page.locator("#find-q")).to_be_focused()
    page.keyboard.type("km? ")
    expect(page.locator("#find-q")).to_have_value("km? ")
    assert page.evaluate(f"[{AUDIO}.paused, {AUDIO}.muted]") == [True, True]
    until(page, "location.search.includes('km')")  # the list has followed
    page.locator("#find-q").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("k")
    assert page.evaluate(f"{AUDIO}.paused")  # a dialog is open
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("k")
    assert page.evaluate(f"{AUDIO}.paused")


def test_it_falls_silent_when_another_tab_plays(page: Page) -> None:
    play(page, "Copper Wire")
    other = page.context.new_page()
    other.goto("/songs/")
    play(other, "Amber Rain")
    until(page, f"{AUDIO}.paused")
    assert other.evaluate(PLAYS)
    page.locator("[data-deck-play]").click()
    until(other, f"{AUDIO}.paused")
    expect(page.locator(DECK)).to_have_text("Copper Wire")


def test_it_finds_the_search_from_any_page(page: Page) -> None:
    page.goto("/wallet/")
    page.keyboard.press("/")
    expect(page.locator("#find-q")).to_be_focused()


def test_it_has_a_slider_that_moves_by_key_and_says_where_it_stands(page: Page) -> None:
    play(page, "Copper Wire")
    page.keyboard.press("k")
    page.evaluate(f"{SECONDS} = 20")
    slider = page.get_by_role("slider", name="Seek in Copper Wire", exact=True)
    expect(slider).to_have_value("20")
    slider.press("ArrowRight")
    until(page, f"{SECONDS} === 25")
    expect(slider).to_have_attribute("aria-valuetext", f"0:25 of {length(page)}")
    slider.press("Home")
    until(page, f"{SECONDS} === 0")
    slider.press("k")
    until(page, PLAYS)


def length(page: Page) -> str:
    return page.locator("[data-deck-length]").inner_text()


def test_it_shows_title_and_cover_on_the_lock_screen(page: Page) -> None:
    play(page, "Copper Wire")
    shown = page.evaluate(
        "(({title, artwork: [art]}) => ({title, ...art}))(navigator.mediaSession.metadata)"
    )
    assert (shown["title"], shown["sizes"]) == ("Copper Wire", "600x600")
    answer = page.request.get(shown["src"])
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")


def test_it_leaves_out_what_is_gone_and_says_so(page: Page, library: Visit) -> None:
    play(page, "Paper Boats")
    other = page.context.new_page()
    other.goto(library.songs[1])
    other.locator(".tools").get_by_role("button", name="Trash").click()
    expect(other.get_by_text("put into the trash")).to_be_visible()
    finish(page)
    expect(page.locator("#said")).to_contain_text("“Copper Wire” is gone")
    expect(page.locator(DECK)).to_have_text("Amber Rain")
    until(page, PLAYS)
    other.goto("/songs/trash/")
    other.get_by_label("All on this page").check()
    expect(other.locator("[data-bulk-count]")).to_have_text("1 ticked")
    other.get_by_role("button", name="Restore").click()
    expect(other.get_by_text("1 song was put back into the library.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_any_screen(open_page: Callable[..., Page], library: Visit, scheme: str) -> None:
    page = open_page(storage_state=library.cookies, color_scheme=scheme, reduced_motion="reduce")
    page.goto("/songs/")
    play(page, "Copper Wire")
    page.keyboard.press("k")
    found = []
    for width in (1440, 800, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.get_by_role("button", name="Queue", exact=True).click()
        keep(page, f"queue-{width}-{scheme}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"too wide at {width} px")
        found += complaints(page) if width in (1440, 390) else []
        page.keyboard.press("Escape")
        line_up_open = card(page, "Copper Wire").locator(".take-menu summary")
        line_up_open.click()
        keep(page, f"menu-{width}-{scheme}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"too wide at {width} px with the menu open")
        line_up_open.click()
    page.keyboard.press("?")
    keep(page, f"keys-{scheme}")
    found += complaints(page)
    assert found == []


def test_it_stops_and_forgets_when_one_signs_out(
    open_page: Callable[..., Page], library: Visit
) -> None:
    page = open_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", library.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("form[action='/accounts/login/'] button[type=submit]").click()
    page.wait_for_selector("form[action='/songs/']")
    play(page, "Copper Wire")
    other = page.context.new_page()
    other.goto("/wallet/")
    expect(other.locator(DECK)).to_have_text("Copper Wire")
    other.locator(".menu summary.btn-icon").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    expect(other.locator("#deck")).to_be_hidden()
    expect(page.locator("#deck")).to_be_hidden()
    assert page.evaluate(f"{AUDIO}.paused")
    assert "Copper" not in page.evaluate("JSON.stringify(localStorage)")
