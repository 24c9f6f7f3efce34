"""The API's documentation: Swagger UI from this very site, the table of errors, the webhooks."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from generator.api.errors import TYPES
from generator.webhooks.models import SUBSCRIBABLE


@login_not_required
@require_safe
# Swagger UI writes style attributes into the page as it draws; scripts stay under the site's rule.
@csp_update({"style-src": UNSAFE_INLINE})
def docs(request: HttpRequest) -> HttpResponse:
    rows = [(kind, status, meaning) for kind, (status, meaning) in TYPES.items()]
    return render(request, "api/docs.html", {"errors": rows})


def webhooks() -> dict[str, Any]:
    """What is posted to others, for the OpenAPI document: https://spec.openapis.org/oas/v3.1.0#oasWebhooks"""
    return {event.value: {"post": _webhook(event.value, event.label)} for event in SUBSCRIBABLE}


def _webhook(kind: str, label: str) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": kind},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {"$ref": "#/components/schemas/Task"},
        },
    }
    return {
        "summary": label,
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "Accepted."}},
    }
