"""Finding the sounds in an answer: one or two clips, in a list, a dict, or nested. No I/O."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.providers.refusals import clean

SOUND_MAX = 8
"""clips read from one answer; the most any gateway documents is two"""
DEPTH_MAX = 6
URL_MAX = 4096
"""characters: signed storage addresses are long"""

URL_KEYS = ("audio_url", "audioUrl", "source_audio_url", "sourceAudioUrl", "url", "audio")
# `outputs` is how the likely back end behind node n74 answers (contract 1.2, "Backend clue").
HOLDERS: tuple[str, ...] = (
    "response_data",
    "responseData",
    "output",
    "outputs",
    "result",
    "results",
    "data",
)
HOLDERS += ("response", "clips", "songs", "audio")
# Never walked: pictures, and what was asked, which may name a sound too (a cover's source).
SKIPPED: tuple[str, ...] = (
    "images",
    "image",
    "image_urls",
    "cover",
    "webhook",
    "webhook_config",
    "callback",
)
SKIPPED += ("request_body", "request", "input", "meta", "metadata", "params", "param", "urls")


@dataclass(frozen=True)
class Sound:
    """A clip as found: `url` is "" where it has none yet, `raw` is the JSON it was read from."""

    raw: dict[str, object]
    url: str = ""

    @property
    def title(self) -> str:
        return clean(self.raw.get("title"), 200)

    @property
    def seconds(self) -> float | None:
        return _seconds(self.raw.get("duration"))


def http_url(value: object) -> str:
    """The value where it is an http(s) address, else "" (hex audio, "None", a script)."""
    if not isinstance(value, str) or len(value) > URL_MAX:
        return ""
    url = value.strip()
    if not url.isprintable() or " " in url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # "http://[" and its like
        return ""
    return url if usable else ""


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):  # "" until it is known
        return None
    return seconds if math.isfinite(seconds) and 0 < seconds < 86_400 else None


def sounds_in(body: object) -> list[Sound]:
    """Every clip in an answer, finished or not, in upstream's order and each address once."""
    if isinstance(body, list):
        return _first(_walk(body, 0))
    if not isinstance(body, dict):
        return []
    inner = body.get("data")
    if isinstance(inner, dict):
        layers = [inner, {key: value for key, value in body.items() if key != "data"}]
    else:
        layers = [body]
    return next((found for layer in layers if (found := _in_layer(layer))), [])


def _in_layer(layer: dict[str, object]) -> list[Sound]:
    held = next((found for key in HOLDERS if (found := _first(_walk(layer.get(key), 1)))), [])
    return held or ([Sound(layer, _url(layer))] if _url(layer) else [])


def _first(sounds: Iterator[Sound]) -> list[Sound]:
    kept: dict[object, Sound] = {}
    for sound in sounds:
        kept.setdefault(sound.url or id(sound.raw), sound)
        if len(kept) == SOUND_MAX:
            break
    return list(kept.values())


def _url(clip: dict[str, object]) -> str:
    return next((url for key in URL_KEYS if (url := http_url(clip.get(key)))), "")


def _walk(value: object, depth: int) -> Iterator[Sound]:
    if depth > DEPTH_MAX:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield from _walk_dict(value, depth)
    elif url := http_url(value):
        yield Sound({}, url)


def _walk_dict(value: dict[str, object], depth: int) -> Iterator[Sound]:
    """A dict with an address key is a clip; otherwise its clips are deeper, or it is a bare one."""
    if any(isinstance(value.get(key), str) for key in URL_KEYS):
        yield Sound(value, _url(value))
        return
    deeper = [child for key, child in value.items() if key not in SKIPPED]
    found = [s for c in deeper if isinstance(c, dict | list) for s in _walk(c, depth + 1)]
    if found:
        yield from found
    elif isinstance(value.get("status"), str):
        yield Sound(value)
