"""Usage: every call of a team, the same as a spreadsheet, and the log of API requests."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from generator.teams.doors import team_of, user_of
from generator.teams.queries import teams_of
from generator.usage import pages, queries, table
from generator.usage.forms import RequestsForm, UsageForm
from generator.wallet.views import before_of


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """This month's, unless days were asked for; empty ones mean from the beginning, until now."""
    team = team_of(request)
    form = _form(request)
    context = pages.usage(team, form, before=before_of(request))
    return render(request, "usage/index.html", context | _around(request))


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    team = team_of(request)
    form = RequestsForm(request.GET, team=team)
    context = pages.requests(team, form, before=before_of(request))
    return render(request, "usage/requests.html", context | _around(request))


@require_safe
def usage_csv(request: HttpRequest) -> StreamingHttpResponse:
    team = team_of(request)
    calls = queries.every(team, _form(request).wanted())
    response = StreamingHttpResponse(table.lines(calls), content_type="text/csv; charset=utf-8")
    name = f"songdesk-usage-{team.pk}-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _around(request: HttpRequest) -> dict[str, object]:
    """The teams to choose from, and the filter as an address has it."""
    query = request.GET.copy()
    query.pop("before", None)
    return {"teams": teams_of(user_of(request)), "query": query.urlencode()}


def _form(request: HttpRequest) -> UsageForm:
    data = request.GET.copy()
    if "since" not in data and "until" not in data:
        data["since"] = str(timezone.localdate().replace(day=1))
    return UsageForm(data, team=team_of(request))
