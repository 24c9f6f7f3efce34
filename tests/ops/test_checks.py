"""What is said before anything starts."""

import pytest
from django.conf import LazySettings

from generator.ops.checks import settings_make_sense


def ids() -> set[str]:
    return {message.id or "" for message in settings_make_sense(None)}


def test_it_has_nothing_to_say_about_the_defaults() -> None:
    assert ids() == set()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("APIIN_BASE_URL", "ftp://apiin.one", "E001"),
        ("APIIN_BASE_URL", "apiin.one/api", "E001"),
        ("PUBLIC_URL", "songs.example.com", "E001"),
        ("PUBLIC_URL", "https://example.com/songs", "E002"),
        ("AUDIO_STORAGE", "gs://bucket", "E003"),
        ("AUDIO_STORAGE", "s3:///prefix", "E004"),
        ("POLL_SECONDS", 0.0, "E005"),
        ("POLL_FIRST_SECONDS", -1.0, "E005"),
        ("SONG_DEADLINE_SECONDS", -5.0, "E005"),
        ("AUDIO_MAX_BYTES", 0, "E005"),
        ("SIGNUP_CREDITS", -1, "E005"),
        ("STUDIO_TIMEOUT_SECONDS", 300.0, "E006"),
        ("REDIS_URL", "localhost:6379", "E007"),
        ("METRICS_TOKEN", "short", "W001"),
    ],
)
def test_it_refuses_what_cannot_work(
    settings: LazySettings, name: str, value: object, said: str
) -> None:
    setattr(settings, name, value)
    assert f"songdesk.{said}" in ids()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUDIO_STORAGE", "s3://bucket/prefix"),
        ("SIGNUP_CREDITS", 0),
        ("REDIS_URL", "rediss://:secret@cache:6379/1"),
    ],
)
def test_it_lets_pass_what_can(settings: LazySettings, name: str, value: object) -> None:
    setattr(settings, name, value)
    assert ids() == set()
