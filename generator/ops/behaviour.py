"""How each provider behaves: from its calls, an hour a row, and from its last songs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from django.db.models import Count, Max

from generator.ops.logs import redact
from generator.providers import registry
from generator.songs.models import PENDING, Call, Song, State
from generator.songs.queries import LOOK_BACK


@dataclass(frozen=True)
class Window:
    """The calls since `since`, the start of an hour."""

    since: datetime
    calls: int
    errors: int

    @property
    def rate(self) -> int | None:
        """Calls in a hundred that failed; None where there were none."""
        return round(100 * self.errors / self.calls) if self.calls else None


@dataclass(frozen=True)
class Behaviour:
    name: str
    connected: bool
    in_flight: int
    last_ok_at: datetime | None
    hour: Window
    day: Window
    last_error: str
    last_error_hour: datetime | None
    times: list[float]
    """Seconds per song, of its last songs."""

    @property
    def median(self) -> float | None:
        return _tenth(self.times, 5)

    @property
    def p80(self) -> float | None:
        return _tenth(self.times, 8)

    @property
    def failing(self) -> bool:
        """Whether half of the last hours' calls failed; one bad call does not count."""
        return self.hour.errors > 1 and (self.hour.rate or 0) >= 50


def of_all(*, now: datetime) -> list[Behaviour]:
    """Every provider this site knows, by name."""
    connected, in_flight = registry.connected(), _in_flight()
    ok = dict(Call.objects.values_list("provider").annotate(at=Max("last_ok_at")))
    hour = now.replace(minute=0, second=0, microsecond=0)
    calls = list(Call.objects.filter(hour__gte=hour - timedelta(hours=23)))
    found = []
    for name in sorted(registry.providers()):
        mine = [call for call in calls if call.provider == name]
        error = Call.objects.filter(provider=name).exclude(last_error="").order_by("-hour").first()
        found.append(
            Behaviour(
                name=name,
                connected=name in connected,
                in_flight=in_flight.get(name, 0),
                last_ok_at=ok.get(name),
                hour=_window(mine, since=hour - timedelta(hours=1)),
                day=_window(mine, since=hour - timedelta(hours=23)),
                last_error=redact(error.last_error) if error else "",
                last_error_hour=error.hour if error else None,
                times=_times(name),
            )
        )
    return found


def _window(calls: Iterable[Call], *, since: datetime) -> Window:
    mine = [call for call in calls if call.hour >= since]
    return Window(since, sum(call.calls for call in mine), sum(call.errors for call in mine))


def _in_flight() -> dict[str, int]:
    songs = Song.objects.filter(state__in=PENDING).order_by()
    return dict(songs.values_list("model__provider").annotate(number=Count("pk")))


def _times(provider: str) -> list[float]:
    ready = Song.objects.filter(
        model__provider=provider, state=State.READY, finished_at__isnull=False
    )
    last = ready.order_by("-finished_at").values_list("created_at", "finished_at")[:LOOK_BACK]
    return [(end - start).total_seconds() for start, end in last if end]


def _tenth(times: list[float], which: int) -> float | None:
    if len(times) < 2:
        return times[0] if times else None
    return quantiles(times, n=10, method="inclusive")[which - 1]
