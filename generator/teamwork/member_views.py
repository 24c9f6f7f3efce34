"""What is done about one member: role, caps, removal; and their asking for more."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from generator.errors import SongdeskError
from generator.teams import actions, asks
from generator.teams.doors import act_and_return, allowed, place_in
from generator.teams.models import Ask
from generator.teams.roles import Act
from generator.teamwork import bell, mails
from generator.teamwork.doors import member_of, team_page, team_url
from generator.teamwork.forms import AskForm, CapsForm, RoleForm


@require_POST
def role(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    place = place_in(request, pk, Act.RANK)
    who, form = member_of(place, member), RoleForm(request.POST, by=place)
    if not form.is_valid():
        return _refused(request, form, team_url(place))
    new = form.cleaned_data["role"]
    return act_and_return(
        request, partial(actions.change_role, place, member=who, role=new),
        told=f"{who.user} is a {new} now.", to=team_url(place),
    )  # fmt: skip


@require_POST
def set_caps(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    place = place_in(request, pk, Act.CAP)
    who, form = member_of(place, member), CapsForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, team_url(place))
    return act_and_return(
        request, partial(actions.set_caps, place, member=who, **form.cleaned_data),
        told=f"The caps of {who.user} are set.", to=team_url(place),
    )  # fmt: skip


def _refused(request: HttpRequest, form: RoleForm | CapsForm, to: str) -> HttpResponse:
    for field in form.errors.values():
        messages.error(request, " ".join(str(error) for error in field))
    return redirect(to)


@require_POST
def remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    place = place_in(request, pk, Act.REMOVE)
    who = member_of(place, member)
    return act_and_return(
        request, partial(actions.remove, place, member=who),
        told=f"{who.user} is not in “{place.team}” any more. Their songs stay.",
        to=team_url(place),
    )  # fmt: skip


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more than one's caps allow."""
    place = place_in(request, pk, Act.MAKE)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            made = asks.ask_for_more(place, **form.cleaned_data)
        except SongdeskError as error:
            form.add_error(None, str(error))
        else:
            path = f"{team_url(place)}#asks"
            bell.ring_ask(made, path=path)
            mails.send_ask(made, link=request.build_absolute_uri(path))
            messages.success(request, "Asked. Whoever manages the team will answer.")
            return redirect(team_url(place))
    return team_page(request, place, ask_form=form, status=422)


@require_POST
def answer(request: HttpRequest, pk: int, ask: int, approve: bool) -> HttpResponse:
    place = place_in(request, pk, Act.CAP)
    rows = Ask.objects.select_related("membership__user", "membership__team")
    asked = get_object_or_404(rows, pk=ask, membership__team=place.team_id)
    try:
        allowed(partial(asks.answer, place, ask=asked, approve=approve))
    except SongdeskError as error:
        messages.error(request, str(error))
        return redirect(team_url(place))
    asked.refresh_from_db()
    bell.ring_answer(asked, path=f"{team_url(place)}#mine")
    mails.send_answer(asked, link=request.build_absolute_uri("/"))
    done = "approved" if approve else "declined"
    messages.success(request, f"{done.capitalize()}: {asked.amount:,} for {asked.membership.user}.")
    return redirect(team_url(place))
