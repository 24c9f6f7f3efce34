"""Grant and adjust, as admin actions on teams and on people: amount, reason, once."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from generator.errors import InsufficientCredits, LedgerError
from generator.ops.adminparts import Steps, team_name
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Transfer

MOST = 1_000_000_000
"""Credits that one press moves; more is a slip of the finger."""
MOST_TOLD = 5
TOO_MANY = f"At most {MOST:,} credits at once."
Move = Callable[..., Transfer]


class CreditsForm(forms.Form):
    amount = forms.IntegerField(
        max_value=MOST,
        help_text="credits, for each of them",
        error_messages={
            "required": "Say how many credits.",
            "invalid": "The amount is a whole number of credits.",
            "max_value": TOO_MANY,
        },
    )
    reason = forms.CharField(
        max_length=300,
        help_text="The team reads it in its wallet.",
        error_messages={
            "required": "Say why; the team reads it in its wallet.",
            "max_length": "Keep the reason to 300 characters.",
        },
    )
    token = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class GrantForm(CreditsForm):
    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount < 1:
            raise ValidationError("Grant at least 1 credit; to take credits away, adjust.")
        return amount


class AdjustForm(CreditsForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["amount"].help_text = "credits, for each of them; a minus takes them away"

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount == 0:
            raise ValidationError("Zero changes nothing. Add credits, or take some with a minus.")
        if amount < -MOST:
            raise ValidationError(TOO_MANY)
        return amount


class MovesCredits(Steps):
    actions = ("grant_credits", "adjust_credits")

    def teams_behind(self, rows: QuerySet[Team] | QuerySet[User]) -> list[Team]:
        """Whose credits are moved."""
        raise NotImplementedError

    def has_move_credits_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generator.add_transfer")

    @admin.action(description="Grant credits…", permissions=["move_credits"])
    def grant_credits(self, request: HttpRequest, rows: QuerySet[Team]) -> HttpResponse | None:
        return self._move(request, rows, kind=GrantForm, move=ledger.grant, title="Grant credits")

    @admin.action(description="Adjust credits…", permissions=["move_credits"])
    def adjust_credits(self, request: HttpRequest, rows: QuerySet[Team]) -> HttpResponse | None:
        title = "Adjust credits"
        return self._move(request, rows, kind=AdjustForm, move=ledger.adjust, title=title)

    def _move(
        self,
        request: HttpRequest,
        rows: QuerySet[Team],
        *,
        kind: type[CreditsForm],
        move: Move,
        title: str,
    ) -> HttpResponse | None:
        """Ask for an amount and a reason; then move them, for every team or for none."""
        form = kind(request.POST if "sure" in request.POST else None)
        if form.is_valid():
            try:
                moved = move_all(
                    self.teams_behind(rows), form.cleaned_data, actor_of(request), move
                )
            except (InsufficientCredits, LedgerError) as error:
                form.add_error(None, f"{error} Nothing was moved.")
            else:
                self._tell(request, moved)
                return self.back(request)
        return self.ask(request, rows, form=form, title=title, button=title)

    def _tell(self, request: HttpRequest, moved: list[Transfer]) -> None:
        for transfer in moved:
            self.log_change(
                request, transfer.team, f"{team_name(transfer.team)}, {transfer}: {transfer.memo}"
            )
        for transfer in moved[:MOST_TOLD]:
            available = ledger.balance_of(transfer.team).available
            words = f"Done: {team_name(transfer.team)} has {available:,} credits now."
            self.message_user(request, words, messages.SUCCESS)
        if len(moved) > MOST_TOLD:
            words = f"And so for {len(moved) - MOST_TOLD:,} more."
            self.message_user(request, words, messages.SUCCESS)


def actor_of(request: HttpRequest) -> User:
    """The admin; nobody else gets this far."""
    assert isinstance(request.user, User)
    return request.user


@transaction.atomic
def move_all(teams: list[Team], asked: dict[str, Any], actor: User, move: Move) -> list[Transfer]:
    """The same press again finds the transfers that it made the first time."""
    return [_move_one(team, asked, actor=actor, move=move) for team in teams]


def _move_one(team: Team, asked: dict[str, Any], *, actor: User, move: Move) -> Transfer:
    amount, key = asked["amount"], f"admin:{asked['token']}:{team.pk}"
    first = Transfer.objects.filter(key=key).select_related("credit").first()
    if first and amount != (first.amount if first.credit.team_id else -first.amount):
        raise LedgerError("This page has moved credits once already; open it again to move more.")
    try:
        return move(team, amount, key=key, memo=asked["reason"], actor=actor)
    except InsufficientCredits as error:
        raise InsufficientCredits(f"{team_name(team)}: {error}") from error
