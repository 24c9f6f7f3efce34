"""What each page of songs shows: the contexts of the templates in `templates/songs/`."""

import logging
import re
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from generator.audio.inspect import measure
from generator.audio.tags import read_tags
from generator.catalog.models import MusicModel
from generator.catalog.queries import offered, price_now
from generator.providers import registry
from generator.songs import cards, queries
from generator.songs.chordsheet import Row, rows_of
from generator.songs.forms import SongForm
from generator.songs.models import PENDING, Part, Song, State, Take
from generator.songs.sung import lyrics_in_time
from generator.songs.takes import wave_path
from generator.teams.models import User
from generator.teams.queries import may_make, teams_of
from generator.wallet.models import Transfer
from generator.wallet.purses import purses_of

log = logging.getLogger(__name__)

SAMPLE = settings.BASE_DIR / "static/audio/sample.mp3"
ASKED = ("model", "prompt", "lyrics", "title", "bitrate", "sample_rate")
_SEEN = re.compile(r"(?:^|-)([0-9]{1,15})\.([0-9]{1,9})(?=-|$)")
CHORDS_MOST_BYTES = 100_000
PENDING_SHOWN, ENDED_SHOWN = 60, 20
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Rainy lo-fi", "Rainy lo-fi, dusty drums, warm Rhodes, 76 bpm"),
    ("Harbour waltz", "Slow harbour waltz, accordion and upright bass, brushed snare, 84 bpm"),
    ("Café trio", "Café jazz trio, piano, brushes, upright bass, relaxed"),
    ("Synth-pop", "Bright synth-pop, 118 bpm, punchy drums, happy"),
    ("Podcast bed", "Podcast bed, calm warm marimba, instrumental"),
)


def landing() -> dict[str, Any]:
    return {"models": choices(), "sample": sample(), "free_credits": settings.SIGNUP_CREDITS}


@cache
def sample() -> dict[str, Any]:
    """The song on the front page: made by the studio, measured here like any other.

    What it is called and what it was made from stands in the file itself (`make_song --out`).
    """
    measured, tags = measure(SAMPLE), read_tags(SAMPLE)
    return {
        "title": tags.title,
        "prompt": tags.prompt,
        "lyrics": lyrics_in_time(tags.lyrics, tags.words) if tags.words else [],
        "seconds": round(measured.seconds, 1),
        "peaks_path": wave_path(measured.peaks),
    }


def choices() -> list[dict[str, Any]]:
    """The models on offer, as the form and the price list show them."""
    models = list(offered())
    usual = queries.usual_times([model.pk for model in models])
    connected = registry.connected()
    return [_choice(model, cards.usual_text(usual.get(model.pk)), connected) for model in models]


def _choice(model: MusicModel, usual: str, connected: frozenset[str]) -> dict[str, Any]:
    return {
        "model": model, "slug": model.slug, "name": model.name, "description": model.description,
        "credits": getattr(model, "credits"),  # noqa: B009  annotated by `offered`
        "takes": model.takes, "usual": usual, "connected": model.provider in connected,
    }  # fmt: skip


def studio(user: User, form: SongForm) -> dict[str, Any]:
    visible = queries.with_takes(queries.visible_songs(user))
    pending = list(queries.pending(visible)[:PENDING_SHOWN])
    recent = queries.newest(user, most=PENDING_SHOWN + ENDED_SHOWN)
    ended = queries.with_takes(Song.objects.filter(pk__in=recent)).exclude(state__in=PENDING)
    shown = cards.cards_of([*pending, *ended[:ENDED_SHOWN]], now=timezone.now())
    return {
        "form": form,
        "origin": _origin(user, form),
        "choices": choices(),
        "purses": purses_of(user, now=timezone.now()),
        "examples": EXAMPLES,
        **{group: [card for card in shown if card.group == group] for group in _GROUPS},
        "seen": cards.seen(shown),
    }


def _origin(user: User, form: SongForm) -> Song | None:
    """What the form's song is made from, to say so."""
    number = _number(form["source"].value())
    return queries.visible_songs(user).filter(pk=number).first() if number else None


_GROUPS = (cards.WORKING, cards.LOOK, cards.READY)


def changes(user: User, *, was: list[int], changed: list[int]) -> dict[str, Any]:
    """The changed cards, and what to ask about from now on."""
    visible = queries.with_takes(queries.visible_songs(user)).filter(pk__in=was)
    shown = cards.cards_of(visible, now=timezone.now())
    return {"changed": [c for c in shown if c.song.pk in changed], "seen": cards.seen(shown)}


def parse_seen(text: str) -> dict[int, int]:
    """`7.3-9.1` as {7: 3, 9: 1}; whatever is not of that form is left out."""
    return {int(pk): int(revision) for pk, revision in _SEEN.findall(text[:4_000])}


def detail(user: User, song: Song) -> dict[str, Any]:
    keys = [f"song:{song.pk}:{move}" for move in ("hold", "capture", "release")]
    (card,) = cards.cards_of([song], now=timezone.now())
    # Where it was shared into a team, its money is still the other team's alone.
    theirs = teams_of(user).filter(pk=song.team_id).exists()
    takes = card.takes
    sung = next((take for take in takes if take.is_sung), takes[0] if takes else None)
    return {
        "card": card,
        "song": song,
        "take": sung,
        "lyrics": sung.lyrics if sung else lyrics_in_time(song.lyrics, []),
        "chords": next((rows for take in takes if (rows := chords(take.take))), []),
        "again_price": again_price(user, song),
        "receipt": Transfer.objects.filter(key__in=keys).order_by("pk") if theirs else None,
        "seen": cards.seen([card]),
        "token": uuid4(),
    }


def asked_again(user: User, query: QueryDict) -> dict[str, Any]:
    """What the form begins with to edit a song and make it again; empty where there is none."""
    songs = queries.visible_songs(user).select_related("model")
    song = songs.filter(pk=_number(query.get("from"))).first()
    if song is None:
        return {}
    asked = {name: getattr(song, name) for name in ASKED if name != "model"}
    return {**asked, "model": song.model.slug, "team": song.team_id, "source": song.pk}


def _number(value: object) -> int:
    """0, which is no song's number, where it is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def again_price(user: User, song: Song) -> int | None:
    """What another take costs today; None where the person or the model can't make one."""
    can = song.state == State.READY and may_make(user, song.team_id)
    return price_now(song.model) if can and song.model.provider in registry.connected() else None


def chords(take: Take) -> list[Row]:
    """The chord sheet, to be read on the page; nothing where there is none."""
    part = next((part for part in take.parts.all() if part.kind == Part.Kind.CHORDS), None)
    if part is None:
        return []
    try:
        with part.file.open("rb") as file:
            return rows_of(file.read(CHORDS_MOST_BYTES).decode(errors="replace"))
    except FileNotFoundError:
        log.error("the chord sheet of take %s is gone", take.pk, extra={"song": take.song_id})
        return []


def token_of(post: QueryDict) -> UUID | None:
    try:
        return UUID(post.get("token", ""))
    except ValueError:
        return None


def way_back(request: HttpRequest) -> str:
    """The page the button was on, if it is one of ours."""
    page = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return page
    return reverse("home")


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("You can listen to this team's songs, but not change them.")
