"""Who spent what: the page, and the same as a spreadsheet."""

import csv

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from generator.teams.doors import place_in
from generator.teams.models import Membership
from generator.teamwork.usage import Line, total, usage
from generator.wallet.forms import DaysForm
from generator.wallet.views import plain

HEAD = (
    "person", "model", "songs asked for", "songs kept", "credits charged", "credits held",
    "credits per kept song",
)  # fmt: skip


@require_safe
def usage_page(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk)
    form, lines = _asked(request.GET, place)
    context = {
        "place": place, "team": place.team, "lines": lines, "total": total(lines), "form": form,
        "query": request.GET.urlencode(), "time_zone": settings.TIME_ZONE,
        "whole": "since" in request.GET and not form["since"].value() and not form["until"].value(),
    }  # fmt: skip
    return render(request, "teams/usage.html", context)


@require_safe
def usage_csv(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk)
    _, lines = _asked(request.GET, place)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"songdesk-usage-{place.team_id}-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(HEAD)
    for line in lines:
        each = "" if line.per_kept is None else f"{line.per_kept:.1f}"
        writer.writerow(
            [plain(line.who), plain(line.model), line.made, line.kept, line.charged, line.held,
             each]
        )  # fmt: skip
    return response


def _asked(query: QueryDict, place: Membership) -> tuple[DaysForm, list[Line]]:
    """This month, unless days were asked for; empty ones mean from the beginning, until now."""
    first = timezone.localdate().replace(day=1)
    form = DaysForm(query if "since" in query or "until" in query else {"since": first})
    since, until = form.bounds()
    return form, usage(place.team, since=since, until=until)
