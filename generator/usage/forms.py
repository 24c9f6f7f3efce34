"""Which calls a person asks for on the page."""

from collections.abc import Iterable
from typing import Any

from django import forms

from generator.catalog.models import MusicModel
from generator.keys.models import ApiKey
from generator.songs.models import State
from generator.teams.models import Team
from generator.usage.queries import WEB, Wanted
from generator.wallet.forms import DaysForm


def _choice(label: str, every: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", every)],
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"invalid_choice": f"“{label}” has no such choice. Pick one of these."},
    )  # fmt: skip


class UsageForm(DaysForm):
    model = _choice("Model", "All models")
    key = _choice("Key", "Web and keys")
    member = _choice("Person", "Everybody")
    state = _choice("State", "All states")

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = ApiKey.objects.filter(team=team).values_list("pk", "name", "prefix")
        people = team.membership_set.order_by("user__email").values_list("user__email", flat=True)
        self._add("model", MusicModel.objects.values_list("slug", "name"))
        self._add("key", [(WEB, "The web page"), *((pk, f"{name} ({p}…)") for pk, name, p in keys)])
        self._add("member", ((email, email) for email in people))
        self._add("state", State.choices)

    def _add(self, name: str, more: Iterable[tuple[object, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        every: list[tuple[str, str]] = list(field.choices)  # type: ignore[arg-type]
        field.choices = every + [(str(value), label) for value, label in more]

    def wanted(self) -> Wanted:
        """What is asked for; a field with a mistake in it asks for nothing."""
        since, until = self.bounds()
        words = {name: self.cleaned_data.get(name, "") for name in ("model", "key", "member")}
        return Wanted(since, until, **words, state=self.cleaned_data.get("state", ""))
