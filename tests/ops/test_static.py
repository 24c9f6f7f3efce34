"""Static files: named by their content, for ever; by their own name where nothing is collected."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from generator.ops.static import StaticFiles

ENTRY = "js/app.js"


@pytest.fixture
def collected(settings: LazySettings, tmp_path: Path) -> StaticFiles:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", verbosity=0, interactive=False)
    return StaticFiles(location=tmp_path)


def test_it_names_files_by_their_content(collected: StaticFiles, tmp_path: Path) -> None:
    assert re.fullmatch(r"js/app\.[0-9a-f]{12}\.js", collected.stored_name(ENTRY))
    assert (tmp_path / f"{collected.stored_name(ENTRY)}.gz").exists()


def test_it_lets_scripts_import_each_other_by_those_names(
    collected: StaticFiles, tmp_path: Path
) -> None:
    for script in (tmp_path / "js").glob("*.js"):
        if re.search(r"\.[0-9a-f]{12}\.js$", script.name):
            for name in re.findall(r'^import .*?"\./([^"]+)"', script.read_text(), re.MULTILINE):
                assert re.search(r"\.[0-9a-f]{12}\.js$", name), f"{script.name} imports {name}"
                assert (script.parent / name).exists()


@pytest.mark.parametrize("name", ["front", "site"])
def test_it_joins_what_a_stylesheet_imports(
    collected: StaticFiles, tmp_path: Path, name: str
) -> None:
    sources = settings.BASE_DIR / "static" / "css"
    parts = re.findall(r'^@import "(.+)";', (sources / f"{name}.css").read_text(), re.MULTILINE)
    joined = (tmp_path / collected.stored_name(f"css/{name}.css")).read_text()
    assert len(parts) > 5
    assert "@import" not in joined
    assert "\n".join((sources / part).read_text() for part in parts) in joined  # in that order


def test_it_tells_browsers_to_keep_such_files_for_ever(
    collected: StaticFiles, client: Client
) -> None:
    assert "immutable" in client.get(f"/static/{collected.stored_name(ENTRY)}")["Cache-Control"]
    assert "immutable" not in client.get(f"/static/{ENTRY}")["Cache-Control"]


def test_it_sends_what_a_file_needs_and_none_of_a_pages_headers(
    collected: StaticFiles, client: Client
) -> None:
    answer = client.get(f"/static/{collected.stored_name(ENTRY)}")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not {
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
        "Referrer-Policy", "X-Frame-Options", "X-Request-ID",
    } & set(answer.headers)  # fmt: skip


def test_it_breaks_no_page_where_nothing_was_collected(client: Client, db: None) -> None:
    assert staticfiles_storage.stored_name("no/such.css") == "no/such.css"
    assert client.get("/").status_code == 200
