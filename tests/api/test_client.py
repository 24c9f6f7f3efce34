"""The other end of the API, as `make_song --api` uses it, against a live server."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.live_server_helper import LiveServer

from generator.api import client
from generator.causes import Cause
from generator.providers.base import Phase, Update
from generator.songs.models import Song
from generator.teams.models import Team
from generator.wallet import ledger
from tests.api.conftest import SONG, Issue
from tests.songs.fake import FakeProvider

Make = Callable[..., client.Task]


@pytest.fixture
def make(
    drain_queue: Callable[[], int], live_server: LiveServer, fake: FakeProvider, issue: Issue,
) -> Make:  # fmt: skip
    """A song ordered over there; while the client waits, the worker there works."""

    def one(*, secret: str = "", once: str = "order-7") -> client.Task:
        with client.connect(live_server.url, secret or issue()[1]) as site:
            return client.make(site, SONG, once=once, wait=lambda _: drain_queue() and None)

    return one


def test_it_brings_the_song(make: Make, fake: FakeProvider, team: Team, tmp_path: Path) -> None:
    fake.fail_next(Update(Phase.DONE, clips=(fake.clip(),)))
    task = make()
    assert (task["status"], task["billing"]["captured"]) == ("completed", 5)
    client.fetch(task["response_data"][0], tmp_path / "song.mp3")
    assert (tmp_path / "song.mp3").stat().st_size == Song.objects.get().takes.get().size


def test_it_says_why_there_is_no_song(make: Make, fake: FakeProvider, team: Team) -> None:
    fake.fail_next(Update(Phase.FAILED, cause=Cause.REFUSED_CONTENT, message="It names a star."))
    with pytest.raises(client.Refused, match=r"It names a star\. Change the words"):
        make()
    assert ledger.balance_of(team).held == 0


def test_it_cancels_when_it_is_stopped(live_server: LiveServer, issue: Issue) -> None:
    def stopped(_: client.Task) -> None:
        raise KeyboardInterrupt

    site = client.connect(f"{live_server.url}/api/v1/", issue()[1])
    with site, pytest.raises(client.Refused, match="cancelled"):
        client.make(site, SONG, once="order-7", wait=stopped)
    assert Song.objects.get().state == "cancelled"


def test_it_tells_what_the_site_says_of_a_wrong_key(make: Make) -> None:
    with pytest.raises(client.Refused, match="There is no such key"):
        make(secret="sd_wrong")


def test_it_knows_a_place_that_is_no_songdesk(live_server: LiveServer) -> None:
    site = client.connect(f"{live_server.url}/accounts/login/", "sd_key")
    with site, pytest.raises(client.Refused, match="There is no Songdesk"):
        client.make(site, SONG, once="order-7", wait=lambda _: None)


ORDER = {"prompt": "A waltz", "api": "http://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "SONGDESK_API_KEY"),
        ({"key_file": Path("/no/such/file")}, "No such file"),
        ({"parts": True}, "no --parts"),
        ({"user": "alice@songdesk.example"}, "whose song it is"),
    ],
)
def test_it_asks_nobody_where_the_order_is_not_in_order(
    tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("make_song", **{**ORDER, "out": tmp_path / "song.mp3", **wrong})


def test_it_takes_the_key_from_a_file(live_server: LiveServer, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sd_wrong\n")
    order = {**ORDER, "api": live_server.url, "key_file": tmp_path / "key"}
    with pytest.raises(CommandError, match="There is no such key"):
        call_command("make_song", **order, out=tmp_path / "song.mp3")
    assert not (tmp_path / "song.mp3").exists()


def test_it_says_when_nobody_is_there(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sd_key")
    with pytest.raises(CommandError, match="refused"):
        call_command("make_song", **ORDER, key_file=tmp_path / "key", out=tmp_path / "song.mp3")
