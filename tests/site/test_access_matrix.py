"""Every address of the site x everybody who may come x GET, POST and htmx."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.site.access import ROWS, Row
from tests.site.urls import every_url
from tests.site.world import NOWHERE, WHO, World, build

ADMIN = "admin:"
PARAMETER = re.compile(r"<\w+:(\w+)>")


@pytest.fixture
def world(db: None, settings: LazySettings, tmp_path: Path) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": files | {"OPTIONS": {"location": tmp_path}},
    }
    return build()


def patterns() -> dict[str, str]:
    """All but Django admin's, by name."""
    return {name: text for name, text in every_url() if not name.startswith(ADMIN)}


def address(key: str, row: Row, ids: dict[str, object]) -> str:
    """The row's address with the parameters filled in."""
    name, _, query = key.partition("?")
    path = row.path or "/" + PARAMETER.sub(
        lambda found: str(ids[row.pk if found[1] == "pk" else found[1]]), patterns()[name]
    )
    return f"{path}?{query.format_map(ids)}" if query else path


def wrong(world: World, who: str) -> Iterator[str]:
    """A sentence for every answer that is not as the table says."""
    for key, row in ROWS.items():
        path, form = address(key, row, world.ids), row.form(world, who)
        expected = {"get": row.get.split(), "post": row.post.split()}
        main = "post" if set(expected["get"]) <= {"405", "door"} else "get"
        for method, htmx in (("get", False), ("post", False), (main, True)):
            _, word = world.ask(who, method, path, form, htmx=htmx)
            want = expected[method][WHO.index(who)]
            if word != want:
                yield f"{who}, {method}{' by htmx' if htmx else ''} {path}: {word}, not {want}"


def test_it_has_a_row_for_every_address() -> None:
    rows = {key.partition("?")[0] for key in ROWS}
    assert rows == set(patterns())


@pytest.mark.parametrize("who", WHO)
def test_it_gives_everybody_what_is_theirs_and_no_more(world: World, who: str) -> None:
    assert list(wrong(world, who)) == []


@pytest.mark.parametrize("who", ["outsider", "admin"])
def test_it_tells_outsiders_nothing_about_what_is_not_theirs(world: World, who: str) -> None:
    nowhere = dict.fromkeys(world.ids, NOWHERE)
    for key, row in ROWS.items():
        if not row.pk:
            continue
        for method in ("get", "post"):
            form = row.form(world, who)
            there, _ = world.ask(who, method, address(key, row, world.ids), form)
            none, _ = world.ask(who, method, address(key, row, nowhere), form)
            assert (there.status_code, there.content) == (none.status_code, none.content), key


@pytest.mark.parametrize("number", [0, 10**18, 10**40])
def test_it_finds_nothing_under_numbers_that_nothing_has(world: World, number: int) -> None:
    ids = dict.fromkeys(world.ids, number)
    for key, row in ROWS.items():
        if row.pk:
            method = "post" if set(row.get.split()) <= {"405", "door"} else "get"
            _, word = world.ask("owner", method, address(key, row, ids), row.form(world, "owner"))
            assert word == "404", key


def test_it_finds_nothing_of_another_team_through_ones_own(world: World) -> None:
    """A member, an invitation, a request: each only under the team it belongs to."""
    for key, row in ROWS.items():
        inner = list(PARAMETER.findall(patterns()[key.partition("?")[0]]))
        if row.pk == "team" and len(inner) > 1:
            mine = {**world.ids, "team": world.personal["outsider"]}
            _, word = world.ask("outsider", "post", address(key, row, mine), {"role": "listener"})
            assert word == "404", key


def admin_addresses() -> list[str]:
    """Django admin's own, each of some row."""
    texts = [text for name, text in every_url() if name.startswith(ADMIN)]
    filled = [PARAMETER.sub("1", text).replace("<id>", "1") for text in texts]
    app = [text.replace("^(?P<app_label>auth|account|generator|django_q)/$", "auth/")
           for text in filled]  # fmt: skip
    return ["/" + text.replace("(?P<url>.*)$", "nothing") for text in app]


@pytest.mark.parametrize("who", ["anonymous", "owner"])  # no other role has more than an owner
def test_it_lets_nobody_but_admins_into_the_admin(world: World, who: str) -> None:
    words = {}
    for path in admin_addresses():
        for method, htmx in (("get", False), ("post", False), ("get", True)):
            words[method, htmx, path] = world.ask(who, method, path, {}, htmx=htmx)[1]
    let_in = {asked: word for asked, word in words.items() if word not in ("door", "403")}
    assert {path for _, _, path in let_in} <= {"/admin/login/", "/admin/logout/"}


def test_it_lets_admins_in(world: World) -> None:
    words = {path: world.ask("admin", "get", path, {})[1] for path in admin_addresses()}
    assert len(words) > 80
    assert {path for path, word in words.items() if word == "door" or word.startswith("5")} == set()
