"""A real house (`manage.py up`) and a real browser (Chromium, headless)."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.houses.up import manage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
PASSWORD = "a long enough phrase"
_numbers = count(1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = "" if config.getoption("--browser") else "needs --browser"
    missing = missing or ("" if CHROMIUM else "needs Chromium (apt install chromium)")
    for item in items:
        if missing and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a house of our own, started as the README says."""
    with manage(tmp_path_factory.mktemp("house"), "up", ready="/readyz") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A page of a fresh browser; the test fails if its console says anything is wrong."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # A refused form is answered with 402 or 422; the browser notes that as an error.
        if message.type == "error" and "status of 4" not in message.text:
            troubles.append(message.text)

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=site, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert troubles == []


def sign_up(page: Page) -> str:
    """Sign up as somebody new and land in the studio."""
    email = f"alice{next(_numbers)}-{os.getpid()}@songdesk.example"
    page.goto("/accounts/signup/")
    page.fill("form[action='/accounts/signup/'] [name=email]", email)
    page.fill("form[action='/accounts/signup/'] [name=password1]", PASSWORD)
    page.click("form[action='/accounts/signup/'] button[type=submit]")
    page.wait_for_selector("form[action='/songs/']")
    return email


def press_make(
    page: Page, *, prompt: str, lyrics: str = "", title: str = "", model: str = "studio"
) -> None:
    form = page.locator("form[action='/songs/']")
    form.locator("[name=prompt]").fill(prompt)
    form.locator("[name=lyrics]").fill(lyrics)
    form.locator("[name=title]").fill(title)
    form.locator(f"[name=model][value={model}]").check(force=True)
    form.locator("button.btn-go").click()


def until(page: Page, condition: str, *, seconds: float = 15) -> None:
    """Wait for an expression to hold. (Playwright's own way is `eval`, which our pages forbid.)"""
    ends = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < ends, condition
        page.wait_for_timeout(50)
