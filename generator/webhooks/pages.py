"""What the pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from generator.teams.models import Team, User
from generator.webhooks import forms, queries, schedule
from generator.webhooks.actions import OVERLAP
from generator.webhooks.courier import callback_key
from generator.webhooks.models import Delivery, Endpoint, Event, Signing

PAGE = 30
STYLES = {"accepted": "done", "waiting": "held", "given up": "hard"}


@dataclass(frozen=True)
class Sent:
    """A delivery in words. `style` is a tag's, see `static/css/job.css`."""

    delivery: Delivery

    @property
    def style(self) -> str:
        return STYLES[self.delivery.state]

    @property
    def outcome(self) -> str:
        """What became of it, in a sentence."""
        one = self.delivery
        if one.accepted_at:
            return "At the first try." if one.tries == 1 else f"At try {one.tries}."
        if one.next_try_at is None:
            return "Not accepted." if one.tries == 1 else f"Given up after {one.tries} tries."
        if one.endpoint and one.endpoint.disabled_at:
            return "Waits until the endpoint is turned on."
        if one.tries == 0:
            return "On its way."
        return f"Tried {'once' if one.tries == 1 else f'{one.tries} times'}."

    @property
    def next_try_at(self) -> datetime | None:
        off = self.delivery.endpoint and self.delivery.endpoint.disabled_at
        return self.delivery.next_try_at if self.delivery.tries and not off else None

    @property
    def moves(self) -> bool:
        """Whether the page should look again: it is on its way for the first time."""
        return self.delivery.tries == 0 and self.delivery.state == "waiting"


def index(user: User, **more: Any) -> dict[str, Any]:
    """All endpoints of the teams whose webhooks the person manages."""
    teams = list(queries.managed_teams(user))
    rows = Endpoint.objects.filter(team__in=teams).select_related("team")
    fresh = {"events": [event for event in Event if event != Event.TEST]}
    return {
        "teams": teams, "rows": rows, "many": len(teams) > 1, "words": schedule.IN_WORDS,
        "form": forms.NewEndpointForm(user=user, initial=fresh), **more,
    }  # fmt: skip


def endpoint(one: Endpoint, query: QueryDict, *, now: datetime, **more: Any) -> dict[str, Any]:
    return {
        "endpoint": one, "form": forms.of(one), **_signed(one, now), **more,
        **_list(one.deliveries.select_related("endpoint", "song"), query),
    }  # fmt: skip


def callbacks(team: Team, query: QueryDict, *, now: datetime) -> dict[str, Any]:
    """The deliveries to `callback_url`s of a team's tasks, and what signs them."""
    rows = team.deliveries.filter(endpoint=None).select_related("song")
    return {"team": team, **_signed(callback_key(team.pk), now), **_list(rows, query)}


def delivery(one: Delivery) -> dict[str, Any]:
    return {"sent": Sent(one), "delivery": one, "attempts": one.attempts.all()}


def _signed(signing: Signing, now: datetime) -> dict[str, Any]:
    return {"signing": signing, "overlaps": len(signing.secrets_at(now)) > 1,
            "overlap_hours": int(OVERLAP.total_seconds() // 3600)}  # fmt: skip


def _list(rows: QuerySet[Delivery], query: QueryDict) -> dict[str, Any]:
    """Newest first, by key and not by count; bodies are long, and no list shows them."""
    asked = query.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    rows = rows.defer("body").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    sent = [Sent(one) for one in found[:PAGE]]
    return {
        "sent": sent, "first": not before, "moving": any(one.moves for one in sent),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
    }  # fmt: skip
