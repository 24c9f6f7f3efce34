"""The error tree as JSON: the one place where an exception becomes an answer.

    {"error": {"code": 402, "type": "cap_reached", "message": "...", "docs": "...", ...}}

The envelope is API in One's (https://apiin.one/docs); `code` repeats the status.
"""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from generator.errors import BadInput, BadRequest, SongdeskError, TooLarge, TooMany
from generator.ops.logs import request_id

log = logging.getLogger(__name__)

BODY_MOST = 500_000
"""Bytes; every song's words fit in, and in any letters."""
TOO_LARGE = f"The body may have {BODY_MOST:,} bytes."
NOTHING = "There is nothing at this address, or it is not for this key."
TYPES: dict[str, tuple[int, str]] = {
    "bad_request": (400, "The body is no JSON, or a header is not in order."),
    "authentication_error": (401, "No key, a wrong one, or one that is expired or revoked."),
    "insufficient_credits": (402, "The team has fewer credits than the song costs."),
    "cap_reached": (402, "Your cap in the team, or the key's own, leaves too little."),
    "forbidden": (403, "The key is good, but not for this: its scopes, models or addresses."),
    "not_found": (404, "No such address, or no such task of this key's team."),
    "method_not_allowed": (405, "The Allow header has the methods of this address."),
    "conflict": (409, "The task has ended, or the Idempotency-Key is in use."),
    "payload_too_large": (413, "The body is larger than any song's."),
    "unsupported_media_type": (415, "Send application/json."),
    "invalid_request": (422, "A field is missing, unknown or wrong; `fields` says which."),
    "rate_limited": (429, "Too many calls in this minute. Retry-After says when to go on."),
    "internal": (500, "Our mistake. It is in the log under the answer's request id."),
    "not_connected": (503, "The model's provider has no key on this site."),
}
"""Every `type`, with its status and what it means; the docs show this table."""


class Refusal(JsonResponse):
    """An error as it is sent. `kind` is its `type`."""

    def __init__(self, body: dict[str, Any], *, status: int, kind: str) -> None:
        super().__init__({"error": body}, status=status)
        self.kind = kind


def answer(
    request: HttpRequest,
    status: int,
    kind: str,
    message: str,
    *,
    fields: dict[str, str] | None = None,
) -> HttpResponse:
    """The error as it is sent. `kind` is its `type`."""
    body: dict[str, Any] = {"code": status, "type": kind, "message": message}
    if fields:
        body["fields"] = fields
    anchor = f"#{kind}" if kind in TYPES else ""
    body["docs"] = request.build_absolute_uri(reverse("api_docs")) + anchor
    body["request_id"] = request_id.get()
    return Refusal(body, status=status, kind=kind)


def told(request: HttpRequest, error: SongdeskError) -> HttpResponse:
    """One of our own errors, whose message is a sentence for whoever asked."""
    if type(error).code == "internal" or error.status == 500:
        return broken(request, error)
    fields = error.fields if isinstance(error, BadInput) else None
    response = answer(request, error.status, error.code, str(error), fields=fields)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody foresaw. The log has it whole; the answer does not."""
    log.error("the API broke", exc_info=error)
    return answer(request, 500, "internal", "Something broke here. It is in our log.")


def unfound(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(request, 404, "not_found", NOTHING)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Pydantic's complaints, by the names of the fields they are about."""
    fields = {_name(one["loc"]): _sentence(one) for one in error.errors}
    return told(request, BadInput(_summary(fields), fields=fields))


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """ninja's own refusal of a body, behind which is what our parser had to say about it."""
    if isinstance(error.__cause__, SongdeskError):
        return told(request, error.__cause__)
    return told(request, BadRequest("The body can't be read: it must be one JSON object."))


def flooded(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body of which Django reads nothing at all."""
    return told(request, TooLarge(TOO_LARGE))


def _name(place: tuple[Any, ...]) -> str:
    """Where in the request: "bitrate". The first words are where ninja looked for it."""
    words = [str(word) for word in place if word not in ("body", "query", "path", "wanted")]
    return ".".join(words) or "body"


def _sentence(one: dict[str, Any]) -> str:
    if one["type"] == "extra_forbidden":
        return "There is no such field."
    if one["type"] == "missing":
        return "This field is required."
    said = str(one["msg"]).removeprefix("Value error, ")
    return said if said.endswith(".") else f"{said}."


def _summary(fields: dict[str, str]) -> str:
    return " ".join(f"{name}: {sentence}" for name, sentence in fields.items())


def install(api: NinjaAPI) -> None:
    """Have every exception of a route answered here."""
    handlers: dict[type[Exception], Any] = {
        Exception: broken,
        Http404: unfound,
        HttpError: unreadable,
        RequestDataTooBig: flooded,
        SongdeskError: told,
        ValidationError: invalid,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
