"""Around every request: its log line, a header that Django has no setting for, and compression."""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.functional import LazyObject, empty

from generator.ops import logs

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]

_SANE_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_LONG_SEGMENT = re.compile(r"[^/]{24,}")
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


class RequestLog:
    """The outermost: names the request, times it, and writes its line.

    An exception never comes this far: Django has made it a 500 by then, and written it, whole,
    to `django.request`, whose lines carry the same request id.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        name = given if _SANE_ID.fullmatch(given) else uuid4().hex
        token, started = logs.request_id.set(name), time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            if not request.path.startswith((settings.STATIC_URL, "/healthz")):
                _write(request, response, milliseconds=round((time.monotonic() - started) * 1000))
        finally:
            logs.request_id.reset(token)
        return response


def _write(request: HttpRequest, response: HttpResponseBase, *, milliseconds: int) -> None:
    fields: dict[str, object] = {"status": response.status_code, "ms": milliseconds}
    user = _user_id(request)
    log.info(
        "%s %s", request.method, shown_path(request.path),
        extra=fields | ({"user": user} if user else {}),
    )  # fmt: skip


def shown_path(path: str) -> str:
    """The path as a log may have it: without the query, and with long segments cut.

    Secrets travel in both: search terms and signatures in the one, and the tokens of password
    resets, invitations, shares and callbacks in the other.
    """
    return _LONG_SEGMENT.sub(lambda found: found[0][:6] + "…", quote(path, safe="/@:+~=,-._"))


def _user_id(request: HttpRequest) -> int | None:
    """Who it was, if the view asked: a log line is not worth a query of its own."""
    user = getattr(request, "user", None)
    if user is None or (isinstance(user, LazyObject) and vars(user)["_wrapped"] is empty):
        return None
    return user.pk if user.is_authenticated else None


class Permissions:
    """No page of ours uses any of these, so nothing that slips into one may either."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class HeadersAlone:
    """HEAD is answered without a body: RFC 9110, 9.3.2.

    waitress sends what it is given, and the client would take that for its next answer.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""  # its Content-Length stays that of a GET
        return response


class CompressedPages(GZipMiddleware):
    """Pages travel compressed, and nothing else that views answer.

    Sound is compressed already and its length and ranges must stay; the API's answers are small.
    Against BREACH, which guesses secrets from a page's size, Django masks the CSRF token anew in
    each page and adds up to 100 random bytes (https://docs.djangoproject.com/en/5.2/ref/middleware/).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response
