"""The library, its trash, and what is done to several songs at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import SongdeskError
from generator.library import bulk, pages
from generator.library.zipped import zip_of
from generator.songs import views as song_views
from generator.songs.models import Song
from generator.songs.pages import way_back
from generator.songs.queries import with_takes
from generator.teams.models import User


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def songs(request: HttpRequest) -> HttpResponse:
    """The library; a form that is posted here makes a song."""
    if request.method == "POST" or not isinstance(request.user, User):
        return song_views.make(request)
    return render(request, "library/index.html", pages.library(request.user, request.GET))


@require_safe
def trash(request: HttpRequest) -> HttpResponse:
    return render(request, "library/trash.html", pages.trash(user_of(request), request.GET))


@require_POST
def bulk_do(request: HttpRequest) -> HttpResponseBase:
    """Trash, restore, move, share, put into a playlist or download the ticked songs."""
    user, deed = user_of(request), request.POST.get("do", "")
    chosen = bulk.chosen(user, request.POST, trashed=deed == "restore")
    if not chosen.songs:
        messages.error(request, "Tick the songs first. Those you ticked may be gone meanwhile.")
        return redirect(way_back(request))
    if deed == "zip":
        return _zip(chosen)
    if deed not in bulk.FOR_ALL and not chosen.mine:
        raise PermissionDenied("You can listen to this team's songs, but not change them.")
    if deed in bulk.DEEDS:
        _tell(request, chosen, deed)
    return redirect(way_back(request))


def _tell(request: HttpRequest, chosen: bulk.Chosen, deed: str) -> None:
    try:
        told = bulk.DEEDS[deed](chosen, user_of(request), request.POST)
    except SongdeskError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told.strip())


def _zip(chosen: bulk.Chosen) -> StreamingHttpResponse:
    ids = [song.pk for song in chosen.songs]
    songs = list(with_takes(Song.objects.filter(pk__in=ids)))
    now = timezone.localtime()
    answer = StreamingHttpResponse(zip_of(songs, now=now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="songs-{now:%Y-%m-%d}.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
