"""What people type about teams. Every refusal is a sentence."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator

from generator.songs.forms import Text
from generator.teams import asks
from generator.teams.actions import NAME_MOST
from generator.teams.models import Membership
from generator.teams.roles import below

CAP_MOST = 1_000_000_000


class NameForm(forms.Form):
    name = Text(
        label="Name",
        max_length=NAME_MOST,
        error_messages={
            "required": "Give the team a name.",
            "max_length": f"A team's name has at most {NAME_MOST} characters.",
        },
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="Email",
        error_messages={"required": "Say who, by their email address."},
        validators=[EmailValidator("That is not an email address.")],
    )
    role = forms.ChoiceField(
        label="As", error_messages={"invalid_choice": "You can't hand out that role."}
    )

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "invite_%s", **kwargs})
        self.fields["role"].choices = _roles(by)  # type: ignore[attr-defined]
        self.fields["role"].initial = Membership.Role.MEMBER


class RoleForm(forms.Form):
    role = forms.ChoiceField(error_messages={"invalid_choice": "You can't hand out that role."})

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(by)  # type: ignore[attr-defined]


def _roles(by: Membership) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in reversed(below(by))]


def _cap(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=CAP_MOST,
        error_messages={
            "invalid": f"{label}: a whole number of credits, or nothing.",
            "min_value": f"{label}: 0 credits or more.",
            "max_value": f"{label}: that is more than anybody can spend.",
        },
    )


class CapsForm(forms.Form):
    daily, weekly, monthly = _cap("A day"), _cap("A week"), _cap("A month")


class AskForm(forms.Form):
    amount = forms.IntegerField(
        label="Credits",
        min_value=1,
        max_value=asks.MOST,
        error_messages={
            "required": "Say how many credits.",
            "invalid": "The amount is a whole number of credits.",
            "min_value": "Ask for at least 1 credit.",
            "max_value": f"Ask for at most {asks.MOST:,} credits.",
        },
    )
    note = Text(
        label="What for",
        required=False,
        max_length=300,
        error_messages={"max_length": "Keep the note to 300 characters."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s", **kwargs})
