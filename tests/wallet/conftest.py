"""People without the cost of hashing their passwords."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def quick(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
