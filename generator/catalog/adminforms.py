"""The admin's form for a model of the catalogue: boxes to tick where the table keeps lists."""

from typing import Any, ClassVar

from django import forms

from generator.catalog.models import BITRATES, SAMPLE_RATES, SECTION_TAGS, MusicModel
from generator.providers import registry


def _numbers(allowed: tuple[int, ...], unit: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        choices=[(number, f"{number:,} {unit}") for number in allowed],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )


def _providers() -> list[tuple[str, str]]:
    here = registry.connected()
    return [
        (name, name if name in here else f"{name} (not connected)")
        for name in sorted(registry.providers())
    ]


class MusicModelForm(forms.ModelForm):  # type: ignore[type-arg]
    provider = forms.ChoiceField(choices=_providers)
    bitrates = _numbers(BITRATES, "bit/s")
    sample_rates = _numbers(SAMPLE_RATES, "Hz")
    default_bitrate = forms.TypedChoiceField(
        choices=[(rate, f"{rate:,} bit/s") for rate in BITRATES], coerce=int
    )
    default_sample_rate = forms.TypedChoiceField(
        choices=[(rate, f"{rate:,} Hz") for rate in SAMPLE_RATES], coerce=int
    )
    section_tags = forms.MultipleChoiceField(
        choices=[(tag, f"[{tag}]") for tag in SECTION_TAGS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Section tags the model understands in lyrics; others are sung or skipped.",
    )

    class Meta:
        model = MusicModel
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets say which)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.LISTS:
            if name in self.fields and not self.instance.pk:
                self.fields[name].initial = getattr(self.instance, name)

    LISTS: ClassVar[tuple[str, ...]] = ("bitrates", "sample_rates", "section_tags")
