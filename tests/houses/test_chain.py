"""Two houses, one singing through the other: processes, databases and wallets of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.audio.inspect import measure
from tests.houses.conftest import House
from tests.houses.test_examples import ended
from tests.houses.up import act, manage

PRICE = 30


@pytest.fixture
def near(house: House, tmp_path: Path) -> Iterator[House]:
    """A house whose gateway is the other one, and which has heard of nothing else."""
    there = {"APIIN_BASE_URL": f"{house.address}/api/v1", "APIIN_API_KEY": house.key}
    key = act(tmp_path, "key", "100", **there)
    quick = {"POLL_FIRST_SECONDS": "1", "POLL_SECONDS": "1"}
    with manage(tmp_path, "up", ready="/readyz", **there, **quick) as address:
        yield House(tmp_path, address, key)


def test_it_sings_through_another_house(house: House, near: House, tmp_path: Path) -> None:
    before = int(act(house.home, "captured"))
    song = {"model": "minimax-music", "prompt": "A short calm waltz", "lyrics": "[Verse]\nHello"}
    with near.client() as site:
        task = site.post("/audio/music", json=song).json()["data"]["task_id"]
        seen = ended(near, task)
        assert seen["status"] == "completed", seen["error"]
        assert seen["billing"] == {"held": 0, "captured": PRICE, "released": 0}
        [clip] = seen["response_data"]
        assert clip["audio_url"].startswith(near.address)
        out = tmp_path / "song.mp3"
        out.write_bytes(site.get(clip["audio_url"]).content)
    assert measure(out).seconds == pytest.approx(clip["duration"], abs=0.1)
    assert int(act(house.home, "captured")) - before == PRICE
    assert (act(house.home, "books"), act(near.home, "books")) == ("[]", "[]")
