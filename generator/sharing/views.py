"""The sharing panel's buttons, and a song's cover as a file. Each leads back to the song."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_POST, require_safe

from generator import covers
from generator.errors import Conflict, NotAllowed
from generator.sharing import actions, queries
from generator.sharing.forms import LinkForm, ShareForm
from generator.songs.models import Song
from generator.songs.queries import visible_songs
from generator.teams.models import User
from generator.teams.queries import may_make


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the song a link, or change the one it has."""
    song, form = _song(request, pk), LinkForm(request.POST)
    if not form.is_valid():
        return _refused(request, song, form)
    shown = {name: form.cleaned_data[name] for name in ("download", "lyrics", "prompt")}
    until = form.cleaned_data["last_day"]
    return _do(
        request, song,
        lambda: actions.open_link(song, user=_user(request), until=until, **shown),
        "Whoever has the link can hear this song.",
    )  # fmt: skip


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    song = _song(request, pk)
    return _do(
        request, song, lambda: actions.revoke_link(song, user=_user(request)),
        "The link is revoked; it opens nothing any more.",
    )  # fmt: skip


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    song = _song(request, pk)
    form = ShareForm(request.POST, song=song, user=_user(request))
    if not form.is_valid():
        return _refused(request, song, form)
    team = form.cleaned_data["team"]
    return _do(
        request, song, lambda: actions.share_song(song, user=_user(request), team=team),
        f"“{song.display_title}” is in the library of “{team}” now.",
    )  # fmt: skip


@require_POST
def unshare(request: HttpRequest, pk: int) -> HttpResponse:
    shared = get_object_or_404(queries.visible_shares(_user(request)), pk=pk)
    return _do(
        request, shared.song, lambda: actions.unshare(shared, user=_user(request)),
        f"“{shared.song.display_title}” is no longer in the library of “{shared.team}”.",
    )  # fmt: skip


@require_safe
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """The song's picture as a PNG, for the keys of a lock screen and the like."""
    song = _song(request, pk)
    response = _picture(request, song.pk)
    response["Cache-Control"] = "private, no-cache"
    return response


@condition(etag_func=lambda request, number: quote_etag(f"cover-{number}"))
def _picture(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(covers.png(number), content_type="image/png")


def _do(request: HttpRequest, song: Song, act: Callable[[], object], told: str) -> HttpResponse:
    """Do it and say so, or say why not; who may not is told so by the 403 page."""
    try:
        act()
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return _back(request, song)


def _refused(request: HttpRequest, song: Song, form: Form) -> HttpResponse:
    if not may_make(_user(request), song.team_id):
        raise PermissionDenied("You can listen to this song, but not share it.")
    for sentences in form.errors.values():
        messages.error(request, " ".join(map(str, sentences)))
    return _back(request, song)


def _back(request: HttpRequest, song: Song) -> HttpResponseRedirect:
    """The song's page; to the library where one doesn't see the song any more."""
    still = visible_songs(_user(request)).filter(pk=song.pk).exists()
    return redirect("song", song.pk) if still else redirect("songs")


def _song(request: HttpRequest, pk: int) -> Song:
    return get_object_or_404(visible_songs(_user(request)), pk=pk)


def _user(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
