"""What people type about an endpoint. Every refusal is a sentence."""

from typing import Any

from django import forms

from generator.errors import BadInput
from generator.songs.forms import Text
from generator.teams.models import Membership, Team, User
from generator.teams.queries import places_of
from generator.webhooks.actions import check_url
from generator.webhooks.models import NAME_MOST, SUBSCRIBABLE, URL_MOST, Endpoint
from generator.webhooks.queries import managed_teams


class EndpointForm(forms.Form):
    url = Text(
        label="Address", widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
        max_length=URL_MOST, help_text="It begins with https:// and is on the public internet.",
        error_messages={
            "required": "Give the address that events are posted to.",
            "max_length": f"An address has at most {URL_MOST:,} characters.",
        },
    )  # fmt: skip
    name = Text(
        label="Name", required=False, max_length=NAME_MOST,
        error_messages={"max_length": f"A name has at most {NAME_MOST} characters."},
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label="It gets", choices=[(event.value, event.label) for event in SUBSCRIBABLE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one event.",
            "invalid_choice": "That is no event.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "hook_%s", **kwargs})

    def clean_url(self) -> str:
        try:
            return check_url(self.cleaned_data["url"])
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error


class NewEndpointForm(EndpointForm):
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(), empty_label=None,
        error_messages={
            "required": "Pick a team.",
            "invalid_choice": "You can't manage the webhooks of that team.",
        },
    )  # fmt: skip
    field_order = ("url", "name", "team", "events")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["team"].queryset = managed_teams(user)  # type: ignore[attr-defined]

    def place(self) -> Membership:
        """The person's place in the team that was picked."""
        return places_of(self.user).select_related("user").get(team=self.cleaned_data["team"])


def of(endpoint: Endpoint) -> EndpointForm:
    """To change it, as it is."""
    return EndpointForm(
        initial={"url": endpoint.url, "name": endpoint.name, "events": endpoint.events}
    )
