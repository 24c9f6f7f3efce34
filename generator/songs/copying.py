"""Bringing the audio home: fetched under guard, proved to be a song, tagged, measured, stored.

Nothing is captured before this is done, and nothing here believes what upstream says of a file.
"""

import logging
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from generator import outward
from generator.audio.inspect import Measured, measure
from generator.audio.tags import Tags, write_tags
from generator.causes import Cause
from generator.errors import BadAudio, UnsafeAddress
from generator.songs import progress
from generator.songs.models import Song, State, Take

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
    if not free.update(lease_until=lease):
        return
    clips = song.clips
    takes: list[Take] = []
    kept = False
    try:
        failures = _copy_clips(song, takes)
        kept = bool(takes) and progress.finish(song, takes, title=_title(song), now=timezone.now())
    finally:
        # Somebody else ended the song first, or we broke: these copies belong to nobody.
        if not kept:
            _forget(takes)
    if not takes:
        _give_up_or_ask_again(song, failures, now=timezone.now())
    discard(Path(clip["path"]) for clip in clips if clip["path"])


def discard(paths: Iterable[Path]) -> None:
    """Files that were rendered here and are of no more use."""
    for path in paths:
        path.unlink(missing_ok=True)


def _title(song: Song) -> str:
    """Upstream's own title."""
    return next((str(clip["title"]) for clip in song.clips if clip["title"]), "")


def _copy_clips(song: Song, takes: list[Take]) -> list[Failure]:
    """Add each clip that is a song to `takes`; why the others are none."""
    failures: list[Failure] = []
    for clip in song.clips:
        result = _copy_clip(song, clip, number=len(takes) + 1)
        if isinstance(result, Take):
            takes.append(result)
        else:
            log.warning("clip not copied: %s", result.reason, extra={"song": song.pk})
            failures.append(result)
    return failures


def _copy_clip(song: Song, clip: dict[str, Any], *, number: int) -> Take | Failure:
    try:
        if clip["path"]:
            return _keep(song, clip, Path(clip["path"]), number=number)
        with tempfile.NamedTemporaryFile(prefix="take-", suffix=".part") as file:
            outward.fetch_to(
                clip["url"],
                file,
                max_bytes=settings.AUDIO_MAX_BYTES,
                timeout_seconds=settings.TRANSFER_SECONDS,
                policy=outward.Policy(allowed_origins=frozenset({gateway_origin()})),
            )
            file.flush()
            return _keep(song, clip, Path(file.name), number=number)
    except UnsafeAddress as error:
        return Failure(str(error), hopeless=True)
    except (BadAudio, outward.OutwardError) as error:
        return Failure(str(error), hopeless=False)
    except FileNotFoundError:
        return Failure("The studio's file is gone.", hopeless=False)


def _keep(song: Song, clip: dict[str, Any], path: Path, *, number: int) -> Take:
    """Tag it, prove that it is a song, and store it. Tags change the bytes, so they come first."""
    title = song.title or clip["title"] or song.display_title
    write_tags(path, _tags(song, title))
    measured = measure(path)
    name = f"songs/{song.pk}/{uuid4().hex}.{measured.kind.extension}"
    with path.open("rb") as file:
        stored = default_storage.save(name, File(file))
    return _take(song, number, stored, measured, clip["marks"])


def _tags(song: Song, title: str) -> Tags:
    return Tags(
        title=title,
        prompt=song.prompt,
        lyrics=song.lyrics,
        model=song.model.name,
        site=settings.SITE_NAME,
    )


def _take(
    song: Song, number: int, stored: str, measured: Measured, marks: list[list[object]]
) -> Take:
    return Take(
        song=song, number=number, file=stored, content_type=measured.kind.mime, marks=marks,
        seconds=measured.seconds, size=measured.size, bitrate=measured.bitrate,
        sample_rate=measured.sample_rate, channels=measured.channels, sha256=measured.sha256,
        peaks=list(measured.peaks),
    )  # fmt: skip


def _give_up_or_ask_again(song: Song, failures: list[Failure], *, now: datetime) -> None:
    reason = failures[0].reason if failures else "There was no file."
    if song.attempts + 1 >= progress.MOST_ATTEMPTS or any(f.hopeless for f in failures):
        progress.fail(song, cause=Cause.BAD_FILE, detail=reason, now=now)
    elif song.clips_are_here:
        progress.start_over(song, at=now)
    else:
        progress.ask_again(song, now=now)


def _forget(takes: list[Take]) -> None:
    for take in takes:
        default_storage.delete(str(take.file))


def gateway_origin() -> str:
    """The configured gateway's own origin: the one address that need not be public."""
    parts = urlsplit(settings.APIIN_BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"
