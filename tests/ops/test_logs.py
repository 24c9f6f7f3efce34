"""One record, one line, no secrets."""

import logging

import pytest
from django.conf import LazySettings

from generator.ops.logs import LineFormatter, Redact

KEY = "aio_0123456789abcdef"


def line(message: str, *args: object, **extra: object) -> str:
    record = logging.LogRecord("generator.songs", logging.INFO, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    assert Redact().filter(record)
    return LineFormatter().format(record)


def test_it_writes_the_songs_id_on_the_line() -> None:
    assert "song=7" in line("ready", song=7)


def test_it_keeps_a_record_on_one_line() -> None:
    assert "\n" not in line("first\nsecond", song="a\nb")


@pytest.mark.parametrize(
    "said",
    [
        f"the key {KEY} was refused",
        "the key sd_abcdef0123456789abcdef was refused",
        f"Authorization: Bearer {KEY}",
        "Bearer abcdef0123456789abcdef",
        "postgres://songdesk:hunter2hunter2@db/songdesk",
        "redis://:hunter2@hunter2hunter2@cache:6379/0",
        "Cookie: sessionid=abcdef0123456789abcdef; csrftoken=hunter2hunter2",
        "{'Authorization': 'Basic hunter2hunter2', 'Accept': '*/*'}",
        "{'sessionid': 'hunter2hunter2'}",
        "password=hunter2hunter2&next=/",
        "https://bucket/take.mp3?X-Amz-Signature=abcdef0123456789abcdef",
    ],
)
def test_it_leaves_secrets_out(said: str) -> None:
    written = line("it said %s", said)
    assert KEY not in written
    assert "abcdef0123456789abcdef" not in written
    assert "hunter2hunter2" not in written


def test_it_leaves_secrets_out_of_fields_too() -> None:
    written = line("sent", headers={"authorization": "hunter2hunter2"}, api_key="hunter2hunter2")
    assert "hunter2hunter2" not in written


def test_it_leaves_ordinary_words_alone() -> None:
    said = "a basic token of thanks, 3 cookies and the secret of the bearer"
    assert said.split(" bearer")[0] in line(said)


def test_it_writes_a_line_whose_placeholders_are_wrong() -> None:
    assert "%d songs" in line("%d songs", "many")


def test_it_leaves_this_sites_own_secret_out(settings: LazySettings) -> None:
    assert settings.SECRET_KEY not in line("oh %s", settings.SECRET_KEY)


def test_it_writes_an_error_whole_on_one_line() -> None:
    try:
        raise ValueError(f"bad {KEY}")
    except ValueError as error:
        record = logging.LogRecord("generator", logging.ERROR, __file__, 1, "no", (), None)
        record.exc_info = (ValueError, error, error.__traceback__)
    assert Redact().filter(record)
    written = LineFormatter().format(record)
    assert "ValueError" in written
    assert KEY not in written
    assert "\n" not in written


def test_it_writes_what_the_workers_say_too() -> None:
    queue = logging.getLogger("django-q")
    assert (queue.handlers, queue.propagate) == ([], True)
