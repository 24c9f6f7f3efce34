"""The list of playlists, and one of them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import SongdeskError
from generator.library import pages, playlists, queries
from generator.library.forms import PlaceForm, PlaylistForm, sentence
from generator.library.models import Playlist
from generator.library.views import user_of
from generator.songs.pages import require


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All playlists; a form that is posted here starts one."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "library/playlists.html", pages.playlists(user))
    form = PlaylistForm(request.POST, user=user)
    if form.is_valid():
        try:
            playlist = playlists.start(**form.cleaned_data, user=user)
        except SongdeskError as error:
            form.add_error(None, str(error))
        else:
            return redirect("playlist", pk=playlist.pk)
    return render(request, "library/playlists.html", pages.playlists(user, form), status=422)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    playlist = _playlist(request, pk)
    return render(
        request, "library/playlist.html", pages.playlist(user_of(request), playlist)
    )  # fmt: skip


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    playlist, name = _own(request, pk), request.POST.get("name", "")
    return _do(request, playlist, lambda: playlists.rename(playlist, name=name), "Renamed.")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    playlist = _own(request, pk)
    playlist.delete()
    messages.success(request, f"“{playlist}” was deleted. Its songs stay in the library.")
    return redirect("playlists")


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a song before another, or at the end."""
    playlist, form = _own(request, pk), PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, sentence(form))
        return redirect("playlist", pk=pk)
    song, before = form.cleaned_data["song"], form.cleaned_data["before"]
    return _do(request, playlist, lambda: playlists.place(playlist, song, before=before), "")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    playlist, form = _own(request, pk), PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, sentence(form))
        return redirect("playlist", pk=pk)
    song = form.cleaned_data["song"]
    told = "The song is no longer in this playlist."
    return _do(request, playlist, lambda: playlists.remove(playlist, song), told)


def _do(
    request: HttpRequest, playlist: Playlist, act: Callable[[], object], told: str
) -> HttpResponse:
    try:
        act()
    except SongdeskError as error:
        messages.error(request, str(error))
    else:
        if told:
            messages.success(request, told)
    return redirect("playlist", pk=playlist.pk)


def _playlist(request: HttpRequest, pk: int) -> Playlist:
    visible = queries.visible_playlists(user_of(request)).select_related("team")
    return get_object_or_404(visible, pk=pk)


def _own(request: HttpRequest, pk: int) -> Playlist:
    playlist = _playlist(request, pk)
    require(pages.may_change(user_of(request), playlist))
    return playlist
