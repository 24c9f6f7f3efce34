"""What to show of a statement."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from generator.wallet.models import Transfer

OUT_OF_TIME = "Choose a day between the years 2000 and 2999."


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(date(2000, 1, 1), OUT_OF_TIME),
            MaxValueValidator(date(2999, 12, 31), OUT_OF_TIME),
        ],
        error_messages={"invalid": "Write the day as year-month-day, like 2026-03-31."},
    )


class StatementForm(forms.Form):
    """`cleaned_data` is what `queries.statement` takes."""

    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Everything"), *Transfer.Kind.choices],
        error_messages={"invalid_choice": "Choose one of the kinds in the list."},
    )
    since = day("From")
    until = day("To")
    text = forms.CharField(
        label="Contains",
        required=False,
        max_length=100,
        error_messages={"max_length": "Search for at most 100 characters."},
    )
    before = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**63 - 1,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "There is no such page of this statement."
        ),
    )

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "“To” is before “From”; there is nothing in between.")
        return self.cleaned_data
