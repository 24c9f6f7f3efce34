"""The console in a browser: code as one types, and a request sent for real."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_up, until

RENDER_MS = 60_000


def key_of(page: Page) -> str:
    """A new key of the person's, as its page shows it once."""
    page.goto("/keys/")
    page.fill("[name=name]", "Console")
    page.click("form[action='/keys/'] button[type=submit]")
    shown = page.locator("[data-key]")
    expect(shown).to_be_visible()
    return shown.input_value()


def test_it_writes_the_request_as_one_types_and_keeps_the_language(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_up(page)
    page.goto("/console/")
    page.locator(".snippets [value=python]").check(force=True)
    page.fill("#ask_prompt", 'It\'s a "polka"')
    expect(page.locator("#code-python")).to_contain_text('"prompt": "It\'s a \\"polka\\""')
    expect(page.locator("#code-python")).to_be_visible()
    expect(page.locator("#code-curl")).to_be_hidden()


def test_it_writes_the_request_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/accounts/signup/")
    sign_up_plainly(page)
    page.goto("/console/")
    page.fill("#ask_prompt", "A polka")
    page.click("text=Show the request")
    expect(page.locator("#code-curl")).to_contain_text('"prompt": "A polka"')
    expect(page.locator("[data-run]")).to_be_hidden()


def sign_up_plainly(page: Page) -> None:
    page.fill("[name=email]", "plain@songdesk.example")
    page.fill("[name=password1]", "a long enough phrase")
    page.click("form[action='/accounts/signup/'] button[type=submit]")


def test_it_sends_the_request_and_plays_what_comes_back(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_up(page)
    key = key_of(page)
    page.goto("/models/studio/")
    page.click("text=Try it in the console")
    expect(page.locator("[data-run-cost]")).to_have_text("5 credits")
    page.click("[data-run]")
    expect(page.locator("[data-run-error]")).to_contain_text("Paste a key first")
    page.fill("[data-run-key]", "sd_wrong")
    page.click("[data-run]")
    expect(page.locator("[data-run-error]")).to_contain_text("There is no such key")
    page.fill("[data-run-key]", key)
    page.click("[data-run]")
    expect(page.locator(".call h3").first).to_have_text("POST /api/v1/audio/music")
    expect(page.locator(".call audio")).to_be_visible(timeout=RENDER_MS)
    until(page, "document.querySelector('.call audio').duration > 5")
    expect(page.locator("[data-balance]").first).to_contain_text("95")
    expect(page.locator("[data-run-error]")).to_be_hidden()
    assert key not in page.url
