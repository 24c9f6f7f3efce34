"""Which providers this site has. Tests put their own in."""

from functools import cache
from pathlib import Path

from django.conf import settings

from generator.providers.apiin import ApiIn
from generator.providers.base import Provider
from generator.providers.studio import Studio


@cache
def providers() -> dict[str, Provider]:
    return {
        "apiin": ApiIn(api_key=settings.APIIN_API_KEY, base_url=settings.APIIN_BASE_URL),
        "studio": Studio(scratch=scratch(), timeout_seconds=settings.STUDIO_TIMEOUT_SECONDS),
    }


def scratch() -> Path:
    """Where what is rendered on this machine waits for being copied into the storage."""
    return Path(settings.VAR) / "studio"


def provider(name: str) -> Provider:
    """The provider of that name. Raises `KeyError` where a model names one that isn't there."""
    return providers()[name]


def connected() -> frozenset[str]:
    """The names of the providers that can take a song now."""
    return frozenset(name for name, one in providers().items() if one.connected())
