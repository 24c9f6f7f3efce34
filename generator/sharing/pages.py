"""What the sharing pages show: the panel on a song's page, and what a link opens."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from generator import covers
from generator.sharing import queries
from generator.sharing.forms import LinkForm
from generator.sharing.models import Link
from generator.songs.cards import Card
from generator.songs.models import Song, State
from generator.teams.models import User
from generator.teams.queries import may_make


def site_address(request: HttpRequest) -> str:
    """As others reach us: scheme and host, without a slash at the end."""
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")


def hosts(request: HttpRequest) -> set[str]:
    """The names this site answers to, each with its port."""
    public = settings.PUBLIC_URL.partition("://")[2]
    return {request.get_host().lower()} | ({public.lower()} if public else set())


def panel(song: Song, *, user: User, site: str) -> dict[str, Any]:
    """What the person may do: the song's makers give it away, the other side may give it back."""
    if song.state != State.READY:
        return {}
    shares = [
        {"share": share, "ends": queries.may_unshare(share, user=user)}
        for share in queries.shares_of(song).exclude(team=song.team_id)
    ]
    if not may_make(user, song.team_id):
        return {"song": song, "shares": [one for one in shares if one["ends"]]}
    return {
        "song": song, "shares": shares, "makes": True,
        "teams": queries.teams_to_share_into(song, user=user), **_link(song, site),
    }  # fmt: skip


def _link(song: Song, site: str) -> dict[str, Any]:
    link = queries.link_of(song)
    return {
        "link": link,
        "expired": bool(link and link.expires_at and link.expires_at <= timezone.now()),
        "address": f"{site}{reverse('link', args=[link.token])}" if link else "",
        "form": LinkForm.showing(link),
    }


@dataclass(frozen=True)
class PublicTake:
    """One take as a stranger sees it: how it sounds, not what it took to make."""

    number: int
    name: str
    seconds: float
    clock: str
    wave_path: str
    audio_url: str
    download_url: str


def public(link: Link, request: HttpRequest) -> dict[str, Any]:
    """Only what the link shows; the song itself stays behind, so that no template can tell more."""
    song, site = link.song, site_address(request)
    address = f"{site}{reverse('link', args=[link.token])}"
    return {
        "title": song.display_title,
        "cover": song.pk,
        "cover_side": covers.SIDE,
        "takes": _takes(link),
        "lyrics": song.lyrics if link.lyrics else "",
        "prompt": song.prompt if link.prompt else "",
        "address": address,
        "cover_url": f"{site}{reverse('link_cover', args=[link.token])}",
        "audio_url": f"{site}{reverse('link_audio', args=[link.token])}",
        "oembed_url": f"{site}{reverse('oembed')}?{urlencode({'url': address})}",
    }


def _takes(link: Link) -> list[PublicTake]:
    cards = Card(link.song, timezone.now()).takes
    return [
        PublicTake(
            number=card.number, name=card.name, seconds=card.seconds, clock=card.clock,
            wave_path=card.wave_path,
            audio_url=_address("audio", link, card.number),
            download_url=_address("download", link, card.number) if link.download else "",
        )
        for card in cards
    ]  # fmt: skip


def _address(what: str, link: Link, number: int) -> str:
    if number == 1:
        return reverse(f"link_{what}", args=[link.token])
    return reverse(f"link_{what}_of", args=[link.token, number])
