"""A stranger's first five minutes, in a browser."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import press_make, sign_up, until

RENDER_MS = 60_000
LYRICS = "[Verse]\nThe last boat out has a bulb that hums\n\n[Chorus]\nNight ferry, let me go"


def test_it_turns_a_prompt_into_a_song_that_plays(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    sign_up(page)
    expect(page.locator("[data-balance]").first).to_contain_text("100")
    press_make(page, prompt="calm piano waltz, 96 bpm", lyrics=LYRICS, title="Night Ferry")
    card = page.locator("article[data-song]").first
    expect(card).to_contain_text("Night Ferry")
    page.evaluate("window.sameDocument = true")
    expect(page.locator("article[data-state=ready]").first).to_be_visible(timeout=RENDER_MS)
    assert page.evaluate("window.sameDocument")  # the card changed in place
    expect(page.locator("[data-balance]").first).to_contain_text("95")
    play_and_seek(page)
    with page.expect_download() as download:
        page.locator("article[data-state=ready] a[download]").first.click()
    target = tmp_path / "song.mp3"
    download.value.save_as(target)
    assert download.value.suggested_filename == "Night Ferry.mp3"
    assert target.stat().st_size > 100_000


def play_and_seek(page: Page) -> None:
    page.locator("article[data-state=ready] .btn-play").first.click()
    sounding = "[...document.querySelectorAll('audio')].find(a => !a.paused)"
    until(page, f"{sounding}?.currentTime > 0.5")
    seek = page.locator("article[data-state=ready] .wave input[type=range]").first
    seek.evaluate("i => { i.value = 30; i.dispatchEvent(new Event('input', {bubbles: true})) }")
    until(page, f"{sounding}?.currentTime > 29")


def test_it_asks_for_the_page_of_a_song_that_ended_once(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_up(page)
    press_make(page, prompt="calm piano waltz, 96 bpm", lyrics=LYRICS)
    page.get_by_role("button", name="Cancel").click()
    path = page.locator("article[data-state=cancelled] .job-title a").get_attribute("href")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(str(path), wait_until="networkidle")
    assert asked.count(str(path)) == 1


def test_it_plays_on_across_pages_and_back(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_up(page)
    press_make(page, prompt="bright synth-pop, 118 bpm")
    expect(page.locator("article[data-state=ready]").first).to_be_visible(timeout=RENDER_MS)
    page.locator("article[data-state=ready] .btn-play").first.click()
    playing = "[...document.querySelectorAll('audio')].some(a => !a.paused && a.currentTime > 0.3)"
    until(page, playing)
    for name in ("Wallet", "Songs", "Studio"):
        page.locator(".bar-nav").get_by_role("link", name=name).click()
        expect(page.locator(".bar-nav [aria-current=page]")).to_have_text(name)
        assert page.evaluate(playing)
    page.go_back()
    expect(page.locator(".bar-nav [aria-current=page]")).to_have_text("Songs")
    assert page.evaluate(playing)


def test_it_works_with_javascript_off(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    sign_up(page)
    press_make(page, prompt="folk song with guitar", title="No Script")
    expect(page.locator("article[data-song]").first).to_contain_text("No Script")
    for _ in range(60):
        if page.locator("article[data-state=ready]").count():
            break
        page.wait_for_timeout(500)  # a person presses reload now and then
        page.reload()
    expect(page.locator("article[data-state=ready] audio[controls]").first).to_be_visible()
    page.get_by_role("link", name="No Script").first.click()
    expect(page.locator("h1")).to_contain_text("No Script")


def test_it_makes_one_song_however_often_the_button_is_pressed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_up(page)
    form = page.locator("form[action='/songs/']")
    form.locator("[name=prompt]").fill("slow blues")
    form.locator("[name=model][value=studio]").check(force=True)
    form.locator("button.btn-go").dblclick()
    expect(page.locator("article[data-song]")).to_have_count(1)
    page.reload()
    expect(page.locator("article[data-song]")).to_have_count(1)


def test_it_keeps_what_was_typed_when_it_refuses(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_up(page)
    words = "la " * 4_000
    form = page.locator("form[action='/songs/']")
    page.evaluate(
        "document.querySelectorAll('[maxlength]').forEach(f => f.removeAttribute('maxlength'))"
    )
    form.locator("[name=lyrics]").fill(words)
    form.locator("[name=prompt]").fill("polka & <b>brass</b>")
    form.locator("[name=model][value=studio]").check(force=True)
    form.locator("button.btn-go").click()
    expect(page.locator("[data-error]").first).to_contain_text("shorten")
    expect(page.locator("[name=prompt]")).to_have_value("polka & <b>brass</b>")
    assert len(page.locator("[name=lyrics]").input_value()) > 11_000
    page.reload()
    expect(page.locator("[name=prompt]")).to_have_value("polka & <b>brass</b>")
