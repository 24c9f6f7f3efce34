"""The routes under /api/v1: what comes in, who may, what goes out."""

import json
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from ninja import Body, NinjaAPI, Query, Schema
from ninja.params import functions as param
from ninja.parser import Parser
from pydantic import WithJsonSchema

from generator.api import docs, errors, idempotency, making, schemas, tasks, using
from generator.api.doors import ApiRequest, Bearer, Scope, site_url
from generator.api.offers import offers
from generator.errors import BadInput, BadRequest, TooLarge, UnsupportedType
from generator.songs import actions
from generator.tasks import bodies
from generator.tasks.schemas import Task
from generator.usage import queries, table
from generator.wallet import ledger
from generator.webhooks.schedule import IN_WORDS

ABOUT = """Songs for programs. Send `Authorization: Bearer sd_…` with a key from /keys/.

`POST /audio/music` answers with a task at once; ask `GET /tasks/{task_id}` every few seconds until
its `status` is `completed` or `failed`. Credits are held at the start, captured only for a song
that can be played, and released otherwise.

A team's webhooks (/webhooks/) and a task's own `callback_url` are told how a task ended, signed as
https://www.standardwebhooks.com has it: `webhook-signature` holds `v1,` and the base64 HMAC-SHA256
of `{webhook-id}.{webhook-timestamp}.{body}`, once for each secret while one is being rotated. Any
2xx within 15 s accepts; a redirect does not. What was not accepted is tried again after
GAPS, with the same id and body.

Within v1 fields and routes are only ever added. Every answer has an `X-Request-ID`; every error
is `{"error": {"code", "type", "message", "docs", "request_id"}}`.
""".replace("GAPS", IN_WORDS)


class JsonOnly(Parser):
    """Reads bodies that say they are JSON, up to a size, and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise UnsupportedType("Send the body as application/json.")
        if len(request.body) > errors.BODY_MOST:
            raise TooLarge(errors.TOO_LARGE)
        try:
            return json.loads(request.body, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise BadRequest("The body can't be read: it must be one JSON object.") from error


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


api = NinjaAPI(
    title="Songdesk", version="1", description=ABOUT, urls_namespace="api", docs_url=None,
    parser=JsonOnly(), openapi_extra={"webhooks": docs.webhooks()},
)  # fmt: skip
errors.install(api)
_REFUSALS = dict.fromkeys((400, 401, 403, 404, 405, 422, 429, 500), schemas.Error)
_MAKING = _REFUSALS | dict.fromkeys((402, 409, 413, 415, 503), schemas.Error)
ONCE = param.Header(
    None, alias="Idempotency-Key", description="Makes a repeated request the same one, for 24 h."
)
# What it may be is documented only: `once` refuses the others, in a sentence.
Once = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "pattern": f"^{idempotency.NAME.pattern}$"}),
]


def _require_known(request: HttpRequest, query: type[Schema]) -> None:
    """Raises `BadInput` for other filters: ninja picks those it knows, and never sees the rest."""
    names = {field.alias or name for name, field in query.model_fields.items()}
    unknown = set(request.GET) - names
    if unknown:
        raise BadInput("There is no such filter.", fields=dict.fromkeys(unknown, "Unknown."))


def _json(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@api.post(
    "/audio/music", auth=Bearer(Scope.MAKE), url_name="music", operation_id="make_music",
    response=_MAKING | {200: schemas.Envelope[schemas.Submitted]}, summary="Make a song",
)  # fmt: skip
def music(
    request: ApiRequest, wanted: Body[schemas.MusicIn], idempotency_key: Once = ONCE
) -> HttpResponse:
    key = request.auth

    def make(token: UUID | None = None) -> str:
        song = making.make(key, wanted, token=token)
        request.song_number = song.pk
        return making.submitted(song)

    if idempotency_key is None:
        return _json(make())
    answer, again = idempotency.once(
        key, name=idempotency_key, body=wanted.model_dump_json(), now=timezone.now(), do=make,
    )  # fmt: skip
    response = _json(answer)
    if again:
        response["Idempotent-Replayed"] = "true"
    return response


@api.get(
    "/tasks", auth=Bearer(Scope.READ), url_name="tasks", operation_id="list_tasks",
    response=_REFUSALS | {200: schemas.Envelope[schemas.Tasks]}, summary="The team's tasks",
)  # fmt: skip
def task_list(request: ApiRequest, wanted: Query[schemas.TasksQuery]) -> HttpResponse:
    _require_known(request, schemas.TasksQuery)
    songs, cursor = tasks.page(request.auth, wanted)
    found = bodies.tasks_of(songs, site=site_url(request), now=timezone.now())
    data = schemas.Tasks(tasks=found, next_cursor=cursor)
    return _json(schemas.Envelope(data=data).model_dump_json())


@api.get(
    "/tasks/{task_id}", auth=Bearer(Scope.READ), url_name="task", operation_id="get_task",
    response=_REFUSALS | {200: schemas.Envelope[Task]}, summary="How a task goes",
)  # fmt: skip
def task(request: ApiRequest, task_id: str) -> HttpResponse:
    return _task(request, task_id)


@api.post(
    "/tasks/{task_id}/cancel", auth=Bearer(Scope.MAKE), url_name="task_cancel",
    operation_id="cancel_task", response=_MAKING | {200: schemas.Envelope[Task]},
    summary="End a task that is not ready; its credits come back",
)  # fmt: skip
def cancel(request: ApiRequest, task_id: str) -> HttpResponse:
    actions.cancel_song(tasks.find(request.auth, task_id))
    return _task(request, task_id)


def _task(request: ApiRequest, task_id: str) -> HttpResponse:
    song = tasks.find(request.auth, task_id)
    [data] = bodies.tasks_of([song], site=site_url(request), now=timezone.now())
    return _json(schemas.Envelope(data=data).model_dump_json())


@api.get(
    "/models", auth=Bearer(), url_name="models", operation_id="list_models",
    response=_REFUSALS | {200: schemas.Envelope[list[schemas.Model]]}, summary="What can sing",
)  # fmt: skip
def models(request: ApiRequest) -> HttpResponse:
    return _json(schemas.Envelope(data=offers()).model_dump_json())


@api.get(
    "/credits", auth=Bearer(Scope.USAGE), url_name="credits", operation_id="get_credits",
    response=_REFUSALS | {200: schemas.Envelope[schemas.Credits]}, summary="The team's credits",
)  # fmt: skip
def credits(request: ApiRequest) -> HttpResponse:
    balance = ledger.balance_of(request.auth.team)
    data = schemas.Credits(credits=balance.available, held=balance.held)
    return _json(schemas.Envelope(data=data).model_dump_json())


@api.get(
    "/usage", auth=Bearer(Scope.USAGE), url_name="usage", operation_id="get_usage",
    response=_REFUSALS | {200: schemas.Envelope[schemas.Usage]},
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
    summary="Every song the team asked for, as JSON or, with `format=csv` or `Accept`, as CSV",
)  # fmt: skip
def usage(request: ApiRequest, asked: Query[schemas.UsageQuery]) -> HttpResponseBase:
    _require_known(request, schemas.UsageQuery)
    if asked.format == "csv" or request.headers.get("Accept", "").startswith("text/csv"):
        calls = queries.every(request.auth.team, using.wanted_of(asked))
        return StreamingHttpResponse(table.lines(calls), content_type="text/csv; charset=utf-8")
    found = using.page(request.auth, asked)
    return _json(schemas.Envelope(data=found).model_dump_json())
