"""How a request comes to a team, and how it leaves: one place looked up, one answer given."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from generator.errors import NotAllowed, SongdeskError
from generator.teams.models import Membership, Team, User
from generator.teams.queries import places_of, teams_of
from generator.teams.roles import Act, require

T = TypeVar("T")


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def team_of(request: HttpRequest) -> Team:
    """The team of the address' `team`, or else the person's own. Others' teams are not there."""
    teams = teams_of(user_of(request))
    asked = request.GET.get("team", "")
    if asked:
        pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
        return get_object_or_404(teams, pk=pk)
    return get_object_or_404(teams, personal_of=request.user.pk)


def place_in(request: HttpRequest, pk: int, act: Act | None = None) -> Membership:
    """The person's place in the team; outsiders find no such team, the others their limits."""
    place = get_object_or_404(places_of(user_of(request)).select_related("user"), team__pk=pk)
    if act:
        allowed(partial(require, place, act))
    return place


def allowed(do: Callable[[], T]) -> T:
    """Do it; who may not gets the page that says so."""
    try:
        return do()
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def act_and_return(
    request: HttpRequest, do: Callable[[], object], *, told: str, to: str
) -> HttpResponse:
    """Do it, say so or say why not, and go on to a page."""
    try:
        allowed(do)
    except SongdeskError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(to)
