"""The console's page: a request put together. Sending it is the browser's (tests/browser)."""

import json
from html import unescape

import pytest
from django.test import Client

from generator.songs.models import Song

ASKED = {"model": "studio", "prompt": "A waltz", "lyrics": "", "bitrate": "64000", "once": "o-7"}


def body(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(unescape(text.split('data-body="')[1].split('"')[0]))
    return found


def test_it_begins_with_a_request_that_works(signed_in: Client) -> None:
    text = signed_in.get("/console/").content.decode()
    assert body(text)["model"] == "studio"
    assert "5 credits" in text


def test_it_begins_with_the_model_one_came_from(signed_in: Client) -> None:
    assert body(signed_in.get("/console/?model=suno").content.decode())["model"] == "suno"
    assert body(signed_in.get("/console/?model=nobody").content.decode())["model"] == "studio"


def test_it_writes_the_request_that_was_filled_in_and_makes_nothing(signed_in: Client) -> None:
    text = signed_in.post("/console/", ASKED).content.decode()
    assert body(text) == {"model": "studio", "prompt": "A waltz", "bitrate": 64_000}
    assert "Idempotency-Key: o-7" in unescape(text)
    assert not Song.objects.exists()


def test_it_sends_only_the_request_as_one_types(signed_in: Client) -> None:
    answer = signed_in.post("/console/", ASKED, headers={"HX-Target": "request"})
    text = answer.content.decode()
    assert "<html" not in text
    assert body(text)["prompt"] == "A waltz"


@pytest.mark.parametrize("htmx", [False, True])
def test_it_says_what_can_not_be_written_and_keeps_the_rest(signed_in: Client, htmx: bool) -> None:
    headers = {"HX-Target": "request"} if htmx else {}
    answer = signed_in.post("/console/", {**ASKED, "model": "nobody"}, headers=headers)
    assert answer.status_code == (200 if htmx else 422)
    text = answer.content.decode()
    assert "That model is not on offer." in text
    assert htmx or "A waltz" in text


def test_it_lets_a_request_through_that_the_api_is_to_answer(signed_in: Client) -> None:
    text = signed_in.post("/console/", {**ASKED, "prompt": ""}).content.decode()
    assert "prompt" not in body(text)


def test_it_takes_no_key_into_any_form(signed_in: Client) -> None:
    text = signed_in.get("/console/").content.decode()
    field = text.split('id="run-key"')[1].split(">")[0]
    assert "name=" not in field
    assert 'autocomplete="off"' in field
    assert text.split('action="/console/"')[1].index("</form>") < text.split('action="/console/"')[
        1
    ].index('id="run-key"')


def test_it_writes_sunos_words_and_where_to_tell_the_end(signed_in: Client) -> None:
    more = {"style": "folk", "callback_url": "https://hooks.example/done"}
    text = signed_in.post("/console/", {**ASKED, **more}).content.decode()
    assert more.items() <= body(text).items()
