"""How the providers have been behaving, an hour a row."""

from datetime import datetime

from django.db.models import F

from generator.songs.models import Call


def record(
    provider: str, verb: str, *, now: datetime, calls: int = 1, errors: int = 0, error: str = ""
) -> None:
    """Add to this hour's row. `error` is the last one's sentence."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    row = Call.objects.get_or_create(provider=provider, verb=verb, hour=hour)[0]
    fields: dict[str, object] = {"calls": F("calls") + calls, "errors": F("errors") + errors}
    if calls > errors:
        fields["last_ok_at"] = now
    if error:
        fields["last_error"] = error[:300]
    Call.objects.filter(pk=row.pk).update(**fields)
