"""Real workers, killed with SIGKILL at each step of a song's journey, and started again.

Nothing is lost, nothing is sent twice, nothing is paid twice, and the books agree.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crashes.house import House, migrate
from tests.gateway.scripts import Script
from tests.gateway.server import Gateway

GATEWAY_SONG, STUDIO_SONG = 30, 5


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrate(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def house(tmp_path: Path, migrated: Path, gateway: Gateway) -> Iterator[House]:
    shutil.copy(migrated, tmp_path)
    house = House(tmp_path, gateway.base_url)
    yield house
    house.close()


def settled(house: House, song: int, gateway: Gateway, *, price: int) -> None:
    """It is ready, was sent once, paid once, and the ledger agrees with itself."""
    seen = house.until("ready", song)
    assert seen["takes"] == 1
    assert (seen["available"], seen["held"]) == (100 - price, 0)
    assert gateway.posts() == (1 if price == GATEWAY_SONG else 0)
    assert house.act("books") == []


def test_it_survives_a_kill_before_the_song_is_sent(house: House, gateway: Gateway) -> None:
    house.start_worker()
    house.kill_workers()
    song = house.act("press", "minimax-music", "a calm song")
    house.start_worker()
    settled(house, song, gateway, price=GATEWAY_SONG)


def test_it_never_sends_again_what_was_cut_off_while_sending(
    house: House, gateway: Gateway
) -> None:
    house.env["SONG_DEADLINE_SECONDS"] = "12"
    song = house.act("press", "minimax-music", "a calm song play:good wait=30")
    house.start_worker()
    house.wait_for(gateway.posts, lambda posts: posts == 1)
    house.kill_workers()
    house.start_worker()
    seen = house.until("unknown", song)
    assert (seen["available"], seen["held"]) == (70, 30)
    seen = house.until("expired", song)
    assert (seen["available"], seen["held"]) == (100, 0)
    assert gateway.posts() == 1
    assert house.act("books") == []


def test_it_goes_on_following_after_a_kill(house: House, gateway: Gateway) -> None:
    song = house.act("press", "minimax-music", "a calm song play:good seconds=6")
    house.start_worker()
    house.until("rendering", song)
    house.wait_for(gateway.polls, lambda polls: polls > 0)
    house.kill_workers()
    house.start_worker()
    settled(house, song, gateway, price=GATEWAY_SONG)


def test_it_copies_again_what_was_cut_off_while_copying(house: House, gateway: Gateway) -> None:
    song = house.act("press", "minimax-music", "a calm song play:audio_slow polls=0")
    house.start_worker()
    house.until("copying", song)
    house.kill_workers()
    (task,) = gateway.tasks.values()
    task.script = Script(polls=0)
    house.start_worker()
    settled(house, song, gateway, price=GATEWAY_SONG)


def test_it_renders_again_what_was_cut_off_in_the_studio(house: House, gateway: Gateway) -> None:
    song = house.act("press", "studio", "calm piano ballad")
    house.start_worker("studio")
    house.until("rendering", song)
    house.kill_workers()
    house.start_worker("studio")
    settled(house, song, gateway, price=STUDIO_SONG)
