"""What was typed when the session ran out, kept until the person has signed in again."""

from typing import Any

from django.http import HttpRequest

KEY = "draft"
FIELDS = ("prompt", "lyrics", "title", "model", "bitrate", "sample_rate", "source")
MOST = 120_000
"""Characters kept of one field; longer than any model takes."""


def keep(request: HttpRequest) -> None:
    request.session[KEY] = {name: request.POST.get(name, "")[:MOST] for name in FIELDS}


def initial(request: HttpRequest) -> dict[str, Any]:
    """The kept draft, or the fields that a link to the studio filled in."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return kept or {name: request.GET[name] for name in FIELDS if name in request.GET}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
