"""Which calls a person asks for on the page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

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


def _add(form: forms.Form, name: str, more: Iterable[tuple[object, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    every: list[tuple[str, str]] = list(field.choices)  # type: ignore[arg-type]
    field.choices = every + [(str(value), label) for value, label in more]


def _keys_of(team: Team) -> list[tuple[object, str]]:
    keys = ApiKey.objects.filter(team=team).values_list("pk", "name", "prefix")
    return [(pk, f"{name} ({prefix}…)") for pk, name, prefix in keys]


class UsageForm(DaysForm):
    model = _choice("Model", "All models")
    key = _choice("Key", "Web and keys")
    member = _choice("Person", "Everybody")
    state = _choice("State", "All states")

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = team.membership_set.order_by("user__email").values_list("user__email", flat=True)
        _add(self, "model", MusicModel.objects.values_list("slug", "name"))
        _add(self, "key", [(WEB, "The web page"), *_keys_of(team)])
        _add(self, "member", ((email, email) for email in people))
        _add(self, "state", State.choices)

    def wanted(self) -> Wanted:
        """What is asked for; a field with a mistake in it asks for nothing."""
        since, until = self.bounds()
        words = {name: self.cleaned_data.get(name, "") for name in ("model", "key", "member")}
        return Wanted(since, until, **words, state=self.cleaned_data.get("state", ""))


class RequestsForm(forms.Form):
    """Which API requests."""

    key = _choice("Key", "All keys")
    answer = _choice("Answer", "All answers")

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add(self, "key", _keys_of(team))
        _add(self, "answer", [(2, "2xx: done"), (4, "4xx: refused"), (5, "5xx: broke")])

    def wanted(self) -> Q:
        """What is asked for; a field with a mistake in it asks for nothing."""
        self.is_valid()
        found = Q()
        if key := self.cleaned_data.get("key"):
            found &= Q(key=int(key))
        if answer := self.cleaned_data.get("answer"):
            hundred = int(answer) * 100
            found &= Q(status__gte=hundred, status__lt=hundred + 100)
        return found
