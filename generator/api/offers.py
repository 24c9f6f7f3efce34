"""The models as the API tells of them: the one place their facts come from, for its pages too."""

from generator.api import schemas
from generator.catalog.models import MusicModel
from generator.catalog.queries import offered
from generator.providers import registry
from generator.songs.models import State
from generator.songs.queries import Usual, last_ended, usual_times
from generator.tasks.bodies import seconds_of

ENDPOINT = "/api/v1/audio/music"


def offers() -> list[schemas.Model]:
    """Every model on offer, connected or not, in the catalogue's order."""
    found = list(offered())
    usual = usual_times([model.pk for model in found])
    return [_offer(model, usual.get(model.pk)) for model in found]


def _offer(model: MusicModel, usual: Usual | None) -> schemas.Model:
    return schemas.Model(
        id=model.slug, name=model.name, description=model.description, endpoint=ENDPOINT,
        provider=model.provider, connected=model.provider in registry.connected(),
        credits=getattr(model, "credits"),  # noqa: B009  annotated by `offered`
        takes=model.takes, usual_seconds=seconds_of(usual),
        last_songs=_last_songs(model), prompt_max=model.prompt_max,
        lyrics_max=model.lyrics_max if model.takes_lyrics else 0, title_max=model.title_max,
        bitrates=model.bitrates, sample_rates=model.sample_rates,
        default_bitrate=model.default_bitrate, default_sample_rate=model.default_sample_rate,
    )  # fmt: skip


def _last_songs(model: MusicModel) -> schemas.LastSongs | None:
    states = list(last_ended(model.pk))
    return schemas.LastSongs(ended=len(states), ready=states.count(State.READY)) if states else None
