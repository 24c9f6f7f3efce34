"""The studio page, the library, and one song."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from generator.errors import Conflict, InsufficientCredits, SongdeskError
from generator.songs import actions, drafts, pages, queries
from generator.songs.forms import SongForm
from generator.songs.models import Song
from generator.teams.models import User
from generator.teams.queries import may_make


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What it is, for visitors; for the signed-in, the studio."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", pages.landing())
    initial = pages.asked_again(request.user, request.GET) | drafts.initial(request)
    form = SongForm(user=request.user, initial=initial)
    return render(request, "songs/studio.html", pages.studio(request.user, form))


def make(request: HttpRequest) -> HttpResponse:
    """A posted form makes a song; the library's view hands it on."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    return _make(request, request.user)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Keep what was typed while the session ran out, then come back to the form."""
    if request.method != "POST":
        return redirect(f"{reverse(settings.LOGIN_URL)}?next=/songs/")
    drafts.keep(request)
    messages.info(request, "Sign in again; what you wrote is kept.")
    return redirect(f"{reverse(settings.LOGIN_URL)}?next=/")


def _make(request: HttpRequest, user: User) -> HttpResponse:
    form = SongForm(request.POST, user=user)
    if not form.is_valid():
        return _studio_again(request, user, form, status=422)
    data = form.cleaned_data
    asked = {name: data[name] for name in pages.ASKED}
    try:
        song = actions.submit_song(
            data["team"], user=user, token=data["token"], retry_of=data["source"], **asked
        )
    except InsufficientCredits as error:
        form.add_error(None, f"{error} Pick a cheaper model, or ask an admin for more.")
        return _studio_again(request, user, form, status=error.status)
    except SongdeskError as error:
        form.add_error(None, str(error))
        return _studio_again(request, user, form, status=error.status)
    drafts.forget(request)
    messages.success(request, f"“{song.display_title}” was started.")
    return redirect("home")


def _studio_again(request: HttpRequest, user: User, form: SongForm, *, status: int) -> HttpResponse:
    return render(request, "songs/studio.html", pages.studio(user, form), status=status)


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What has changed among the songs the page saw pending; nothing: 204, in one query.

    A page that names no song has nothing to wait for: its poller is taken away.
    """
    was = pages.parse_seen(request.GET.get("seen", ""))
    now = queries.revisions(_user(request), was)
    if was and now == was:
        return HttpResponse(status=204)
    changed = [pk for pk, revision in now.items() if was[pk] != revision]
    context = pages.changes(_user(request), was=list(now), changed=changed)
    return render(request, "songs/studio.html#changes", context)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    song = _own_song(request, pk)
    return _do(request, song, lambda: actions.cancel_song(song), "was cancelled")


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    song = _own_song(request, pk)
    token = pages.token_of(request.POST)
    user = _user(request)
    return _do(
        request, song, lambda: actions.make_again(song, user=user, token=token), "is made again"
    )


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    song = _own_song(request, pk)
    return _do(request, song, lambda: _ask(song), "is being asked about")


def _ask(song: Song) -> None:
    if not actions.ask_now(song):
        raise Conflict(f"There is nothing to ask about “{song.display_title}” now.")


def _do(request: HttpRequest, song: Song, act: Callable[[], object], told: str) -> HttpResponse:
    """Do it, say so or say why not, and go back to where the person was."""
    try:
        act()
    except SongdeskError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{song.display_title}” {told}.")
    return redirect(pages.way_back(request))


def _user(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def _song(request: HttpRequest, pk: int) -> Song:
    visible = queries.visible_songs(_user(request))
    return get_object_or_404(queries.with_takes(visible), pk=pk)


def _own_song(request: HttpRequest, pk: int) -> Song:
    """A song the person may change: outsiders learn nothing, listeners that they may not."""
    song = _song(request, pk)
    pages.require(may_make(_user(request), song.team_id))
    return song
