"""Bringing the audio home: fetched under guard, proved to be a song, tagged, measured, stored.

Nothing is captured before this is done, and nothing here believes what upstream says of a file.
"""

import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from generator import covers, outward
from generator.audio.inspect import Measured, measure
from generator.audio.tags import Tags, write_tags
from generator.audio.timed import words_of
from generator.causes import Cause
from generator.errors import BadAudio, UnsafeAddress
from generator.songs import progress, scratch
from generator.songs.models import ENDS, PART_FORMATS, Part, Song, State, Take
from generator.songs.storing import Copies

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why a clip did not become a take; `hopeless` where fresh addresses would not help."""

    reason: str
    hopeless: bool


def copy_song(song: Song, *, now: datetime) -> None:
    """COPYING -> READY, or back to ask again, or FAILED. A second caller finds the lease taken."""
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    free = Song.objects.filter(pk=song.pk, state=State.COPYING, lease_until__lte=now)
    clips = song.clips
    if not free.update(lease_until=lease):
        _discard_if_ended(song)
        return
    copies = Copies(song.pk)
    kept = False
    try:
        failures = _copy_clips(song, copies)
        kept = bool(copies.takes) and progress.finish(
            song, copies.takes, copies.parts, title=_title(song), now=timezone.now()
        )
    finally:
        # Somebody else ended the song first, or we broke: these copies belong to nobody.
        if not kept:
            copies.forget()
    if not copies.takes:
        _give_up_or_ask_again(song, failures, now=timezone.now())
    scratch.discard(clips)


def _discard_if_ended(song: Song) -> None:
    """Somebody ended the song before its copying began, so nobody else will come for its files."""
    song.refresh_from_db(fields=["state"])
    if song.state in ENDS:
        scratch.discard(song.clips)


def _title(song: Song) -> str:
    """Upstream's own title."""
    return next((str(clip["title"]) for clip in song.clips if clip["title"]), "")


def _copy_clips(song: Song, copies: Copies) -> list[Failure]:
    """Keep each clip that is a song; why the others are none."""
    failures: list[Failure] = []
    for clip in song.clips:
        failure = _copy_clip(song, clip, copies)
        if failure:
            log.warning("clip not copied: %s", failure.reason, extra={"song": song.pk})
            failures.append(failure)
    return failures


def _copy_clip(song: Song, clip: dict[str, Any], copies: Copies) -> Failure | None:
    try:
        _bring(song, clip, copies)
    except UnsafeAddress as error:
        return Failure(str(error), hopeless=True)
    except (BadAudio, outward.OutwardError) as error:
        return Failure(str(error), hopeless=False)
    except FileNotFoundError:
        return Failure("The studio's file is gone.", hopeless=False)
    return None


def _bring(song: Song, clip: dict[str, Any], copies: Copies) -> None:
    """Keep what lies on this machine, or fetch it first."""
    if clip["path"]:
        _keep(song, clip, Path(clip["path"]), copies)
        return
    with tempfile.NamedTemporaryFile(prefix="take-", suffix=".part") as file:
        outward.fetch_to(
            clip["url"],
            file,
            max_bytes=settings.AUDIO_MAX_BYTES,
            timeout_seconds=settings.TRANSFER_SECONDS,
            policy=outward.Policy(allowed_origins=frozenset({gateway_origin()})),
        )
        file.flush()
        _keep(song, clip, Path(file.name), copies)


def _keep(song: Song, clip: dict[str, Any], path: Path, copies: Copies) -> None:
    """Tag it, prove that it is a song, and store it with its parts: all of them, or nothing.

    Tags change the bytes, so they come first.
    """
    title = song.title or clip["title"] or song.display_title
    write_tags(path, _tags(song, clip, title))
    measured = measure(path)
    take = _take(song, copies.next_number, measured, clip)
    parts = [
        (part, Path(file))
        for kind, file in clip.get("parts", [])
        if (part := _part(song, take, kind, Path(file), title=title))
    ]
    copies.keep(take, path, ending=measured.kind.extension, parts=parts)


def _tags(song: Song, clip: dict[str, Any], title: str) -> Tags:
    facts = clip.get("facts", {})
    return Tags(
        title=title, prompt=song.prompt, lyrics=song.lyrics, model=song.model.name,
        site=settings.SITE_NAME, words=words_of(clip.get("words", [])),
        language=facts.get("language", ""), genre=facts.get("genre", ""),
        tempo=facts.get("tempo", 0.0), key=facts.get("key", ""), cover=covers.png(song.pk),
    )  # fmt: skip


def _take(song: Song, number: int, measured: Measured, clip: dict[str, Any]) -> Take:
    return Take(
        song=song, number=number, content_type=measured.kind.mime, marks=clip["marks"],
        seconds=measured.seconds, size=measured.size, bitrate=measured.bitrate,
        sample_rate=measured.sample_rate, channels=measured.channels, sha256=measured.sha256,
        peaks=list(measured.peaks), words=_to_the_millisecond(clip.get("words", [])),
        facts=clip.get("facts", {}), notice=clip.get("notice", "")[:500],
    )  # fmt: skip


def _to_the_millisecond(words: list[list[Any]]) -> list[list[Any]]:
    """Finer is nothing a person hears, and longer to keep and to send."""
    return [[text, round(start, 3), round(end, 3), line] for text, start, end, line in words]


def _part(song: Song, take: Take, kind: str, path: Path, *, title: str) -> Part | None:
    """The take's further file of that kind; None for a kind that nobody here knows."""
    if kind not in Part.Kind.values:
        log.warning("a part of unknown kind: %r", kind, extra={"song": song.pk})
        return None
    part = Part(take=take, kind=kind, content_type=PART_FORMATS[Part.Kind(kind)][1])
    if part.is_stem:
        named = f"{title} ({part.get_kind_display().lower()})"
        write_tags(path, Tags(named, song.prompt, song.model.name, settings.SITE_NAME))
    return part


def _give_up_or_ask_again(song: Song, failures: list[Failure], *, now: datetime) -> None:
    reason = failures[0].reason if failures else "There was no file."
    if song.attempts + 1 >= progress.MOST_ATTEMPTS or any(f.hopeless for f in failures):
        progress.fail(song, cause=Cause.BAD_FILE, detail=reason, now=now)
    elif song.clips_are_here:
        progress.start_over(song, at=now)
    else:
        progress.ask_again(song, now=now)


def gateway_origin() -> str:
    """The configured gateway's own origin: the one address that need not be public."""
    parts = urlsplit(settings.APIIN_BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"
