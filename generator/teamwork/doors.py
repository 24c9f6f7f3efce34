"""One member of a team, and the team's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from generator.teams.models import Membership
from generator.teamwork import pages


def member_of(place: Membership, pk: int) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("user", "team"), pk=pk, team=place.team_id
    )


def team_url(place: Membership) -> str:
    return reverse("team", args=[place.team_id])


def team_page(
    request: HttpRequest, place: Membership, *, status: int = 200, **forms: object
) -> HttpResponse:
    return render(request, "teams/team.html", pages.team(place, **forms), status=status)
