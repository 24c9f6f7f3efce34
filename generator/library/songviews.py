"""One song's page, and what is written and done there."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import Conflict, SongdeskError
from generator.library import actions, pages, queries
from generator.library.forms import NotesForm, RenameForm, sentence
from generator.library.views import user_of
from generator.songs.models import Song, Take
from generator.songs.pages import require, way_back
from generator.songs.queries import visible_songs, visible_takes, with_files
from generator.teams.queries import may_make


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    song = _song(request, pk)
    return render(request, "songs/detail.html", pages.song(user_of(request), song))


@require_http_methods(["GET", "HEAD", "POST"])
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """The heart. `on` says what it is to be, so that two presses of one page are one."""
    song, htmx = _song(request, pk), request.htmx  # type: ignore[attr-defined]
    if request.method != "POST":
        context = {"song": song, "here": htmx.current_url_abs_path or reverse("song", args=[pk])}
        return render(request, "library/_heart.html", context)
    actions.like(song, user=user_of(request), on=request.POST.get("on") == "1")
    return redirect("song_favourite", pk=pk) if htmx else redirect(way_back(request))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    song, form = _own_song(request, pk), RenameForm(request.POST)
    if not form.is_valid():
        return _refused(request, sentence(form))
    title = form.cleaned_data["title"]
    return _do(request, lambda: actions.rename(song, title=title), "The song was renamed.")


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    song, form = _own_song(request, pk), NotesForm(request.POST)
    if form.is_valid():
        before = form.cleaned_data["before"] if "before" in request.POST else None
        try:
            actions.note(song, notes=form.cleaned_data["notes"], before=before)
        except Conflict as error:
            song.refresh_from_db(fields=["notes"])
            now = f"They say now: “{song.notes[:300]}”. Save again to put yours in their place."
            form.add_error("notes", f"{error} {now}")
        else:
            messages.success(request, "The notes are saved.")
            return redirect(way_back(request))
    context = pages.song(user_of(request), song, notes=form)
    return render(request, "songs/detail.html", context, status=422)


@require_POST
def keep_take(request: HttpRequest, pk: int) -> HttpResponse:
    take, on = _own_take(request, pk), request.POST.get("on") == "1"
    told = f"Take {take.number} is {'a pick' if on else 'no pick any more'}."
    return _do(request, lambda: actions.keep(take, on=on), told)


@require_POST
def trash_take(request: HttpRequest, pk: int) -> HttpResponse:
    take = _own_take(request, pk)
    told = f"Take {take.number} is in the trash. You can restore it here for 30 days."
    return _do(request, lambda: actions.trash_take(take, now=timezone.now()), told)


@require_POST
def restore_take(request: HttpRequest, pk: int) -> HttpResponse:
    found = Take.objects.filter(song__in=visible_songs(user_of(request))).select_related("song")
    take = get_object_or_404(found, pk=pk)
    require(may_make(user_of(request), take.song.team_id))
    take = get_object_or_404(queries.trashed_takes(take.song, now=timezone.now()), pk=pk)
    told = f"Take {take.number} is back."
    return _do(request, lambda: actions.restore_take(take), told)


def _do(request: HttpRequest, act: Callable[[], object], told: str) -> HttpResponse:
    try:
        act()
    except SongdeskError as error:
        return _refused(request, str(error))
    messages.success(request, told)
    return redirect(way_back(request))


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect(way_back(request))


def _song(request: HttpRequest, pk: int) -> Song:
    visible = with_files(visible_songs(user_of(request))).select_related("user")
    return get_object_or_404(visible, pk=pk)


def _own_song(request: HttpRequest, pk: int) -> Song:
    song = _song(request, pk)
    require(may_make(user_of(request), song.team_id))
    return song


def _own_take(request: HttpRequest, pk: int) -> Take:
    visible = visible_takes(user_of(request)).select_related("song")
    take = get_object_or_404(visible, pk=pk)
    require(may_make(user_of(request), take.song.team_id))
    return take
