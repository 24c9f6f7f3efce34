"""What a person may narrow their library by."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from generator.catalog.models import MusicModel
from generator.library.shelf import NEWEST, SORTS, Sort
from generator.songs.forms import Text
from generator.songs.models import State
from generator.teams.models import Team, User
from generator.teams.queries import teams_of

WORKING = "working"
STATES = [
    (State.READY.value, "Ready"), (WORKING, "In the works"), (State.FAILED.value, "Failed"),
    (State.CANCELLED.value, "Cancelled"), (State.EXPIRED.value, "Timed out"),
]  # fmt: skip
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4})", re.ASCII)
WRONG = {"invalid_choice": "That is not one of these."}
WRONG_DAY = {"invalid": "A day is written like 2026-05-31."}
EARLIEST, LATEST = date(2000, 1, 1), date(9000, 1, 1)
"""Days that every database can tell a time zone's midnight of."""


class LengthField(forms.CharField):
    """A length as people write it: 2:30 is two and a half minutes, 45 is seconds."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        found = CLOCK.fullmatch(text.strip())
        if not found:
            raise forms.ValidationError("A length is written like 2:30.")
        return float(int(found[1] or 0) * 60 + int(found[2]))


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        return min(max(day, EARLIEST), LATEST) if day else None


class FilterForm(forms.Form):
    """Every field may be empty, and one that makes no sense is told and otherwise left out."""

    q = Text(required=False, max_length=300, label="Search")
    sort = forms.ChoiceField(
        required=False, choices=[(s.name, s.label) for s in SORTS.values()], error_messages=WRONG
    )
    state = forms.ChoiceField(
        required=False, choices=[("", "Any state"), *STATES], error_messages=WRONG
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, empty_label="Any team", error_messages=WRONG
    )
    model = forms.ModelChoiceField(
        MusicModel.objects.all(), to_field_name="slug", required=False, empty_label="Any model",
        error_messages=WRONG,
    )  # fmt: skip
    maker = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Anybody", label="Made by",
        error_messages=WRONG,
    )  # fmt: skip
    favourite = forms.BooleanField(required=False, label="Only favourites")
    after = DayField(required=False, label="Made from", error_messages=WRONG_DAY)
    before = DayField(required=False, label="Made until", error_messages=WRONG_DAY)
    longer = LengthField(required=False, label="Length from")
    shorter = LengthField(required=False, label="Length to")

    NARROWING = (
        "state", "team", "model", "maker", "favourite", "after", "before", "longer", "shorter",
    )  # fmt: skip

    def __init__(self, query: QueryDict, *, user: User) -> None:
        super().__init__(query, auto_id="filter_%s")
        self.query = query
        teams = teams_of(user)
        makers = User.objects.filter(membership__team__in=teams.order_by()).distinct()
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["maker"].queryset = makers.order_by("email")  # type: ignore[attr-defined]

    @property
    def sort_by(self) -> Sort:
        return SORTS.get(self.cleaned_data.get("sort", ""), NEWEST)

    @property
    def text(self) -> str:
        found: str = self.cleaned_data.get("q", "")
        return found

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are on, and are in order."""
        values = {name: self.cleaned_data.get(name) for name in self.NARROWING}
        return {name: value for name, value in values.items() if value not in (None, "", False)}

    @property
    def chips(self) -> list[dict[str, str]]:
        """A filter in words each, and the query without it."""
        return [
            {"name": name, "words": self._words(name, value), "without": self._without(name)}
            for name, value in self.asked.items()
        ]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            value = date_format(value, "j M Y")
        elif isinstance(value, float):
            value = f"{int(value) // 60}:{int(value) % 60:02}"
        elif name == "state":
            return dict(STATES)[value]
        words = {
            "team": "{}", "model": "{}", "maker": "by {}", "favourite": "Favourites",
            "after": "from {}", "before": "to {}", "longer": "at least {}", "shorter": "at most {}",
        }  # fmt: skip
        return words[name].format(value)

    def _without(self, name: str) -> str:
        """The query of the same page without one filter, and from the beginning."""
        query = self.query.copy()
        for gone in (name, "from", "back"):
            query.pop(gone, None)
        for empty in [key for key, value in query.items() if not value]:
            del query[empty]
        text: str = query.urlencode()
        return text
