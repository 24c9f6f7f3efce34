"""What templates need and Django has not: covers, meters, clocks, credits in words."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from generator.templatetags import covers

register = template.Library()

WAITING = {"queued", "submitting", "unknown"}


@register.simple_tag
def cover(song: Any) -> SafeString:
    """The song's picture. Decorative: the title stands beside it."""
    shapes = covers.BLANK if song.state in WAITING else covers.draw(song.pk)
    return format_html(
        '<svg class="cover" viewBox="0 0 120 120" aria-hidden="true">{}</svg>',
        mark_safe(shapes),  # numbers and colours from covers.py only
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html('<svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.inclusion_tag("songs/_meter.html")
def meter(card: Any) -> dict[str, Any]:
    """Elapsed time against "usually"; static/js/clock.js moves it on by the same ruler.

    A true percent lights that much; without one the lit part is only time that has passed.
    """
    span = card.scale_seconds
    if card.percent:
        span = max(span, card.elapsed_seconds * 100 / card.percent)
    low, high = (card.usual.low, card.usual.high) if card.usual else (0, 0)
    lit = card.elapsed_seconds / span * 100 if card.percent is None else card.percent
    return {
        "card": card,
        "lit": round(min(lit, 100), 1),
        "left": round(low / span * 100, 1),
        "right": round(high / span * 100, 1),
        "middle": round((low + high) / span * 50, 1),
    }


@register.simple_tag
def picked(form: Any, choices: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The model whose radio is on: the one asked for, else the first that is connected."""
    open_to_all = [choice for choice in choices if choice["connected"]]
    asked = [choice for choice in open_to_all if choice["slug"] == str(form["model"].value())]
    return next(iter(asked or open_to_all or choices), None)


@register.simple_tag
def edit_url(song: Any) -> str:
    """The studio, with what was asked for filled in."""
    names = ("prompt", "lyrics", "title", "bitrate", "sample_rate")
    asked = {name: getattr(song, name) for name in names if getattr(song, name)}
    return f"/?{urlencode({**asked, 'model': song.model.slug})}"


@register.simple_tag
def press() -> str:
    """A token for one press of one button, so that two arrivals are one song."""
    return str(uuid4())


@register.filter
def kilo(value: object) -> str:
    """44100 -> 44.1; a refused form may hold anything, which is no number then."""
    try:
        return f"{int(str(value)) / 1000:g}"
    except ValueError:
        return ""


@register.filter
def clock(seconds: float | None) -> str:
    """80.4 -> 1:20"""
    whole = int(seconds or 0)
    return f"{whole // 60}:{whole % 60:02}"


@register.filter
def credits(amount: int) -> str:
    return "1 credit" if amount == 1 else f"{amount:,} credits"


@register.filter
def thousands(amount: int | None) -> str:
    return f"{amount or 0:,}"


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's own control in the house style; labels are visible, so placeholders go."""
    checkbox = getattr(field.field.widget, "input_type", "") == "checkbox"
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs={} if checkbox else {"class": "input"})


@register.simple_tag
def cover_shapes(number: int) -> SafeString:
    """What is inside a cover, for a picture that belongs to no song."""
    return mark_safe(covers.draw(number))
