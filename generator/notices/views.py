"""A person's notices, and how they want to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from generator.notices import actions, pages, queries
from generator.notices.forms import WishForm
from generator.teams.models import User


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/index.html", pages.index(_user(request), request.GET))


@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a notice leads, mostly to its song. Having gone there is having read it.

    A GET that writes, as it is a link one may open in a new tab; nobody else's page can gain
    anything by having one's own browser mark a notice as read.
    """
    notice = get_object_or_404(queries.notices_of(_user(request)), pk=pk)
    actions.mark_read(_user(request), pk=pk)
    return redirect(notice.path or reverse("song", args=[notice.song_id]))


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(queries.notices_of(_user(request)), pk=pk)
    actions.mark_read(_user(request), pk=pk)
    return redirect("notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_read(_user(request))
    return redirect("notices")


@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """What came after what the page has shown; nothing: 204, in one query."""
    shown = pages.shown(request.GET)
    unread = queries.unread(_user(request))
    if unread.newest <= shown.newest and unread.count == shown.count:
        return HttpResponse(status=204)
    return render(request, "notices/news.html")


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    if request.method == "POST":
        form = WishForm(request.POST)
        form.is_valid()  # one checkbox: anything is an answer
        actions.wish_mail(user, form.cleaned_data["by_mail"])
        messages.success(request, "Saved.")
        return redirect("notice_wish")
    form = WishForm(initial={"by_mail": queries.wants_mail(user)})
    return render(request, "notices/wish.html", {"form": form, "can_mail": actions.can_mail()})


def _user(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
