"""Every page, wide and narrow, light and dark: no overflow, nothing that axe complains about."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import press_make, sign_up
from tests.site.access import ROWS
from tests.site.test_access_matrix import address
from tests.site.world import WHO

WIDTHS = (1440, 390, 360)
MISSING = ("/no-such-page", "/s/nothing/")
"""Addresses of nothing, which answer with a page of their own."""
NOT_OURS = {"api_docs": "Swagger draws it, and its markup is not ours to mend"}
WORD = ("Donaudampfschifffahrtsgesellschaftskapelle" * 2)[:80]
"""What people call things: nothing in it gives a line a place to break."""
KEEP = os.environ.get("SCREENSHOTS", "")
"""A folder to keep pictures in, for people to look at."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_every_page_well(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    out = [*pages(page, "anonymous", {}), *MISSING]
    found = [trouble for path in out for trouble in troubles(page, path, scheme, "out")]
    sign_up(page)
    own = pages(page, "owner", things(page))
    assert len(own) > 20
    found += [trouble for path in own for trouble in troubles(page, path, scheme, "in")]
    assert found == []


def pages(page: Page, who: str, ids: dict[str, object]) -> list[str]:
    """Every address that the table of access gives them with 200, and that is a whole page here."""
    seen = [
        address(key, row, ids)
        for key, row in ROWS.items()
        if row.get.split()[WHO.index(who)] == "200" and key not in NOT_OURS
    ]
    return [path for path in seen if is_page(page, path)]


def is_page(page: Page, path: str) -> bool:
    answer = page.request.get(path)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return False
    return answer.ok and "</html>" in answer.text()


def things(page: Page) -> dict[str, object]:
    """One of each thing that addresses name, made by whoever is signed in."""
    press_make(
        page, prompt="calm piano ballad, 70 bpm", lyrics="[Verse]\nHello there\n", title=WORD
    )
    ready = page.locator("article[data-state=ready]").first
    expect(ready).to_be_visible(timeout=60_000)
    ids = {"song": ready.get_attribute("data-song"), "kind": "voice"}
    ids["take"] = ready.locator("[data-take]").first.get_attribute("data-take")
    page.goto("/playlists/")
    page.get_by_label("Name", exact=True).fill(WORD)
    ids["playlist"] = made(page, "Start it", "/playlists/")
    page.goto(f"/songs/{ids['song']}/")
    page.locator(".tools summary", has_text="Playlist").click()
    page.locator(".tools").get_by_role("button", name="Add").click()
    expect(page.get_by_text("1 song was added")).to_be_visible()
    page.goto("/webhooks/")
    page.locator("#page [name=url]").fill("https://hooks.example/songs")
    ids["webhook"] = made(page, "Add it", "/webhooks/")
    page.get_by_role("button", name="Send a test").click()
    ids["delivery"] = page.locator("[data-delivery]").first.get_attribute("data-delivery")
    page.goto("/teams/")
    link = page.locator("a.team-name").first.get_attribute("href") or ""
    return {**ids, "team": link.strip("/").rpartition("/")[2]}


def made(page: Page, button: str, below: str) -> str:
    """The number of what the button makes, from the address that it leads to."""
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(rf"{below}\d+/$"))
    return page.url.rstrip("/").rpartition("/")[2]


def troubles(page: Page, path: str, scheme: str, who: str) -> list[str]:
    found = []
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        keep(page, f"{who}-{path.strip('/').replace('/', '-') or 'home'}-{width}-{scheme}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{path} at {width} px is {over} px too wide")
        # Colours are those of the scheme at any width; names and order, those of the width.
        if width == WIDTHS[0] or (width == 390 and scheme == "light"):
            found += [f"{path} at {width} px, {scheme}: {what}" for what in complaints(page)]
    return found


def complaints(page: Page) -> list[str]:
    result = Axe().run(page)
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][-160:]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def keep(page: Page, name: str) -> None:
    if KEEP:
        page.screenshot(path=Path(KEEP) / f"{name}.png", full_page=True)
