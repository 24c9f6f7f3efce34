"""From a request's body to a song in the works."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from generator.api import schemas
from generator.errors import BadInput, NotAllowed
from generator.keys.models import ApiKey
from generator.songs import actions
from generator.songs.forms import SongForm
from generator.songs.models import Song
from generator.tasks import bodies
from generator.webhooks import actions as webhooks


def make(key: ApiKey, wanted: schemas.MusicIn, *, token: UUID | None = None) -> Song:
    """Submit what is wanted for the key's team. The same token again is the same song.

    What a person may ask for on the page, a program may ask for here: it is the same form.
    Raises `BadInput` by field, `NotAllowed`, and what `submit_song` raises.
    """
    require_model(key, wanted.model)
    callback_url = _callback(wanted.callback_url)
    form = SongForm({**wanted.brief(), "token": token or uuid4()}, user=key.user, team=key.team)
    if not form.is_valid():
        raise _refusal(form, wanted)
    if not callback_url:
        return _submit(key, form.cleaned_data)
    with transaction.atomic():
        song = _submit(key, form.cleaned_data)
        webhooks.call_back(song, url=callback_url)
    return song


def _submit(key: ApiKey, asked: dict[str, Any]) -> Song:
    return actions.submit_song(
        asked["team"], user=key.user, model=asked["model"], prompt=asked["prompt"],
        lyrics=asked["lyrics"], title=asked["title"], bitrate=asked["bitrate"],
        sample_rate=asked["sample_rate"], token=asked["token"], api_key=key,
    )  # fmt: skip


def _callback(url: str) -> str:
    """The address as it is kept. Raises `BadInput` by the field's name."""
    try:
        return webhooks.check_url(url) if url else ""
    except BadInput as error:
        raise BadInput(str(error), fields={"callback_url": str(error)}) from error


def require_model(key: ApiKey, slug: str) -> None:
    """Raises `NotAllowed` where the key is for other models."""
    if key.model_slugs and slug not in key.model_slugs:
        raise NotAllowed(f"This key is for {', '.join(key.model_slugs)}.")


def submitted(song: Song) -> str:
    """The answer to a submission, as JSON."""
    data = schemas.Submitted(task_id=bodies.name_of(song), status="IN_PROGRESS")
    return schemas.Envelope(data=data).model_dump_json()


def _refusal(form: SongForm, wanted: schemas.MusicIn) -> BadInput:
    """The form's sentences under the names the caller used."""
    named = _names(wanted)
    fields = {named.get(name, name): " ".join(map(str, said)) for name, said in form.errors.items()}
    return BadInput(" ".join(fields.values()), fields=fields)


def _names(wanted: schemas.MusicIn) -> dict[str, str]:
    if wanted.style:
        return {"prompt": "style", "lyrics": "prompt"}
    return {"prompt": "gpt_description_prompt"} if wanted.gpt_description_prompt else {}
