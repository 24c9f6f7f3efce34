"""The log of API requests."""

from typing import ClassVar

from django.db import models

from generator.keys.models import ApiKey
from generator.teams.models import Team, User


class ApiCall(models.Model):
    """One request that came with a key of ours, refused ones too. Kept 30 days.

    Nothing is locked or asked of other tables to write it, and whatever is deleted leaves it
    alone: its keys are no constraints. `key` and `user` may be NULL only so that reading finds
    the rows of those that are gone, too.
    """

    at = models.DateTimeField(db_index=True)
    team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    key = models.ForeignKey(
        ApiKey, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True,
        related_name="+",
    )  # fmt: skip
    user = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True,
        related_name="+",
    )  # fmt: skip
    method = models.CharField(max_length=10)
    route = models.CharField(max_length=40, help_text="the address' name, without what is in it")
    status = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    error = models.CharField(max_length=40, blank=True, help_text="as in the answer's type")
    request_id = models.CharField(max_length=64)
    song_number = models.BigIntegerField(null=True, help_text="of the song it began")

    class Meta:
        verbose_name = "API request"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "-id"], name="api_call_page"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.route}: {self.status}"
