"""The list of one's teams, one team, and what its people do with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import BadInput
from generator.teams import actions
from generator.teams.doors import act_and_return, place_in, user_of
from generator.teams.queries import TEAM_KEY, teams_to_make_for
from generator.teams.roles import Act
from generator.teamwork import pages
from generator.teamwork.closing import close_team
from generator.teamwork.doors import member_of, team_page, team_url
from generator.teamwork.forms import NameForm


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """The person's teams; a name that is posted here starts one."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "teams/index.html", pages.teams(user))
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            team = actions.start_team(user, name=form.cleaned_data["name"])
        except BadInput as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"“{team}” is yours. Invite somebody.")
            return redirect("team", team.pk)
    return render(request, "teams/index.html", pages.teams(user, form), status=422)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Work with a team from now on: its wallet is shown, and picked in the studio."""
    asked = request.POST.get("team", "")
    pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    team = get_object_or_404(teams_to_make_for(user_of(request)), pk=pk)
    request.session[TEAM_KEY] = team.pk
    page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        page = "/"
    return redirect(page)


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    return team_page(request, place_in(request, pk))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk, Act.RENAME)
    form = NameForm(request.POST)
    if not form.is_valid():
        return team_page(request, place, name_form=form, status=422)
    name = form.cleaned_data["name"]
    return act_and_return(
        request, lambda: actions.rename(place, name=name),
        told="The team has its new name.", to=team_url(place),
    )  # fmt: skip


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk)
    return act_and_return(
        request, lambda: actions.leave(place), told=f"You have left “{place.team}”.", to="/teams/"
    )


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk, Act.HAND_OVER)
    asked = request.POST.get("member", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    member = member_of(place, int(asked) if known else 0)
    return act_and_return(
        request, lambda: actions.hand_over(place, member=member),
        told=f"{member.user} owns “{place.team}” now; you are a manager.", to=team_url(place),
    )  # fmt: skip


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk, Act.CLOSE)
    return act_and_return(
        request, lambda: close_team(place), told=f"“{place.team}” is deleted.", to="/teams/"
    )
