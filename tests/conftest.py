"""The people, the queue and the gateway every test may use."""

import pytest

pytest_plugins = ["tests.people", "tests.races", "tests.worker", "tests.gateway.fixtures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--browser", action="store_true", help="run the tests in Chromium too (tests/browser)"
    )
    parser.addoption(
        "--houses", action="store_true", help="start whole servers and use them (tests/houses)"
    )
