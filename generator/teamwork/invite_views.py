"""Inviting, and being invited."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import SongdeskError
from generator.teams import invites
from generator.teams.doors import act_and_return, allowed, place_in
from generator.teams.models import Invite, Membership, User
from generator.teams.roles import Act
from generator.teamwork import mails
from generator.teamwork.doors import team_page, team_url
from generator.teamwork.forms import InviteForm


@never_cache
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk, Act.INVITE)
    form = InviteForm(request.POST, by=place)
    if form.is_valid():
        try:
            made, token = invites.invite(place, **form.cleaned_data)
        except SongdeskError as error:
            form.add_error(None, str(error))
        else:
            return _sent(request, place, made, token)
    return team_page(request, place, invite_form=form, status=422)


@never_cache
@require_POST
def invite_again(request: HttpRequest, pk: int, invite: int) -> HttpResponse:
    """A new link by mail; the old one is dead."""
    place = place_in(request, pk, Act.INVITE)
    found = _invite(place, invite)
    try:
        token = allowed(partial(invites.renew, place, invite=found))
    except SongdeskError as error:
        messages.error(request, str(error))
        return redirect(team_url(place))
    found.refresh_from_db()
    return _sent(request, place, found, token)


@require_POST
def revoke(request: HttpRequest, pk: int, invite: int) -> HttpResponse:
    place = place_in(request, pk, Act.INVITE)
    found = _invite(place, invite)
    return act_and_return(
        request, partial(invites.revoke, place, invite=found),
        told=f"The invitation of {found.email} is withdrawn.", to=team_url(place),
    )  # fmt: skip


def _invite(place: Membership, pk: int) -> Invite:
    rows = Invite.objects.select_related("team", "invited_by")
    return get_object_or_404(rows, pk=pk, team=place.team_id, accepted_at=None)


def _sent(request: HttpRequest, place: Membership, made: Invite, token: str) -> HttpResponse:
    """The page with the link on it, this once: only its hash is kept."""
    link = request.build_absolute_uri(reverse("invite_link", args=[token]))
    mailed = mails.send_invite(made, link=link) and bool(settings.EMAIL_URL)
    return team_page(request, place, new_invite=made, link=link, mailed=mailed, refused=False)


@login_not_required
@never_cache
@require_safe
def invite_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember which invitation was opened, and go to a page whose address is no secret."""
    request.session[invites.SESSION_KEY] = invites.hash_of(token)
    return redirect("invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation whose link was opened in this browser."""
    found = invites.find(request.session.get(invites.SESSION_KEY, ""))
    if found is None:
        request.session.pop(invites.SESSION_KEY, None)
        return render(request, "teams/no_invitation.html", {"gone": invites.GONE}, status=404)
    if request.method == "POST" and isinstance(request.user, User):
        return _accept(request, found, request.user)
    mine = isinstance(request.user, User) and invites.is_for(found, request.user)
    context = {"invite": found, "mine": mine}
    return render(request, "teams/invitation.html", context)


def _accept(request: HttpRequest, found: Invite, user: User) -> HttpResponse:
    try:
        allowed(partial(invites.accept, found, user=user))
    except SongdeskError as error:
        messages.error(request, str(error))
        return redirect("invitation")
    request.session.pop(invites.SESSION_KEY)
    messages.success(request, f"You are in “{found.team}”.")
    return redirect("team", found.team_id)
