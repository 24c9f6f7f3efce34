"""Static files: named by their content, for ever; by their own name where nothing is collected."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
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


def test_it_tells_browsers_to_keep_such_files_for_ever(
    collected: StaticFiles, client: Client
) -> None:
    assert "immutable" in client.get(f"/static/{collected.stored_name(ENTRY)}")["Cache-Control"]
    assert "immutable" not in client.get(f"/static/{ENTRY}")["Cache-Control"]


def test_it_breaks_no_page_where_nothing_was_collected(client: Client, db: None) -> None:
    assert staticfiles_storage.stored_name("no/such.css") == "no/such.css"
    assert client.get("/").status_code == 200
