"""The ledger's two tables. A transfer is one row: it debits one account and credits another."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from generator.keys.models import ApiKey
from generator.teams.models import Team


class Account(models.Model):
    """A pot of credits.

    A team has two, with balances that the database keeps at zero or above. The site's own
    accounts keep no balance: every song of every team would queue on that one row.
    """

    class Kind(models.TextChoices):
        AVAILABLE = "available"
        HELD = "held"
        ISSUED = "issued", "issued by the site"
        EARNED = "earned", "earned by songs"

    TEAM_KINDS: ClassVar[tuple[Kind, ...]] = (Kind.AVAILABLE, Kind.HELD)
    SITE_KINDS: ClassVar[tuple[Kind, ...]] = (Kind.ISSUED, Kind.EARNED)

    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    balance = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "kind"], name="one_account_per_team_and_kind"),
            # A unique constraint takes NULLs for different, so the site's accounts need their own.
            models.UniqueConstraint(
                fields=["kind"], condition=Q(team=None), name="one_site_account_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(team=None, balance=None)
                | Q(team__isnull=False, balance__isnull=False, balance__gte=0),
                name="team_balance_never_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team or 'site'}: {self.kind}"


class Transfer(models.Model):
    """Credits that moved, once and for good: mistakes are mended by another transfer."""

    class Kind(models.TextChoices):
        GRANT = "grant", "granted"
        ADJUST = "adjust", "adjusted"
        HOLD = "hold", "held"
        CAPTURE = "capture", "charged"
        RELEASE = "release", "returned"
        MOVE = "move", "moved"

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="transfers")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.PositiveBigIntegerField()
    memo = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    api_key = models.ForeignKey(
        ApiKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["team", "-id"], name="statement"),
            # What a team got from other teams belongs on its statement, too.
            models.Index(fields=["credit", "-id"], condition=Q(kind="move"), name="moved_in"),
            # What a member has spent since a day: the caps ask at each hold.
            models.Index(
                fields=["team", "actor", "created_at"],
                condition=Q(kind="hold"),
                name="holds_of_member",
            ),
            models.Index(
                fields=["api_key", "created_at"],
                condition=Q(api_key__isnull=False),
                name="holds_of_key",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_goes_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A transfer is never changed; add one that corrects it.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A transfer is never deleted; add one that corrects it.")
