"""An endpoint is a team's address for events; a delivery is one event on its way to one address."""

import base64
import secrets
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse

from generator.songs.models import Song
from generator.teams.models import Team, User

URL_MOST = 2_000
NAME_MOST = 80
SECRET_BYTES = 32
ANSWER_MOST = 1024
"""Bytes of a receiver's answer that are kept."""


def new_secret() -> str:
    """https://github.com/standard-webhooks/standard-webhooks: "whsec_", then 24 to 64 bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def new_id() -> str:
    return f"msg_{uuid4().hex}"


class Signing(models.Model):
    """What messages are signed with. The secret that was rotated out signs along for a while."""

    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    previous_secret = models.CharField(max_length=100, blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def secrets_at(self, now: datetime) -> list[str]:
        """The present one first."""
        overlaps = self.previous_until is not None and self.previous_until > now
        return [self.secret, self.previous_secret] if overlaps else [self.secret]


class CallbackKey(Signing):
    """Signs what goes to the `callback_url` of a team's single tasks."""

    team = models.OneToOneField(
        Team, primary_key=True, on_delete=models.CASCADE, related_name="callback_key"
    )

    def __str__(self) -> str:
        return f"callbacks of {self.team}"


class Event(models.TextChoices):
    """A song that ran out of time has failed."""

    READY = "song.ready", "A song is ready"
    FAILED = "song.failed", "A song has failed"
    CANCELLED = "song.cancelled", "A song was cancelled"
    TEST = "webhook.test", "A test"


SUBSCRIBABLE = tuple(event for event in Event if event != Event.TEST)


class Endpoint(Signing):
    """A team's address for events. Turned off it gets none, and what ends meanwhile is not sent."""

    class Off(models.TextChoices):
        BY_HAND = "by_hand", "Turned off by hand."
        BY_ADMIN = "by_admin", "An admin of this site turned it off."
        SILENT = "silent", "Nothing was accepted in a whole day."
        GONE = "gone", "It answered 410, which means: send nothing more."

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="webhooks")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=NAME_MOST, blank=True)
    url = models.CharField(max_length=URL_MOST)
    events = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    last_accepted_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_why = models.CharField(max_length=10, choices=Off.choices, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.name or urlsplit(self.url).netloc

    def get_absolute_url(self) -> str:
        return reverse("webhook", args=[self.pk])


class Callback(models.Model):
    """Where one task's end is told, as its `callback_url` asked."""

    song = models.OneToOneField(
        Song, primary_key=True, on_delete=models.CASCADE, related_name="callback"
    )
    url = models.CharField(max_length=URL_MOST)

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one address: an endpoint's, or a callback's where there is no endpoint.

    `body` is written at the first try and never again, so that every try says the same.
    `next_try_at` is NULL once it was accepted or given up. `tries` and `since` are of the present
    round: sending it again by hand starts a new one.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(
        Endpoint, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    callback_url = models.CharField(max_length=URL_MOST, blank=True)
    song = models.ForeignKey(Song, null=True, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20, choices=Event.choices)
    message_id = models.CharField("webhook-id", max_length=40, unique=True, default=new_id)
    body = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    since = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["endpoint", "song", "event"], name="one_delivery_per_endpoint"
            ),
            models.UniqueConstraint(
                fields=["song"], condition=Q(endpoint=None), name="one_delivery_per_callback"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="delivery_due"
            ),
            models.Index(fields=["endpoint", "-id"], name="delivery_list"),
            models.Index(fields=["happened_at"], name="delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"

    def get_absolute_url(self) -> str:
        return reverse("delivery", args=[self.pk])

    @property
    def url(self) -> str:
        return self.endpoint.url if self.endpoint else self.callback_url

    @property
    def state(self) -> str:
        if self.accepted_at:
            return "accepted"
        return "waiting" if self.next_try_at else "given up"


class Attempt(models.Model):
    """One try: what came back, or why nothing did."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP; none: no answer came")
    error = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=ANSWER_MOST, blank=True, help_text="its beginning")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.status or self.error}"

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
