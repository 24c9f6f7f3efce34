"""Every page, wide and narrow, light and dark: no overflow, nothing that axe complains about."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import press_make, sign_up

WIDTHS = (1440, 390, 360)
PUBLIC = (
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/models/",
    "/models/studio/",
    "/no-such-page",
)
OWN = (
    "/",
    "/songs/",
    "/songs/trash/",
    "/playlists/",
    "/wallet/",
    "/models/suno/",
    "/console/",
    "/keys/",
    "/webhooks/",
    "/accounts/password/change/",
    "/accounts/email/",
    "song",
)
KEEP = os.environ.get("SCREENSHOTS", "")
"""A folder to keep pictures in, for people to look at."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_every_page_well(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    found = [trouble for path in PUBLIC for trouble in troubles(page, path, scheme, "out")]
    sign_up(page)
    press_make(
        page, prompt="calm piano ballad, 70 bpm", lyrics="[Verse]\nHello there\n", title="Slow"
    )
    ready = page.locator("article[data-state=ready]").first
    expect(ready).to_be_visible(timeout=60_000)
    song = f"/songs/{ready.get_attribute('data-song')}/"
    for path in OWN:
        found += troubles(page, song if path == "song" else path, scheme, "in")
    assert found == []


def troubles(page: Page, path: str, scheme: str, who: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        keep(page, f"{who}-{path.strip('/').replace('/', '-') or 'home'}-{width}-{scheme}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{path} at {width} px is {over} px too wide")
        if width != 360:
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
