"""The first load of a page, in a browser that has nothing yet: light, and from this site alone."""

from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser.conftest import press_make, sign_up

REACH = 70_000
"""Bytes over the wire: status lines, headers and bodies, as the browser counts them."""
PROMPTS = ("calm piano ballad, 70 bpm", "slow blues, 80 bpm", "calm waltz, 96 bpm", "synth pop")
LYRICS = """[Verse]
The ferry leaves at half past nine
I keep my coat upon the line

[Chorus]
Hold the light and hold the sound
Until the morning comes around
"""


class Desk(NamedTuple):
    """Somebody with four songs: their cookies, and the page of their last one."""

    cookies: StorageState
    song: str


@pytest.fixture(scope="module")
def desk(browser: Browser, site: str) -> Desk:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_up(page)
    for number, prompt in enumerate(PROMPTS, start=1):
        press_make(page, prompt=prompt, lyrics=LYRICS, title=f"Night Ferry {number}")
        expect(page.locator("article[data-state=ready]")).to_have_count(number, timeout=60_000)
    song = page.locator(".job-title a").first.get_attribute("href")
    found = Desk(context.storage_state(), str(song))
    context.close()
    return found


def test_it_loads_the_front_page_within_70_kb(browser: Browser, site: str) -> None:
    assert_light(first_load(browser, f"{site}/"), site)


def test_it_loads_a_studio_of_four_songs_within_70_kb(
    browser: Browser, site: str, desk: Desk
) -> None:
    assert_light(first_load(browser, f"{site}/", desk.cookies), site)


def test_it_loads_a_song_within_70_kb(browser: Browser, site: str, desk: Desk) -> None:
    assert_light(first_load(browser, f"{site}{desk.song}", desk.cookies), site)


def first_load(
    browser: Browser, address: str, cookies: StorageState | None = None
) -> dict[str, int]:
    """Each address that the page asks for, and how many bytes came of it."""
    context = browser.new_context(storage_state=cookies)
    page = context.new_page()
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on(
        "Network.requestWillBeSent",
        lambda event: asked.update({event["requestId"]: event["request"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    context.close()
    return {url: sizes[name] for name, url in asked.items() if not url.startswith("data:")}


def assert_light(found: dict[str, int], site: str) -> None:
    print(f"{sum(found.values()):,} bytes in {len(found)} answers")  # pytest -rP shows it
    assert {urlsplit(url).netloc for url in found} == {urlsplit(site).netloc}
    assert all(found.values())  # all of it came over the wire: nothing was there already
    assert sum(found.values()) <= REACH, found
