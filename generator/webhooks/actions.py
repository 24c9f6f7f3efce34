"""Writes: a song has ended, and what people do with their endpoints. No network inside."""

from datetime import datetime, timedelta

from django.db import transaction

from generator import outward, queue
from generator.errors import BadInput, Conflict, UnsafeAddress
from generator.songs.models import Song, State
from generator.teams.models import Membership, Team
from generator.teams.roles import Act, require
from generator.webhooks import courier, jobs, queries
from generator.webhooks.models import (
    URL_MOST,
    Callback,
    Delivery,
    Endpoint,
    Event,
    Signing,
    new_secret,
)

OVERLAP = timedelta(hours=24)
"""How long a secret that was rotated out signs along."""
ENDPOINTS_MOST = 20
EVENTS = {
    State.READY: Event.READY,
    State.FAILED: Event.FAILED,
    State.EXPIRED: Event.FAILED,
    State.CANCELLED: Event.CANCELLED,
}


def announce(song: Song, *, now: datetime) -> None:
    """One delivery for each address that wants to know, in the transaction that ends the song."""
    event = EVENTS[State(song.state)]
    told = {"team_id": song.team_id, "song": song, "event": event, **_begun(now)}
    rows = [Delivery(endpoint=one, **told) for one in queries.listening(song, event)]
    callback = Callback.objects.filter(song=song).first()
    if callback:
        rows.append(Delivery(callback_url=callback.url, **told))
    if rows:
        Delivery.objects.bulk_create(rows)
        queue.enqueue(jobs.deliver)


def _begun(now: datetime) -> dict[str, datetime]:
    return {"happened_at": now, "since": now, "next_try_at": now}


def check_url(url: str) -> str:
    """The address as it is kept. Raises `BadInput` where nothing would ever be sent there.

    What a name leads to is not asked now, as it may change: that is checked at each connection.
    """
    try:
        kept = str(outward.check(url, policy=courier.policy()))
    except UnsafeAddress as error:
        raise BadInput(str(error)) from error
    if len(kept) > URL_MOST:  # letters that are not ASCII have grown to three characters a byte
        raise BadInput(f"An address has at most {URL_MOST:,} characters.")
    return kept


def call_back(song: Song, *, url: str) -> None:
    """Tell this address of the song's end. `url` has passed `check_url`."""
    Callback.objects.get_or_create(song=song, defaults={"url": url})


@transaction.atomic
def add(place: Membership, *, url: str, name: str, events: list[str]) -> Endpoint:
    """Raises `NotAllowed`, and `Conflict` where the team has many already."""
    require(place, Act.HOOK)
    team = Team.objects.select_for_update().get(pk=place.team_id)
    if team.webhooks.count() >= ENDPOINTS_MOST:
        raise Conflict(f"“{team}” has {ENDPOINTS_MOST} webhooks. Delete one first.")
    return Endpoint.objects.create(team=team, made_by=place.user, url=url, name=name, events=events)


def change(endpoint: Endpoint, *, url: str, name: str, events: list[str]) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(url=url, name=name, events=events)


def turn_on(endpoint: Endpoint) -> None:
    """From now on it gets what happens, and first what was waiting when it was turned off."""
    Endpoint.objects.filter(pk=endpoint.pk).update(disabled_at=None, disabled_why="")
    queue.enqueue(jobs.deliver)


@transaction.atomic
def rotate(signing: Signing, *, now: datetime) -> None:
    """A new secret. The present one signs along for 24 hours; one before that ends at once."""
    row = type(signing)._default_manager.select_for_update().get(pk=signing.pk)
    row.previous_secret, row.previous_until = row.secret, now + OVERLAP
    row.secret = new_secret()
    row.save(update_fields=["secret", "previous_secret", "previous_until"])


@transaction.atomic
def send_test(endpoint: Endpoint, *, now: datetime) -> Delivery:
    """An event of the kind `webhook.test`, tried once. Raises `Conflict` where it is turned off."""
    _require_on(endpoint)
    delivery = Delivery.objects.create(
        team=endpoint.team, endpoint=endpoint, event=Event.TEST, **_begun(now)
    )
    queue.enqueue(jobs.deliver)
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, now: datetime) -> None:
    """The same message, id and body, on the schedule from its start.

    Raises `Conflict` where the endpoint is turned off. One that is waiting is tried now.
    """
    if delivery.endpoint:
        _require_on(delivery.endpoint)
    Delivery.objects.filter(pk=delivery.pk).update(
        since=now, next_try_at=now, tries=0, accepted_at=None
    )
    queue.enqueue(jobs.deliver)


def _require_on(endpoint: Endpoint) -> None:
    if endpoint.disabled_at:
        raise Conflict(f"“{endpoint}” is turned off. Turn it on first.")
