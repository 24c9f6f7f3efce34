"""Settings that Django can't know to be wrong, said before anything starts.

Each rule says what is wrong and what would be right; `manage.py` refuses to run on any of them.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

ABOVE_ZERO = (
    "POLL_SECONDS", "SONG_DEADLINE_SECONDS", "LEASE_SECONDS", "STUDIO_TIMEOUT_SECONDS",
    "AUDIO_MAX_BYTES",
)  # fmt: skip
ZERO_OR_MORE = ("POLL_FIRST_SECONDS", "SIGNUP_CREDITS")


@register
def settings_make_sense(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    rules: tuple[Callable[[], Iterator[CheckMessage]], ...] = (
        _addresses, _audio_storage, _numbers, _timeouts, _redis, _metrics,
    )  # fmt: skip
    return [message for rule in rules for message in rule()]


def _addresses() -> Iterator[CheckMessage]:
    for name, value in (
        ("APIIN_BASE_URL", settings.APIIN_BASE_URL),
        ("PUBLIC_URL", settings.PUBLIC_URL),
    ):
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            yield Error(
                f"{name} is not a web address: {value!r}.",
                hint="It has to start with http:// or https:// and name a host.",
                id="songdesk.E001",
            )
    if urlsplit(settings.PUBLIC_URL).path:
        yield Error(
            f"PUBLIC_URL has a path: {settings.PUBLIC_URL!r}.",
            hint="Songdesk wants a host name of its own, as in https://songs.example.com.",
            id="songdesk.E002",
        )


def _audio_storage() -> Iterator[CheckMessage]:
    place: str = settings.AUDIO_STORAGE
    scheme, separator, rest = place.partition("://")
    if separator and scheme != "s3":
        yield Error(
            f"AUDIO_STORAGE has an unknown scheme: {place!r}.",
            hint="Name a folder, or a bucket as s3://bucket/prefix.",
            id="songdesk.E003",
        )
    elif separator and not rest.split("/")[0]:
        yield Error("AUDIO_STORAGE names no bucket.", hint="s3://bucket/prefix", id="songdesk.E004")
    elif separator and not (find_spec("storages") and find_spec("boto3")):
        yield _not_installed("AUDIO_STORAGE is a bucket, but boto3 is not installed.")


def _numbers() -> Iterator[CheckMessage]:
    numbers = {name: getattr(settings, name) for name in (*ABOVE_ZERO, *ZERO_OR_MORE)}
    lanes = {"WORKERS": settings.Q_CLUSTER} | {
        f"{lane.upper()}_WORKERS": lane_settings
        for lane, lane_settings in settings.Q_CLUSTER["ALT_CLUSTERS"].items()
    }
    numbers |= {name: lane["workers"] for name, lane in lanes.items()}
    for name, value in numbers.items():
        if value < 0 or (value == 0 and name not in ZERO_OR_MORE):
            least = "0 or more" if name in ZERO_OR_MORE else "more than 0"
            yield Error(f"{name} is {value}.", hint=f"It must be {least}.", id="songdesk.E005")


def _timeouts() -> Iterator[CheckMessage]:
    """A job that the queue ends from outside can't say why its song failed."""
    for name in ("STUDIO_TIMEOUT_SECONDS", "LEASE_SECONDS"):
        if getattr(settings, name) >= settings.JOB_TIMEOUT_SECONDS:
            yield Error(
                f"{name} is {getattr(settings, name):g}.",
                hint=f"It must be below the queue's own limit, {settings.JOB_TIMEOUT_SECONDS}.",
                id="songdesk.E006",
            )


def _redis() -> Iterator[CheckMessage]:
    scheme = urlsplit(settings.REDIS_URL).scheme
    if settings.REDIS_URL and scheme not in ("redis", "rediss", "unix"):
        yield Error(
            "REDIS_URL is not the address of a Redis server.",
            hint="As in redis://localhost:6379/0.",
            id="songdesk.E007",
        )
    elif settings.REDIS_URL and not find_spec("redis"):
        yield _not_installed("REDIS_URL is set, but the redis package is not installed.")


def _metrics() -> Iterator[CheckMessage]:
    if 0 < len(settings.METRICS_TOKEN) < 16:
        yield Warning(
            "METRICS_TOKEN is short enough to guess.",
            hint="Use 16 characters or more.",
            id="songdesk.W001",
        )


def _not_installed(sentence: str) -> Error:
    return Error(sentence, hint="pip install 'songdesk[server]'", id="songdesk.E008")
