"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path
from pydoc import locate

import pytest

from generator.songs import jobs

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "generator").rglob("*.py"))


def test_it_documents_every_setting_in_the_readme() -> None:
    settings = (ROOT / "musicsite/settings.py").read_text()
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    table = (ROOT / "README.md").read_text()
    assert names
    assert {name for name in names if f"`{name}`" not in table} == set()


def test_it_keeps_the_readme_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


@pytest.mark.parametrize("name", ["start_song", "copy_takes", "follow", "sweep"])
def test_it_finds_every_job_by_its_name(name: str) -> None:
    assert locate(f"{jobs.__name__}.{name}") is getattr(jobs, name)


def test_it_catches_no_exception_it_does_not_know() -> None:
    wide = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") == "Exception")
    ]
    assert wide == []
