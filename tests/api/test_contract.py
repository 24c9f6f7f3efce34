"""What holds for every address: JSON, request ids, statuses, documentation from this very site."""

import re

import pytest
from django.test import Client
from openapi_spec_validator import validate

from generator.api.errors import TYPES
from generator.api.routes import api
from generator.catalog.models import MusicModel
from tests.api.conftest import SONG, Program, error


@pytest.mark.parametrize("path", ["", "nothing", "tasks/", "audio/music/", "tasks/a/b/c"])
def test_it_answers_in_json_where_there_is_nothing(db: None, path: str) -> None:
    for call in (Client().get, Client().post):
        answer = call(f"/api/v1/{path}")
        assert (answer.status_code, error(answer)["type"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [("get", "/audio/music", "POST"), ("delete", "/tasks", "GET"), ("put", "/credits", "GET")],
)
def test_it_tells_which_methods_there_are(db: None, method: str, path: str, allow: str) -> None:
    answer = getattr(Client(), method)(f"/api/v1{path}")
    assert (answer.status_code, error(answer)["type"]) == (405, "method_not_allowed")
    assert answer["Allow"] == allow


def test_it_answers_in_json_when_it_breaks(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    MusicModel.objects.update(bitrates=7)  # a row that no code of ours would write
    answer = program.post("/audio/music", {**SONG, "bitrate": 64000})
    assert (answer.status_code, error(answer)["type"]) == (500, "internal")
    assert "TypeError" not in answer.content.decode()
    assert "TypeError" in caplog.text


def test_it_keeps_the_callers_request_id(program: Program) -> None:
    program.extra = {"X-Request-ID": "trace-7"}
    answer = program.get("/tasks/song_0")
    assert answer["X-Request-ID"] == error(answer)["request_id"] == "trace-7"


def test_it_lets_nobody_keep_an_answer(program: Program) -> None:
    assert "no-store" in program.get("/models")["Cache-Control"]


def test_it_documents_every_route_and_nothing_else(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        f"/api/v1{path}"
        for path in (
            "/audio/music", "/tasks", "/tasks/{task_id}", "/tasks/{task_id}/cancel", "/models",
            "/credits", "/usage",
        )
    }  # fmt: skip
    for ways in document["paths"].values():
        for way in ways.values():
            assert way["security"] == [{"Bearer": []}]
            assert {"200", "401", "403", "429"} <= set(way["responses"])


def test_it_documents_itself_by_the_book(client: Client) -> None:
    """https://spec.openapis.org/oas/v3.1.0, against its own JSON Schema."""
    validate(client.get("/api/v1/openapi.json").json())


def test_it_documents_the_idempotency_key_by_its_name(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    [header] = document["paths"]["/api/v1/audio/music"]["post"]["parameters"]
    assert (header["in"], header["name"]) == ("header", "Idempotency-Key")


def test_it_shows_the_documentation_without_asking_anybody_else(client: Client) -> None:
    answer = client.get("/api/v1/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "/static/ninja/swagger-ui-bundle." in text
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []
    assert "script-src 'self'" in answer["Content-Security-Policy"].split("; ")


def test_it_documents_every_type_of_error_once(client: Client) -> None:
    text = client.get("/api/v1/docs").content.decode()
    assert [kind for kind in TYPES if text.count(f'id="{kind}"') != 1] == []


def test_it_answers_as_documented(program: Program) -> None:
    """The answers hold what the document promises, no more and no less."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    task = program.get(f"/tasks/{program.make()}").json()["data"]
    assert set(task) == set(schemas["Task"]["properties"])
    assert set(program.get("/models").json()["data"][0]) == set(schemas["Model"]["properties"])
    assert set(program.get("/credits").json()["data"]) == set(schemas["Credits"]["properties"])
