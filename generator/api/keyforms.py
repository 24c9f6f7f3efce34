"""What people type about their keys. Every refusal is a sentence."""

import ipaddress
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from generator.catalog.models import MusicModel
from generator.catalog.queries import offered
from generator.keys.models import NAME_MOST, ApiKey
from generator.songs.forms import Text
from generator.teams.models import Membership, Team, User
from generator.teams.queries import places_of, teams_of
from generator.teams.roles import Act, may

CAP_MOST = 1_000_000_000
NETWORKS_MOST = 20
LIVES = [("", "Never"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year")]
OVERLAPS = [("0", "At once"), ("1", "In 1 hour"), ("24", "In 24 hours"), ("168", "In 7 days")]


def _cap(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=CAP_MOST,
        error_messages={
            "invalid": "A whole number of credits, or nothing.",
            "min_value": "0 credits or more.",
            "max_value": "That is more than anybody can spend.",
        },
    )  # fmt: skip


class Networks(forms.CharField):
    """Addresses and networks, each on a line or between commas."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        words = (super().to_python(value) or "").replace(",", " ").split()
        if len(words) > NETWORKS_MOST:
            raise forms.ValidationError(f"At most {NETWORKS_MOST} networks.")
        return [_network(word) for word in words]


def _network(word: str) -> str:
    try:
        return str(ipaddress.ip_network(word))
    except ValueError as error:
        raise forms.ValidationError(
            f"“{word[:50]}” is no address and no network as in 203.0.113.0/24."
        ) from error


class KeyForm(forms.Form):
    name = Text(
        label="Name", max_length=NAME_MOST,
        error_messages={
            "required": "Give the key a name: what will use it.",
            "max_length": f"A key's name has at most {NAME_MOST} characters.",
        },
    )  # fmt: skip
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(), empty_label=None,
        error_messages={"required": "Pick a team.", "invalid_choice": "You are not in that team."},
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label="It may", choices=ApiKey.Scope.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one thing that the key is for.",
            "invalid_choice": "That is nothing a key can be for.",
        },
    )  # fmt: skip
    life = forms.ChoiceField(
        label="It expires", choices=LIVES, required=False,
        error_messages={"invalid_choice": "Pick one of these."},
    )  # fmt: skip
    models = forms.ModelMultipleChoiceField(
        label="Only these models", queryset=MusicModel.objects.none(), required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "That model is not on offer."},
    )  # fmt: skip
    networks = Networks(
        label="Only from these addresses", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text="As in 203.0.113.7 or 2001:db8::/32. Empty: from anywhere.",
    )  # fmt: skip
    daily_cap, monthly_cap = _cap("Credits a day"), _cap("Credits a month")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "key_%s", **kwargs})
        self.user = user
        self.fields["team"].queryset = teams_of(user)  # type: ignore[attr-defined]
        self.fields["models"].queryset = offered()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        team, scopes = data.get("team"), data.get("scopes", [])
        if team and ApiKey.Scope.MAKE in scopes and not may(self.place(), Act.MAKE):
            self.add_error("scopes", f"You can listen to “{team}”, but not make songs for it.")
        return data

    def place(self) -> Membership:
        """The person's place in the team that was picked."""
        return places_of(self.user).select_related("user").get(team=self.cleaned_data["team"])

    def rights(self) -> dict[str, Any]:
        """What the key is to be, for `issue`."""
        data = self.cleaned_data
        days = int(data["life"] or 0)
        return {
            "name": data["name"], "scopes": data["scopes"], "networks": data["networks"],
            "model_slugs": [model.slug for model in data["models"]],
            "daily_cap": data["daily_cap"], "monthly_cap": data["monthly_cap"],
            "expires_at": timezone.now() + timedelta(days=days) if days else None,
        }  # fmt: skip


class RotateForm(forms.Form):
    overlap = forms.TypedChoiceField(
        label="The old key ends", choices=OVERLAPS, coerce=int, initial="24",
        error_messages={
            "required": "Say when the old key ends.",
            "invalid_choice": "Pick one of these.",
        },
    )  # fmt: skip
