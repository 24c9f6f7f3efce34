"""The two forms of the sharing panel."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from generator.sharing import queries
from generator.sharing.models import Link
from generator.songs.models import Song
from generator.teams.models import Team, User


class LinkForm(forms.Form):
    """What the link shows, and its last day."""

    download = forms.BooleanField(required=False, label="Download")
    lyrics = forms.BooleanField(required=False, label="Lyrics")
    prompt = forms.BooleanField(required=False, label="Prompt")
    last_day = forms.DateField(
        required=False, label="Last day", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # The browser says so itself, and nothing that was ticked is lost.
        self.fields["last_day"].widget.attrs["min"] = timezone.localdate().isoformat()

    @classmethod
    def showing(cls, link: Link | None) -> "LinkForm":
        if link is None:
            return cls()
        last = timezone.localdate(link.expires_at - timedelta(days=1)) if link.expires_at else None
        shown = {name: getattr(link, name) for name in ("download", "lyrics", "prompt")}
        return cls(initial={**shown, "last_day": last})

    def clean_last_day(self) -> datetime | None:
        """The moment it ends: the midnight after the last day, in the site's time zone."""
        day = self.cleaned_data["last_day"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError("The last day is over already. Pick a later one, or none.")
        if day.year > 9000:  # the next day must be a date, too
            raise forms.ValidationError("Leave the day empty for a link that stays.")
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class ShareForm(forms.Form):
    """Which of one's teams."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        empty_label=None,
        error_messages={
            "required": "Pick a team.",
            "invalid_choice": "That is not a team you can share it with.",
        },
    )

    def __init__(self, *args: Any, song: Song, user: User) -> None:
        super().__init__(*args)
        field: Any = self.fields["team"]
        field.queryset = queries.teams_to_share_into(song, user=user)
