"""A take's files: its sound, its stems, its notes and words, and all of them at once.

Each goes to who may see the take and to nobody else; outsiders learn nothing.
"""

import logging
from collections.abc import Iterator
from io import BytesIO

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from generator.audio.archive import Member, zipped
from generator.audio.serve import audio_response, download_name
from generator.songs import queries
from generator.songs.models import Part, Take
from generator.songs.takes import TakeCard, file_name, lrc_of, part_name
from generator.teams.models import User

log = logging.getLogger(__name__)


@require_safe
def take_audio(request: HttpRequest, pk: int) -> HttpResponseBase:
    return send(request, _take(request, pk), filename=None)


@require_safe
def take_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    take = _take(request, pk)
    return send(request, take, filename=file_name(take, ending=_ending(take)))


@require_safe
def part_audio(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    return send(request, _part(_take(request, pk), kind), filename=None)


@require_safe
def part_download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    take = _take(request, pk)
    part = _part(take, kind)
    return send(request, part, filename=part_name(part, take))


@require_safe
def take_words(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The lyrics with their times, as a piece of a page: what the deck shows."""
    card = TakeCard(_take(request, pk), of=1)
    return _private(render(request, "songs/_lyrics.html", {"take": card, "lyrics": card.lyrics}))


@require_safe
def take_lrc(request: HttpRequest, pk: int) -> HttpResponseBase:
    take = _take(request, pk)
    if not take.words:
        raise Http404
    text = HttpResponse(lrc_of(take), content_type="text/plain; charset=utf-8")
    return _private(text, filename=file_name(take, ending="lrc"))


@require_safe
def take_archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything there is of a take, as one ZIP."""
    take = _take(request, pk)
    members = list(_members(take))
    when = take.song.finished_at or take.created_at
    answer = StreamingHttpResponse(zipped(members, when=when), content_type="application/zip")
    return _private(answer, filename=file_name(take, ending="zip"))


def _members(take: Take) -> Iterator[Member]:
    """Looked for before the first byte is sent: an archive that breaks off helps nobody."""
    files: list[tuple[str, Take | Part]] = [(file_name(take, ending=_ending(take)), take)]
    files += [(part_name(part, take), part) for part in take.parts.all()]
    for name, kept in files:
        if not kept.file.storage.exists(str(kept.file)):
            raise _gone(kept)
        yield Member(download_name(name), kept.file.open)
    if take.words:
        lines = lrc_of(take).encode()
        yield Member(download_name(file_name(take, ending="lrc")), lambda: BytesIO(lines))


def send(request: HttpRequest, kept: Take | Part, *, filename: str | None) -> HttpResponseBase:
    """The file, by whichever way this site sends its files."""
    accel = f"{settings.AUDIO_ACCEL_PREFIX}{kept.file}" if settings.AUDIO_ACCEL_PREFIX else None
    try:
        return audio_response(
            request, open_file=kept.file.open, size=kept.size, etag=kept.sha256,
            content_type=kept.content_type, filename=filename, accel_path=accel,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise _gone(kept) from error


def _gone(kept: Take | Part) -> Http404:
    log.error("the file %s is gone", kept.file, extra={"take": kept.pk})
    return Http404()


def _private(answer: HttpResponseBase, *, filename: str = "") -> HttpResponseBase:
    """For this person's own browser only, and asked about each time: who may see it can change."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    if filename:
        named = content_disposition_header(True, download_name(filename))
        answer["Content-Disposition"] = named or "attachment"
    return answer


def _ending(take: Take) -> str:
    return str(take.file).rsplit(".", 1)[-1]


def _take(request: HttpRequest, pk: int) -> Take:
    """A take the person may hear; the login middleware lets nobody in whom we don't know."""
    assert isinstance(request.user, User)
    visible = queries.visible_takes(request.user).select_related("song__model")
    return get_object_or_404(visible, pk=pk)


def _part(take: Take, kind: str) -> Part:
    return get_object_or_404(Part, take=take, kind=kind)
