"""The catalogue: what can sing, what it accepts, and what it costs. Admins edit it at run time."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

BITRATES: tuple[int, ...] = (32_000, 60_000, 64_000, 128_000, 256_000)
"""Bits per second that `POST /api/v1/audio/music` accepts."""
SAMPLE_RATES: tuple[int, ...] = (16_000, 24_000, 32_000, 44_100)
"""Hertz that `POST /api/v1/audio/music` accepts."""
TITLE_MOST = 200
"""Characters that a song's row and a file's tags hold."""
SECTION_TAGS: tuple[str, ...] = (
    "Intro", "Verse", "Pre Chorus", "Chorus", "Post Chorus", "Hook", "Bridge",
    "Interlude", "Break", "Build Up", "Inst", "Solo", "Transition", "Outro",
)  # fmt: skip
"""The 14 tags MiniMax reserves (spelling as documented)."""


def all_bitrates() -> list[int]:
    return list(BITRATES)


def all_sample_rates() -> list[int]:
    return list(SAMPLE_RATES)


def all_tags() -> list[str]:
    return list(SECTION_TAGS)


class MusicModel(models.Model):
    """One model on offer. `provider` names the adapter that makes it sing."""

    slug = models.SlugField(unique=True, help_text="The `model` field of a request.")
    name = models.CharField(max_length=60)
    provider = models.CharField(max_length=20)
    upstream_model = models.CharField(max_length=60, help_text="What upstream calls it.")
    description = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True, help_text="Off hides it; its songs stay.")
    position = models.PositiveSmallIntegerField(default=0)

    takes_lyrics = models.BooleanField(default=True)
    prompt_max = models.PositiveIntegerField(default=2_000, help_text="characters")
    lyrics_max = models.PositiveIntegerField(
        default=3_000, help_text="characters; longer is refused"
    )
    title_max = models.PositiveIntegerField(default=80, help_text="characters")
    bitrates = models.JSONField(default=all_bitrates, help_text="bits per second")
    sample_rates = models.JSONField(default=all_sample_rates, help_text="hertz")
    default_bitrate = models.PositiveIntegerField(default=256_000)
    default_sample_rate = models.PositiveIntegerField(default=44_100)
    section_tags = models.JSONField(default=all_tags)
    takes = models.PositiveSmallIntegerField(default=1, help_text="takes a song yields")
    callbacks = models.BooleanField(default=False, help_text="upstream accepts a callback_url")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for field, allowed in (("bitrates", BITRATES), ("sample_rates", SAMPLE_RATES)):
            value = getattr(self, field)
            if not isinstance(value, list) or not value or any(v not in allowed for v in value):
                raise ValidationError({field: f"A list of some of {', '.join(map(str, allowed))}."})
        if self.title_max > TITLE_MOST:
            raise ValidationError({"title_max": f"A title has at most {TITLE_MOST} characters."})
        if self.default_bitrate not in self.bitrates:
            raise ValidationError({"default_bitrate": "Must be one of the bitrates."})
        if self.default_sample_rate not in self.sample_rates:
            raise ValidationError({"default_sample_rate": "Must be one of the sample rates."})


class Price(models.Model):
    """What a song costs from a moment on. Songs keep the price they were submitted at."""

    model = models.ForeignKey(MusicModel, on_delete=models.CASCADE, related_name="prices")
    credits = models.PositiveIntegerField(validators=[MinValueValidator(0)])
    starts_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["model", "-starts_at"], name="price_by_start")]

    def __str__(self) -> str:
        return f"{self.credits} credits from {self.starts_at:%Y-%m-%d}"
