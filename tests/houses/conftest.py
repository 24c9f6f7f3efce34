"""Whole houses: web server and workers as processes of their own, reached by HTTP alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.houses.up import act, manage

SHORT = {"model": "studio", "prompt": "A short calm waltz", "lyrics": "[Verse]\nHello"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--houses"):
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="needs --houses (it starts whole servers)"))


@dataclass
class House:
    home: Path
    address: str
    key: str

    def client(self) -> httpx.Client:
        bearer = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=f"{self.address}/api/v1", headers=bearer, timeout=30)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`manage.py up`, and a key of somebody who has credits there. It has no gateway: what it
    sells as `minimax-music` is sung by its own studio.
    """
    home = tmp_path_factory.mktemp("house")
    key = act(home, "key", "1000")
    act(home, "sing", "minimax-music")
    with manage(home, "up", ready="/readyz") as address:
        yield House(home, address, key)
