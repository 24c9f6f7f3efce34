"""What the team's log says of a request that was answered."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from generator.api.errors import Refusal
from generator.ops.logs import request_id
from generator.usage.journal import journal
from generator.usage.models import ApiCall


def note(request: HttpRequest, response: HttpResponseBase, *, seconds: float) -> None:
    """Log what came with a key of ours; a key nobody knows is nobody's."""
    key = getattr(request, "shown", None)
    match = request.resolver_match
    if key is None or match is None:
        return
    journal.note(
        ApiCall(
            at=timezone.now() - timedelta(seconds=seconds), team_id=key.team_id, key_id=key.pk,
            user_id=key.user_id, method=request.method or "", route=match.url_name or "",
            status=response.status_code, milliseconds=round(seconds * 1000),
            error=response.kind if isinstance(response, Refusal) else "",
            request_id=request_id.get(), song_number=getattr(request, "song_number", None),
        )
    )  # fmt: skip
