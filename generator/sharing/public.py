"""What a link opens, to anybody: one song's page, sound and picture, and nothing else.

A link that is wrong, expired or revoked, or whose song is not there any more, always gets the same
answer. No view here reads the session, so none sets or needs a cookie.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from generator import covers
from generator.audio.serve import audio_response
from generator.sharing import oembed as embedding
from generator.sharing import pages, queries, visits
from generator.sharing.models import Link
from generator.songs.models import Take

log = logging.getLogger(__name__)

HEADERS = {
    # A link is for those it was given to: it must not be found by search, nor told to other sites.
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
Opened = Callable[..., HttpResponseBase]


def through_link(view: Opened) -> Opened:
    """Calls `view(request, link, ...)` with a link that is open at this moment."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        links = queries.open_links(timezone.now()).select_related("song__model")
        takes = Prefetch("song__takes", Take.objects.filter(trashed_at=None))
        link = links.prefetch_related(takes).filter(token=token).first()
        response = _closed(request) if link is None else _opened(view, request, link, more)
        for name, value in HEADERS.items():
            response[name] = value
        # It may be revoked at any moment.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


def _opened(
    view: Opened, request: HttpRequest, link: Link, more: dict[str, Any]
) -> HttpResponseBase:
    try:
        return view(request, link, **more)
    except Http404:
        return _closed(request)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/gone.html", status=404)


@through_link
def page(request: HttpRequest, link: Link) -> HttpResponse:
    _count(request, link)
    return render(request, "sharing/page.html", pages.public(link, request))


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@through_link
def embed(request: HttpRequest, link: Link) -> HttpResponse:
    """A small player for other sites' pages: the one view that may be framed."""
    _count(request, link)
    return render(request, "sharing/embed.html", pages.public(link, request))


@through_link
def audio(request: HttpRequest, link: Link, number: int = 1) -> HttpResponseBase:
    return _sound(request, _take(link, number), filename=None)


@through_link
def download(request: HttpRequest, link: Link, number: int = 1) -> HttpResponseBase:
    if not link.download:
        raise Http404
    take = _take(link, number)
    ending = str(take.file).rsplit(".", 1)[-1]
    return _sound(request, take, filename=f"{link.song.display_title}.{ending}")


@through_link
def cover(request: HttpRequest, link: Link) -> HttpResponse:
    return HttpResponse(covers.png(link.song_id), content_type="image/png")


@login_not_required
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What other sites ask for when somebody pastes a link there. https://oembed.com"""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is spoken here.\n", status=501, content_type="text/plain")
    token = embedding.token_in(request.GET.get("url", ""), hosts=pages.hosts(request))
    link = queries.open_links(timezone.now()).filter(token=token).select_related("song").first()
    if link is None:
        return JsonResponse({"error": "There is no such link."}, status=404, headers=HEADERS)
    site, size = pages.site_address(request), embedding.size(request.GET)
    return JsonResponse(embedding.answer(link, site=site, size=size), headers=HEADERS)


def _count(request: HttpRequest, link: Link) -> None:
    agent, purpose = (request.headers.get(name, "") for name in ("User-Agent", "Sec-Purpose"))
    if request.method == "GET" and visits.is_person(agent, purpose):
        address = request.META.get("REMOTE_ADDR", "")
        visits.count(link, address=address, today=timezone.localdate())


def _take(link: Link, number: int) -> Take:
    for take in link.song.takes.all():
        if take.number == number:
            return take
    raise Http404


def _sound(request: HttpRequest, take: Take, *, filename: str | None) -> HttpResponseBase:
    accel = f"{settings.AUDIO_ACCEL_PREFIX}{take.file}" if settings.AUDIO_ACCEL_PREFIX else None
    try:
        return audio_response(
            request, open_file=take.file.open, size=take.size, etag=take.sha256,
            content_type=take.content_type, filename=filename, accel_path=accel,
        )  # fmt: skip
    except FileNotFoundError as error:
        log.error("the file of take %s is gone", take.pk, extra={"song": take.song_id})
        raise Http404 from error
