"""A link is made, opened by a stranger, played and revoked; news come to whatever page is open."""

from collections.abc import Callable

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import press_make, sign_up, until

RENDER_MS = 60_000
HEARD = "[...document.querySelectorAll('audio')].some(a => !a.paused && a.currentTime > 0.3)"


def share_a_song(page: Page) -> str:
    """The address of a public link to a song that was just made."""
    sign_up(page)
    press_make(page, prompt="calm piano waltz, 96 bpm", title="Night Ferry")
    page.locator("article[data-state=ready] .job-title a").first.click(timeout=RENDER_MS)
    page.locator("#sharing form[action$='/link/'] button").click()
    return page.locator("[data-link]").input_value()


def test_it_plays_for_a_stranger_until_the_link_is_revoked(
    open_page: Callable[..., Page],
) -> None:
    owner, stranger = open_page(), open_page(reduced_motion="reduce")
    link = share_a_song(owner)
    for at in ("", "embed"):
        stranger.goto(link + at)
        expect(stranger.locator("h1")).to_have_text("Night Ferry")
        stranger.locator(".btn-play").click()
        until(stranger, HEARD)
        assert Axe().run(stranger)["violations"] == []
    assert stranger.context.cookies() == []
    owner.locator("#sharing form[action$='/revoke/'] button").click()
    expect(owner.locator("[data-link]")).to_have_count(0)
    stranger.goto(link)
    expect(stranger.locator("h1")).to_have_text("This link opens nothing")
    assert stranger.request.get(link + "audio").status == 404


def test_it_plays_for_a_stranger_without_script(open_page: Callable[..., Page]) -> None:
    link = share_a_song(open_page())
    stranger = open_page(java_script_enabled=False)
    stranger.goto(link)
    expect(stranger.locator("audio[controls]")).to_be_visible()
    expect(stranger.locator(".btn-play")).to_be_hidden()


def test_it_tells_on_another_page_that_a_song_is_ready(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_up(page)
    press_make(page, prompt="slow blues, 80 bpm", title="Tin Roof")
    page.locator(".bar-nav").get_by_role("link", name="Wallet").click()
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Tin Roof", timeout=RENDER_MS)
    expect(page.locator("#bell")).to_have_attribute("aria-label", "Notices, 1 unread")
    toast.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("Tin Roof")
    expect(page.locator("#bell")).to_have_attribute("aria-label", "Notices")
    expect(toast).to_be_hidden()


# A tab that nobody looks at, and a computer that shows what it is told to: a headless browser has
# neither.
AWAY = """
Object.defineProperty(document, 'hidden', { get: () => Boolean(window.away) });
window.told = [];
window.Notification = class extends EventTarget {
  static permission = 'granted';
  constructor(title, { body }) { super(); told.push(`${title}: ${body}`); }
};
"""


def test_it_tells_outside_the_page_only_whoever_is_away(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script(AWAY)
    sign_up(page)
    press_make(page, prompt="slow blues, 80 bpm", title="Tin Roof")
    expect(page.locator(".toast")).to_contain_text("Tin Roof", timeout=RENDER_MS)
    assert page.evaluate("told") == []
    press_make(page, prompt="slow blues, 80 bpm", title="Far Away")
    page.evaluate("window.away = true")
    until(page, "told.length", seconds=RENDER_MS / 1000)
    assert page.evaluate("told") == ["Far Away: Ready to play."]
