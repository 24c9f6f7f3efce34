"""The site's numbers in Prometheus' text format.

Written by hand over the database, without `prometheus-client`: that counts inside one process,
and here a web server and a dozen workers, perhaps on several machines, do the work. What they did
is in the tables already, so every scrape of any process tells the same truth, and a restart
forgets nothing. https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Min, Sum

from generator import queue
from generator.ops.health import BROKER_ERRORS
from generator.songs import leases
from generator.songs.models import Call, Song, State
from generator.wallet.models import Account, Transfer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
WINDOW = timedelta(hours=24)
MOST_TIMED = 10_000
QUANTILES = (0.5, 0.9, 0.99)


@dataclass
class Metric:
    name: str
    kind: str
    help: str
    samples: list[tuple[dict[str, object], float]] = field(default_factory=list)

    def __str__(self) -> str:
        name = f"songdesk_{self.name}"
        lines = [f"# HELP {name} {self.help}", f"# TYPE {name} {self.kind}"]
        lines += [f"{name}{_labels(labels)} {value:.15g}" for labels, value in self.samples]
        return "\n".join(lines) + "\n"


def _labels(labels: dict[str, object]) -> str:
    pairs = ",".join(f'{name}="{_escaped(str(value))}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def exposition(now: datetime) -> str:
    parts = (_songs(), _queue(now), _calls(), _times(now), _credits(), _worker(now))
    return "".join(str(metric) for part in parts for metric in part)


def _songs() -> Iterator[Metric]:
    found = dict(Song.objects.order_by().values_list("state").annotate(songs=Count("pk")))
    # Every state, also those no song is in: a series that comes and goes can't be alerted on.
    samples: list[tuple[dict[str, object], float]] = [
        ({"state": state.value}, found.get(state, 0)) for state in State
    ]
    yield Metric("songs", "gauge", "Songs by the state they are in.", samples)


def _queue(now: datetime) -> Iterator[Metric]:
    waiting = Metric("queue_waiting", "gauge", "Messages waiting for a worker.")
    for lane in queue.LANES:
        try:
            waiting.samples.append(({"lane": lane}, queue.waiting(lane)))
        except BROKER_ERRORS:
            continue  # /readyz says so; the other numbers are still worth having
    yield waiting
    oldest = Song.objects.filter(state=State.QUEUED).aggregate(at=Min("created_at"))["at"]
    age = (now - oldest).total_seconds() if oldest else 0
    yield Metric("oldest_queued_seconds", "gauge", "How long the first in line waits.", [({}, age)])


def _calls() -> Iterator[Metric]:
    calls = Metric("provider_calls_total", "counter", "Calls made to a provider.")
    errors = Metric("provider_errors_total", "counter", "Calls to a provider that failed.")
    rows = Call.objects.values_list("provider", "verb").annotate(Sum("calls"), Sum("errors"))
    for provider, verb, made, failed in rows.order_by("provider", "verb"):
        calls.samples.append(({"provider": provider, "verb": verb}, made))
        errors.samples.append(({"provider": provider, "verb": verb}, failed))
    yield from (calls, errors)


def _times(now: datetime) -> Iterator[Metric]:
    """Gauges, not a summary: a window's count and sum may fall, which a summary's never do."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    ready = Song.objects.filter(state=State.READY, finished_at__gt=now - WINDOW)
    columns = ready.order_by("-finished_at").values_list("model__slug", "created_at", "finished_at")
    for slug, asked, finished in columns[:MOST_TIMED]:
        if finished:
            times[slug].append((finished - asked).total_seconds())
    seconds = Metric("ready_seconds", "gauge", "From the press to the player, last 24 hours.")
    count = Metric("ready_songs", "gauge", "Songs that became ready in the last 24 hours.")
    for slug, taken in sorted(times.items()):
        taken.sort()
        count.samples.append(({"model": slug}, len(taken)))
        seconds.samples += [
            ({"model": slug, "quantile": q}, taken[min(len(taken) - 1, int(q * len(taken)))])
            for q in QUANTILES
        ]
    yield from (seconds, count)


def _credits() -> Iterator[Metric]:
    rows = Account.objects.filter(kind__in=Account.TEAM_KINDS).order_by()
    balances = dict(rows.values_list("kind").annotate(Sum("balance")))
    samples: list[tuple[dict[str, object], float]] = [
        ({"kind": kind}, balances.get(kind) or 0) for kind in Account.TEAM_KINDS
    ]
    yield Metric("credits", "gauge", "Credits in the teams' wallets.", samples)
    earned = Transfer.objects.filter(kind=Transfer.Kind.CAPTURE).aggregate(Sum("amount"))
    taken = earned["amount__sum"] or 0
    yield Metric("credits_earned_total", "counter", "Credits taken for songs.", [({}, taken)])


def _worker(now: datetime) -> Iterator[Metric]:
    """Left out until there is one: an age of nothing would be a lie."""
    seen = leases.last_seen(leases.SWEEP)
    age = Metric("worker_last_seen_seconds", "gauge", "Since a worker last reported.")
    if seen:
        age.samples.append(({}, max(0.0, (now - seen).total_seconds())))
    yield age
