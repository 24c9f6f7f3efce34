"""The parameters of a request, read from the very schema that checks them, so they can't drift."""

from dataclasses import dataclass
from typing import Any

from generator.api.schemas import Model, MusicIn


@dataclass(frozen=True)
class Parameter:
    """`kind` is JSON's word for it; `values` what it may be, "" for anything."""

    name: str
    kind: str
    required: bool
    default: str
    values: str
    description: str


def parameters_of(model: Model) -> list[Parameter]:
    """Each field of `POST /audio/music`, with the model's own limits and defaults."""
    document = MusicIn.model_json_schema()
    required = set(document["required"])
    fields = document["properties"].items()
    return [_parameter(name, field, model, name in required) for name, field in fields]


def _parameter(name: str, field: dict[str, Any], model: Model, required: bool) -> Parameter:
    one = next((way for way in field.get("anyOf", []) if way.get("type") != "null"), field)
    return Parameter(
        name=name, kind=one["type"], required=required, default=_default(name, field, model),
        values=_values(name, one, model), description=field.get("description", "").replace("`", ""),
    )  # fmt: skip


def _default(name: str, field: dict[str, Any], model: Model) -> str:
    """The model's own where the schema leaves it to the model."""
    default = field.get("default")
    own = getattr(model, f"default_{name}", None) if default is None else default
    return "" if own in (None, "") else _word(own)


def _word(value: object) -> str:
    """As JSON writes it: 44100, false."""
    return str(value).lower()


def _values(name: str, one: dict[str, Any], model: Model) -> str:
    if name == "model":
        return model.id
    if "const" in one:
        return f"only {_word(one['const'])}"
    if "enum" in one:
        return ", ".join(map(str, getattr(model, f"{name}s", one["enum"])))
    most = getattr(model, f"{name}_max", None)
    if most is None:
        return ""
    return f"up to {most:,} characters" if most else "none: it takes no lyrics"
