"""Sending one delivery: claim it, post it in no transaction, write down what came of it."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from generator import outward
from generator.errors import UnsafeAddress
from generator.notices import actions as notices
from generator.webhooks import messages, queries, schedule, signing
from generator.webhooks.models import (
    ANSWER_MOST,
    Attempt,
    CallbackKey,
    Delivery,
    Endpoint,
    Event,
    Signing,
)

POST_SECONDS = 15
CLAIM = timedelta(minutes=2)
"""Longer than a try can take: what is due after that was being sent by a process that died."""


@dataclass(frozen=True)
class Parcel:
    """All that is sent, read while the delivery was claimed: posting asks no database."""

    url: str
    content: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came back, or why nothing did. `status` is HTTP's."""

    milliseconds: int
    status: int | None = None
    answer: str = ""
    retry_after: str = ""
    error: str = ""


def policy() -> outward.Policy:
    """Customers' addresses: https of the public internet, and what the operator named."""
    return outward.Policy(allowed_origins=frozenset(settings.WEBHOOK_ORIGINS), any_port=True)


def claim(delivery: Delivery, *, now: datetime) -> Parcel | None:
    """Take the delivery for this try; None where another process was quicker."""
    mine = Delivery.objects.filter(pk=delivery.pk, next_try_at=delivery.next_try_at)
    later = now + CLAIM
    if not mine.update(next_try_at=later):
        return None
    delivery.next_try_at = later
    if not delivery.body:
        delivery.body = messages.body_of(delivery, now=now)
        Delivery.objects.filter(pk=delivery.pk).update(body=delivery.body)
    signed = signing.headers(
        delivery.message_id, delivery.body, secrets=_signing(delivery).secrets_at(now), now=now
    )
    return Parcel(delivery.url, delivery.body.encode(), signed)


def _signing(delivery: Delivery) -> Signing:
    return delivery.endpoint or callback_key(delivery.team_id)


def callback_key(team_id: int) -> CallbackKey:
    """What signs the callbacks of the team's single tasks; made when it is first wanted."""
    return CallbackKey.objects.get_or_create(team_id=team_id)[0]


def post(parcel: Parcel, *, policy: outward.Policy) -> Outcome:
    """One try. It never raises for what the other side does."""
    begun = time.monotonic()
    try:
        answer = outward.post(
            parcel.url, content=parcel.content, headers=parcel.headers,
            timeout_seconds=POST_SECONDS, policy=policy, max_bytes=ANSWER_MOST,
        )  # fmt: skip
    except (outward.OutwardError, UnsafeAddress) as error:
        return Outcome(_since(begun), error=str(error))
    said = answer.body.decode(errors="replace").replace("\0", "")
    return Outcome(_since(begun), answer.status, said, answer.retry_after)


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)


@transaction.atomic
def record(delivery: Delivery, outcome: Outcome, *, now: datetime) -> None:
    """Write the try down, and what follows from it."""
    attempt = Attempt.objects.create(
        delivery=delivery, at=now, milliseconds=outcome.milliseconds, status=outcome.status,
        error=outcome.error, answer=outcome.answer,
    )  # fmt: skip
    # Sent again by hand meanwhile, or taken for dead: the row is about another try by now.
    mine = Delivery.objects.filter(pk=delivery.pk, next_try_at=delivery.next_try_at)
    delivery.tries += 1
    delivery.accepted_at = now if attempt.accepted else None
    delivery.next_try_at = None if attempt.accepted else _next_try(delivery, outcome, now=now)
    mine.update(
        tries=delivery.tries, accepted_at=delivery.accepted_at, next_try_at=delivery.next_try_at
    )
    if delivery.endpoint and attempt.accepted:
        Endpoint.objects.filter(pk=delivery.endpoint.pk).update(last_accepted_at=now)
    elif delivery.endpoint and delivery.next_try_at is None:
        _consider_off(delivery, delivery.endpoint, outcome, now=now)


def _next_try(delivery: Delivery, outcome: Outcome, *, now: datetime) -> datetime | None:
    if outcome.status == 410 or delivery.event == Event.TEST:
        return None
    at = schedule.next_try(delivery.tries, now=now)
    wait = schedule.asked_wait(outcome.status, outcome.retry_after, now=now)
    return max(at, now + wait) if at else None


def _consider_off(
    delivery: Delivery, endpoint: Endpoint, outcome: Outcome, *, now: datetime
) -> None:
    """After 410, and when a delivery was given up and no other was accepted since it began."""
    endpoint.refresh_from_db(fields=["last_accepted_at"])
    accepted = endpoint.last_accepted_at
    if outcome.status == 410:
        turn_off(endpoint, why=Endpoint.Off.GONE, now=now)
    elif delivery.event != Event.TEST and (accepted is None or accepted < delivery.since):
        turn_off(endpoint, why=Endpoint.Off.SILENT, now=now)


def turn_off(endpoint: Endpoint, *, why: Endpoint.Off, now: datetime) -> None:
    """Send nothing more; whoever can turn it on again is told, unless one of them did it."""
    on = Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None)
    if on.update(disabled_at=now, disabled_why=why) and why != Endpoint.Off.BY_HAND:
        notices.tell(
            queries.managers_of(endpoint.team), title=f"Webhook turned off: {endpoint}"[:200],
            said=f"{why.label} Look at its deliveries, then turn it on again.",
            path=endpoint.get_absolute_url(), now=now,
        )  # fmt: skip
