"""Today in figures, for the admin's front page: what went well, what did not, what waits.

A panel is left out where the person may not see the rows behind it. Every figure that counts
rows links to the list of just those rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils import timezone

from generator import queue
from generator.causes import Cause
from generator.ops import behaviour
from generator.ops.adminparts import in_words, url
from generator.ops.health import WORKER_SILENT_AFTER
from generator.songs import leases
from generator.songs.cards import TAGS
from generator.songs.models import Lease, Song, State
from generator.teams.models import User
from generator.wallet.models import Account, Transfer


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    url: str = ""
    style: str | None = None
    """Shows the label as a tag of that style."""


@dataclass(frozen=True)
class Panel:
    title: str
    total: str
    note: str
    figures: list[Figure]
    url: str = ""
    hard: bool = False
    """Whether an admin should stop and read it."""


def panels(user: AnonymousUser | User, *, now: datetime) -> list[Panel]:
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rules: tuple[tuple[str, Callable[[], Panel]], ...] = (
        ("generator.view_song", partial(songs, day)),
        ("generator.view_lease", partial(waiting, now)),
        ("generator.view_song", partial(failures, day)),
        ("generator.view_transfer", partial(credits, day)),
        ("generator.view_call", partial(providers, now)),
    )
    return [draw() for right, draw in rules if user.has_perm(right)]


def songs(day: datetime) -> Panel:
    made = Song.objects.filter(created_at__gte=day).order_by()
    counts = dict(made.values_list("state").annotate(number=Count("pk")))
    since = {"created_at__gte": day.isoformat()}
    figures = [
        Figure(
            TAGS[state][0], f"{counts[state]:,}", style=TAGS[state][1],
            url=url(Song, "changelist", state__exact=state, **since),
        )
        for state in State if state in counts
    ]  # fmt: skip
    total = sum(counts.values())
    return Panel("Songs", f"{total:,}", "asked for", figures, url(Song, "changelist", **since))


def failures(day: datetime) -> Panel:
    ended = Song.objects.filter(finished_at__gte=day).exclude(cause="").order_by()
    counts = dict(ended.values_list("cause").annotate(number=Count("pk")))
    since = {"finished_at__gte": day.isoformat()}
    figures = [
        Figure(
            Cause(cause).label, f"{number:,}", url(Song, "changelist", cause__exact=cause, **since)
        )
        for cause, number in sorted(counts.items(), key=lambda one: -one[1])
    ]
    theirs = counts.get(Cause.CANCELLED, 0)
    failed = sum(counts.values()) - theirs
    return Panel(
        "Failures", f"{failed:,}", "ended without a song", figures,
        url(Song, "changelist", **since), hard=failed > 0,
    )  # fmt: skip


def credits(day: datetime) -> Panel:
    moved = Transfer.objects.filter(created_at__gte=day).order_by()
    sums = dict(moved.values_list("kind").annotate(amount=Sum("amount")))
    pots = dict(
        Account.objects.exclude(team=None).values_list("kind").annotate(amount=Sum("balance"))
    )
    since = {"created_at__gte": day.isoformat()}
    figures = [
        Figure(
            f"{kind.label.capitalize()} today", f"{sums.get(kind, 0):,}",
            url(Transfer, "changelist", kind__exact=kind, **since),
        )
        for kind in Transfer.Kind if kind != Transfer.Kind.CAPTURE
    ]  # fmt: skip
    figures.append(Figure("Held now", f"{pots.get('held', 0):,}", style="held"))
    figures.append(Figure("With teams now", f"{pots.get('available', 0):,}"))
    charged = sums.get(Transfer.Kind.CAPTURE, 0)
    address = url(Transfer, "changelist", kind__exact=Transfer.Kind.CAPTURE, **since)
    return Panel("Credits", f"{charged:,}", "charged for songs", figures, address)


def waiting(now: datetime) -> Panel:
    lanes = {lane: queue.waiting(lane) for lane in queue.LANES}
    oldest = Song.objects.filter(state=State.QUEUED).aggregate(at=Min("created_at"))["at"]
    figures = [Figure(f"In lane “{lane}”", f"{number:,}") for lane, number in lanes.items()]
    queued = url(Song, "changelist", state__exact=State.QUEUED, o=7) if oldest else ""
    figures.append(
        Figure("Oldest queued song", in_words(now - oldest) if oldest else "none", queued)
    )
    seen = {lease.name: lease for lease in Lease.objects.all()}
    figures.append(_duty("Following", seen.get(leases.FOLLOW), now))
    figures.append(_duty("Sweep", seen.get(leases.SWEEP), now))
    asleep = _asleep(seen.get(leases.SWEEP), now)
    note = "messages; the worker has not reported" if asleep else "messages in the queue"
    address = url(Lease, "changelist")
    return Panel("Waiting", f"{sum(lanes.values()):,}", note, figures, address, hard=asleep)


def _duty(label: str, lease: Lease | None, now: datetime) -> Figure:
    if lease is None or lease.seen_at is None:
        return Figure(label, "never seen")
    if lease.until > now:
        return Figure(label, "at work", style="live")
    return Figure(label, f"{in_words(now - lease.seen_at)} ago")


def _asleep(sweep: Lease | None, now: datetime) -> bool:
    return sweep is None or sweep.seen_at is None or now - sweep.seen_at > WORKER_SILENT_AFTER


def providers(now: datetime) -> Panel:
    known = behaviour.of_all(now=now)
    address = reverse("admin:providers")
    figures = [
        Figure(one.name, _state(one), address, style="hard" if one.failing else None)
        for one in known
    ]
    connected = sum(one.connected for one in known)
    return Panel(
        "Providers", f"{connected} of {len(known)}", "connected", figures, address,
        hard=any(one.failing for one in known),
    )  # fmt: skip


def _state(one: behaviour.Behaviour) -> str:
    if not one.connected:
        return "not connected"
    rate = f"{one.day.rate} % errors in 24 h" if one.day.calls else "no calls in 24 h"
    return f"{rate}, {one.in_flight:,} in flight"
