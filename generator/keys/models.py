"""API keys. A key is shown once; what is kept of it is its SHA-256 and its first letters."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from generator.teams.models import Team, User

NAME_MOST = 80


class ApiKey(models.Model):
    """Lets a person's programs in, for one team.

    A rotated key keeps its row, its rights and what it has spent; the one before goes on
    working until `previous_until`. `model_slugs` and `networks` that are empty limit nothing. Caps
    are in credits for each calendar day or month in the site's time zone; NULL is no cap.
    """

    class Scope(models.TextChoices):
        MAKE = "make", "Make songs and cancel them"
        READ = "read", "Read the team's songs"
        USAGE = "usage", "See the team's credits and usage"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="api_keys")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=NAME_MOST)
    prefix = models.CharField(max_length=11)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    previous_prefix = models.CharField(max_length=11, blank=True)
    previous_digest = models.CharField(max_length=64, blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, blank=True)
    scopes = models.JSONField(default=list)
    model_slugs = models.JSONField(default=list, blank=True)
    networks = models.JSONField(default=list, blank=True, help_text="as in 203.0.113.0/24")
    daily_cap = models.PositiveIntegerField(null=True, blank=True, help_text="credits")
    monthly_cap = models.PositiveIntegerField(null=True, blank=True, help_text="credits")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, help_text="to the minute")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["previous_digest"], condition=~Q(previous_digest=""), name="key_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_capped(self) -> bool:
        return self.daily_cap is not None or self.monthly_cap is not None
