"""The gateway as a fixture. Registered in tests/conftest.py: pytest_plugins."""

from collections.abc import Iterator

import pytest

from tests.gateway.server import Gateway


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway of the test's own; it says what it was asked, and closes with the test."""
    with Gateway() as opened:
        yield opened
