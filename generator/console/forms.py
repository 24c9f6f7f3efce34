"""What a person puts into a request. Nothing is refused here that the API should answer itself."""

from typing import Any

from django import forms

from generator.api.schemas import MusicIn
from generator.catalog.models import BITRATES, SAMPLE_RATES
from generator.catalog.queries import offered
from generator.songs.forms import Text

TEXT_MOST = 100_000
ONCE_MOST = 255
"""Characters of an Idempotency-Key, as the API takes them."""


def _text(label: str, *, most: int = TEXT_MOST, rows: int = 0) -> Text:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
    return Text(label=label, required=False, max_length=most, widget=widget)


def _number(label: str, values: tuple[int, ...], unit: str) -> forms.TypedChoiceField:
    choices = [("", "default"), *((one, f"{one:,} {unit}") for one in values)]
    return forms.TypedChoiceField(
        label=label, required=False, choices=choices, coerce=int, empty_value=None
    )


class RequestForm(forms.Form):
    model = forms.ChoiceField(
        error_messages={
            "required": "Pick a model.",
            "invalid_choice": "That model is not on offer.",
        }
    )
    prompt = _text("Prompt", rows=3)
    lyrics = _text("Lyrics", rows=5)
    title = _text("Title")
    bitrate = _number("Bitrate", BITRATES, "bit/s")
    sample_rate = _number("Sample rate", SAMPLE_RATES, "Hz")
    gpt_description_prompt = _text("gpt_description_prompt", rows=2)
    style = _text("style")
    callback_url = _text("callback_url")
    once = _text("Idempotency-Key", most=ONCE_MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s", **kwargs})
        names = [(model.slug, model.name) for model in offered()]
        self.fields["model"].choices = names  # type: ignore[attr-defined]

    def body(self) -> dict[str, object]:
        """The request's body: what was filled in, in the order of the API's own fields."""
        data = self.cleaned_data
        named = [name for name in MusicIn.model_fields if name in data]
        return {name: data[name] for name in named if data[name] not in ("", None)}
