"""What the models' pages show: the contexts of the templates in `templates/modelpages/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.api.offers import ENDPOINT, offers
from generator.api.schemas import Model, MusicIn
from generator.api.snippets import LANGUAGES, Wanted, snippets
from generator.errors import NotFound
from generator.modelpages.parameters import parameters_of
from generator.songs.cards import usual_text
from generator.songs.queries import LOOK_BACK, Usual

PROVIDERS = {"apiin": "API in One", "studio": "this server"}
"""Who makes a model sing, in words; others go by their own name."""
NEVER = float("inf")


@dataclass(frozen=True)
class Offer:
    """A model among the others: `fact` is what the API says of it."""

    fact: Model

    @property
    def provider(self) -> str:
        return PROVIDERS.get(self.fact.provider, self.fact.provider)

    @property
    def usual(self) -> str:
        usual = self.fact.usual_seconds
        return usual_text(Usual(usual.low, usual.high, LOOK_BACK)) if usual else ""

    @property
    def middle_seconds(self) -> float:
        usual = self.fact.usual_seconds
        return (usual.low + usual.high) / 2 if usual else NEVER

    @property
    def success(self) -> int | None:
        """Percent, rounded down: 100 is said only where nothing failed."""
        last = self.fact.last_songs
        return last.ready * 100 // last.ended if last else None


SORTS: dict[str, tuple[str, Callable[[Offer], Any]]] = {
    "cost": ("cost", lambda one: one.fact.credits),
    "time": ("usual time", lambda one: one.middle_seconds),
    "success": ("success", lambda one: -1 if one.success is None else one.success),
    "name": ("name", lambda one: one.fact.name.casefold()),
}
"""What the comparison is sorted by, from low to high; the first unless one asks."""


def index(sort: str) -> dict[str, Any]:
    """`sort` is a name of `SORTS`, with a minus for from high to low; anything else is cost."""
    name, found = sort.removeprefix("-"), _offers()
    if name not in SORTS:
        name = sort = next(iter(SORTS))
    return {
        "rows": sorted(found, key=SORTS[name][1], reverse=sort.startswith("-")),
        "sort": sort,
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        **_together(found),
    }


def detail(slug: str, *, site: str) -> dict[str, Any]:
    """Raises `NotFound` where there is no such model on offer."""
    found = _offers()
    one = next((one for one in found if one.fact.id == slug), None)
    if one is None:
        raise NotFound("There is no such model.")
    return {
        "one": one, "model": one.fact, "rows": found, "place": found.index(one) + 1,
        "others": [other for other in found if other is not one],
        "parameters": parameters_of(one.fact),
        "snippets": snippets(Wanted(site, example(one.fact))), "snippet_names": LANGUAGES,
        **_together(found),
    }  # fmt: skip


def _offers() -> list[Offer]:
    """Those on offer, the cheapest first."""
    return sorted(map(Offer, offers()), key=SORTS["cost"][1])


def _together(found: list[Offer]) -> dict[str, Any]:
    """What is to be said of all models at once; `found` has the cheapest first."""
    return {
        "endpoint": ENDPOINT,
        "cheapest": found[0] if found else None,
        "dearest": found[-1] if found else None,
        "providers": sorted({one.provider for one in found}),
        "calling": sum(one.fact.callback_url for one in found),
        "look_back": LOOK_BACK,
    }


def example(model: Model) -> dict[str, object]:
    """The document's own example, as this model takes it."""
    body = {
        **MusicIn.model_json_schema()["example"], "model": model.id,
        "bitrate": model.default_bitrate, "sample_rate": model.default_sample_rate,
    }  # fmt: skip
    taken = [name for name in MusicIn.model_fields if name in body]
    return {name: body[name] for name in taken if name != "lyrics" or model.lyrics_max}
