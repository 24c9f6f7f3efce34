"""What people write about their songs and playlists."""

from typing import Any

from django import forms

from generator.library.playlists import NAME_MOST
from generator.songs.forms import Text
from generator.songs.models import NOTES_MOST
from generator.teams.models import Team, User
from generator.teams.queries import teams_to_make_for

TITLE_MOST = 200
NEW_LIST = "new"


class RenameForm(forms.Form):
    title = Text(
        required=False, max_length=TITLE_MOST,
        error_messages={"max_length": f"A title has at most {TITLE_MOST} characters."},
    )  # fmt: skip

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class NotesForm(forms.Form):
    """`before` is what the notes were on the page they were changed on."""

    notes = Text(
        required=False, max_length=NOTES_MOST,
        error_messages={
            "max_length": f"Notes have at most {NOTES_MOST:,} characters, and these have "
            "%(show_value)d. Nothing is saved yet."
        },
    )  # fmt: skip
    before = Text(required=False)


class PlaylistForm(forms.Form):
    """A playlist's name, and whose it is to be."""

    name = Text(
        max_length=NAME_MOST,
        error_messages={
            "required": "Give the playlist a name.",
            "max_length": f"A playlist's name has at most {NAME_MOST} characters.",
        },
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, empty_label="Only me", label="For",
        error_messages={"invalid_choice": "That is not a team you can make playlists for."},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = teams_to_make_for(user).filter(personal_of=None)
        self.fields["team"].queryset = shared  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Which song goes where in a playlist: before another one, or to the end. Both are ids."""

    song = forms.IntegerField(min_value=1, max_value=2**62)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)


def sentence(form: forms.Form) -> str:
    """What is wrong with it."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
