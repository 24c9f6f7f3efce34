"""The wallet's page and its statement as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from generator.teams.models import Team, User
from generator.teams.queries import teams_of
from generator.wallet import ledger, queries
from generator.wallet.export import csv_lines
from generator.wallet.forms import StatementForm
from generator.wallet.models import Transfer

PAGE = 50


@require_safe
@vary_on_headers("HX-Request")
def wallet(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    team, form = _team(request, user), StatementForm(request.GET)
    context = {"team": team, "form": form, **_page(_rows(team, form))}
    if _wants_fragment(request):
        return render(request, "wallet/index.html#statement", context)
    totals, by_day = queries.totals(team, today=timezone.localdate())
    context |= {"teams": teams_of(user), "balance": ledger.balance_of(team)}
    return render(request, "wallet/index.html", {**context, "totals": totals, "by_day": by_day})


@require_safe
def wallet_csv(request: HttpRequest) -> HttpResponseBase:
    team, form = _team(request, _user(request)), StatementForm(request.GET)
    if not form.is_valid():  # the page says what is wrong
        return redirect(f"{reverse('wallet')}?{request.GET.urlencode()}")
    lines = csv_lines(queries.statement(team, **form.cleaned_data | {"before": None}))
    name = f"{slugify(team.name) or 'team'}-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _user(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def _team(request: HttpRequest, user: User) -> Team:
    """The team that was asked for, or the person's own; 404 where they are not in it."""
    asked = request.GET.get("team")
    if not asked:
        return get_object_or_404(teams_of(user), personal_of=user)
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(teams_of(user), pk=int(asked))


def _rows(team: Team, form: StatementForm) -> QuerySet[Transfer]:
    return (
        queries.statement(team, **form.cleaned_data) if form.is_valid() else Transfer.objects.none()
    )


def _page(rows: QuerySet[Transfer]) -> dict[str, Any]:
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return {"rows": found[:PAGE], "next_before": found[PAGE - 1].pk if more else None}


def _wants_fragment(request: HttpRequest) -> bool:
    """A filter's own request; a boosted link and the Back button want the whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)
