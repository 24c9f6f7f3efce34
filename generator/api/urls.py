"""The API's addresses. Every answer under them is JSON, says its rate and asks for no session."""

import time
from collections.abc import Callable
from functools import partial, wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja.openapi.views import openapi_json

from generator.api import docs, errors, keyviews, logged
from generator.api.routes import api
from generator.tasks import sound

View = Callable[..., HttpResponseBase]


def answered(view: View) -> View:
    """The view as a program meets it: with its rate's headers, its 405 in JSON, and logged."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        started = time.monotonic()
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response)
        allowance = getattr(request, "allowance", None)
        if allowance:
            for name, value in allowance.headers().items():
                response[name] = value
        logged.note(request, response, seconds=time.monotonic() - started)
        return response

    return csrf_exempt(login_not_required(never_cache(inner)))


def _not_allowed(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    allow = refused["Allow"]
    said = f"This address takes {allow}."
    response = errors.answer(request, 405, "method_not_allowed", said)
    response["Allow"] = allow
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    return errors.answer(request, 404, "not_found", errors.NOTHING)


INSTEAD: dict[str, View] = {
    "api-root": nowhere,
    "openapi-json": require_safe(partial(openapi_json, api=api)),
}
"""For ninja's own views, where they answer more methods than they have, or in HTML."""


def _routes() -> tuple[list[URLPattern | URLResolver], str]:
    """ninja's own routes, each answered as above, and what is under no route."""
    routes, app, _ = api.urls
    for one in routes:
        if isinstance(one, URLPattern):
            one.callback = answered(INSTEAD.get(one.name or "", one.callback))
    return [*routes, re_path(r"^.+", answered(nowhere), name="nowhere")], app


urlpatterns: list[URLPattern | URLResolver] = [
    path("keys/", keyviews.keys, name="keys"),
    path("keys/<int:pk>/rotate/", keyviews.rotate, name="key_rotate"),
    path("keys/<int:pk>/revoke/", keyviews.revoke, name="key_revoke"),
    path("api/v1/docs", docs.docs, name="api_docs"),
    path(
        "api/v1/takes/<int:pk>/audio",
        csrf_exempt(login_not_required(sound.audio)),
        name="api_audio",
    ),
    path("api/v1/", include(_routes(), namespace="api")),
]
