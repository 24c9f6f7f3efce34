"""What was asked under an `Idempotency-Key`, and what was answered."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone

from generator.keys.models import ApiKey


class IdempotentCall(models.Model):
    """One call that is made once however often it arrives. `answer` is "" while it runs."""

    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="calls")
    name = models.CharField(max_length=255, help_text="the Idempotency-Key")
    body_sha256 = models.CharField(max_length=64)
    token = models.UUIDField(default=uuid4, help_text="the press of the button it stands for")
    answer = models.TextField(blank=True, help_text="JSON, as it was sent")
    claimed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["api_key", "name"], name="one_call_a_name")
        ]

    def __str__(self) -> str:
        return self.name
