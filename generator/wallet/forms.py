"""Which lines of a statement are wanted, and which credits move where."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from generator.teams.models import Team, User
from generator.wallet import ledger, moving
from generator.wallet.models import Transfer
from generator.wallet.queries import midnight

# The calendar's own ends have no day after, or none in UTC.
OUT_OF_TIME = "Choose a day between the years 2000 and 2999."


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        required=False,
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}),
        validators=[
            MinValueValidator(date(2000, 1, 1), OUT_OF_TIME),
            MaxValueValidator(date(2999, 12, 31), OUT_OF_TIME),
        ],
        error_messages={"invalid": f"“{label}” is a date, such as 2026-11-23."},
    )


class DaysForm(forms.Form):
    """A stretch of days, both ends included; either may be open."""

    since = _date("From")
    until = _date("To")

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or self.cleaned_data
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day comes before the first.")
        return data

    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """From the first moment, to the first one after; a field with a mistake is no bound."""
        self.is_valid()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return (
            midnight(since) if since else None,
            midnight(until + timedelta(days=1)) if until else None,
        )


class StatementForm(DaysForm):
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "All"), *Transfer.Kind.choices],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such kind of movement."},
    )
    text = forms.CharField(required=False, label="Words", max_length=100)

    def wanted(self) -> Q:
        """What the form asks for; a field with a mistake in it asks for nothing."""
        since, until = self.bounds()
        wanted = Q()
        if self.cleaned_data.get("kind"):
            wanted &= Q(kind=self.cleaned_data["kind"])
        if since:
            wanted &= Q(created_at__gte=since)
        if until:
            wanted &= Q(created_at__lt=until)
        if self.cleaned_data.get("text"):
            wanted &= Q(memo__icontains=self.cleaned_data["text"])
        return wanted


def _wallet(label: str, wrong: str) -> "forms.ModelChoiceField[Team]":
    return forms.ModelChoiceField(
        queryset=Team.objects.none(),
        label=label,
        empty_label=None,
        error_messages={"required": "Pick a wallet.", "invalid_choice": wrong},
    )


class MoveForm(forms.Form):
    source = _wallet("From", "You can't take credits out of that wallet.")
    to = _wallet("To", "You can't put credits into that wallet.")
    amount = forms.IntegerField(
        min_value=1,
        max_value=ledger.MOST,
        label="Credits",
        error_messages={
            "required": "Say how many credits.",
            "invalid": "The amount is a whole number of credits.",
            "min_value": "Move at least 1 credit.",
            "max_value": "That is more than one move takes.",
        },
    )
    token = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "move_%s", **kwargs})
        self.fields["source"].queryset = moving.sources(user)  # type: ignore[attr-defined]
        self.fields["to"].queryset = moving.targets(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or self.cleaned_data
        if data.get("source") and data.get("source") == data.get("to"):
            self.add_error("to", "Pick another wallet than the one the credits come from.")
        return data
