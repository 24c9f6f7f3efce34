"""What a person may ask for. Every refusal is a sentence, and what was typed stays."""

import json
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from generator.catalog.models import BITRATES, SAMPLE_RATES, MusicModel
from generator.catalog.queries import offered
from generator.providers import registry
from generator.songs.models import Song
from generator.songs.queries import visible_songs
from generator.teams.models import Team, User
from generator.teams.queries import teams_to_make_for


def clean_text(text: str) -> str:
    """Line ends as one character, and no control characters but tab and line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if (c >= " " and not _unwritable(c)) or c in "\n\t").strip()


def _unwritable(char: str) -> bool:
    """DEL, and half a surrogate pair: no letter, and no database takes it."""
    return char == "\x7f" or "\ud800" <= char <= "\udfff"


class Text(forms.CharField):
    """Free text: pasted control characters (NUL and its like) are dropped, not argued about."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class Source(forms.ModelChoiceField):  # type: ignore[type-arg]
    """What the song is made from; where that is gone meanwhile, it is one of its own."""

    def to_python(self, value: Any) -> Song | None:
        try:
            found: Song | None = super().to_python(value)
        except forms.ValidationError:
            return None
        return found


class SongForm(forms.Form):
    prompt = Text(error_messages={"required": "Say what it should sound like."})
    lyrics = Text(required=False)
    title = Text(required=False)
    model = forms.ModelChoiceField(
        queryset=offered(),
        to_field_name="slug",
        empty_label=None,
        error_messages={
            "required": "Pick a model.",
            "invalid_choice": "That model is not on offer. Pick one of these.",
        },
    )
    bitrate = forms.TypedChoiceField(
        coerce=int, required=False, choices=[(rate, rate) for rate in BITRATES],
        error_messages={"invalid_choice": "That bitrate does not exist. Pick one of these."},
    )  # fmt: skip
    sample_rate = forms.TypedChoiceField(
        coerce=int, required=False, choices=[(rate, rate) for rate in SAMPLE_RATES],
        error_messages={"invalid_choice": "That sample rate does not exist. Pick one of these."},
    )  # fmt: skip
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(), required=False, empty_label=None,
        error_messages={"invalid_choice": "That is not a team you can make songs for."},
    )  # fmt: skip
    source = Source(queryset=Song.objects.none(), required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "The form came without its token. Press the button again.",
            "invalid": "The form's token was not in order. Press the button again.",
        },
    )

    def __init__(self, *args: Any, user: User, team: Team | None = None, **kwargs: Any) -> None:
        """`team`: the one it is for, where there is nothing to choose."""
        super().__init__(*args, **kwargs)
        self.user, self.given_team = user, team
        if team:
            del self.fields["team"]
        else:
            self.fields["team"].queryset = teams_to_make_for(user)  # type: ignore[attr-defined]
        if self.data.get("source"):
            self.fields["source"].queryset = visible_songs(user)  # type: ignore[attr-defined]
        self.initial.setdefault("token", str(uuid4()))

    @cached_property
    def chosen_model(self) -> MusicModel | None:
        """The model that was picked, even where another field is wrong."""
        return self.cleaned_data.get("model") if hasattr(self, "cleaned_data") else None

    def clean_model(self) -> MusicModel:
        model: MusicModel = self.cleaned_data["model"]
        if model.provider not in registry.connected():
            raise forms.ValidationError(
                f"{model.name} is not connected yet: an admin has to add its key. "
                "Pick another model."
            )
        return model

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        model = data.get("model")
        if model:
            self._check_lengths(model)
            self._check_quality(model)
        if not data.get("team"):
            data["team"] = self.given_team or getattr(self.user, "personal_team", None)
            if data["team"] is None and "team" not in self.errors:
                self.add_error("team", "You are in no team yet. Sign out and in again to get one.")
        if data.get("token"):
            data["token"] = _press(data["token"], data)
        else:
            self._renew_token()
        return data

    def _renew_token(self) -> None:
        """The page that tells of a bad token carries a good one, or no press would ever do."""
        data = QueryDict(mutable=True)
        data.update({**self.data, "token": str(uuid4())})
        self.data = data

    def _check_lengths(self, model: MusicModel) -> None:
        for name, most in (
            ("prompt", model.prompt_max),
            ("lyrics", model.lyrics_max if model.takes_lyrics else 0),
            ("title", model.title_max),
        ):
            length = len(self.cleaned_data.get(name, ""))
            if length > most:
                self.add_error(name, _too_long(name, model, length, most))

    def _check_quality(self, model: MusicModel) -> None:
        for name, allowed, default in (
            ("bitrate", model.bitrates, model.default_bitrate),
            ("sample_rate", model.sample_rates, model.default_sample_rate),
        ):
            value = self.cleaned_data.get(name)
            if value in ("", None):
                self.cleaned_data[name] = default
            elif value not in allowed:
                self.add_error(
                    name, f"{model.name} can't do that. It offers {_listed(name, allowed)}."
                )


def _too_long(name: str, model: MusicModel, length: int, most: int) -> str:
    if not most:
        return f"{model.name} takes no lyrics. Pick another model, or leave them out."
    are, them = ("are", "them") if name == "lyrics" else ("is", "it")
    return (
        f"The {name} {are} {length:,} characters long and {model.name} takes {most:,}: "
        f"shorten {them} by {length - most:,}."
    )


def _listed(name: str, values: list[int]) -> str:
    """As in "32, 64 and 128 kbps"."""
    *most, last = [f"{value / 1000:g}" for value in values]
    unit = "kbps" if name == "bitrate" else "kHz"
    return f"{', '.join(most)} and {last} {unit}" if most else f"{last} {unit}"


def _press(token: UUID, data: dict[str, Any]) -> UUID:
    """One press of the button: the form's token and what was in the form.

    So a form that arrives twice makes one song, and somebody who comes Back to it, changes a
    word and presses again gets the song with the new word.
    """
    asked = [data.get(name) for name in ("prompt", "lyrics", "title", "bitrate", "sample_rate")]
    keys = [getattr(data.get(name), "pk", None) for name in ("model", "team")]
    return uuid5(token, json.dumps([*asked, *keys]))
