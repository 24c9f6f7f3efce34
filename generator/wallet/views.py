"""A team's wallet: what there is, what is held, and every movement in words."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from generator.errors import SongdeskError
from generator.teams.doors import team_of, user_of
from generator.teams.models import Team, User
from generator.teams.queries import teams_of
from generator.wallet import moving, queries
from generator.wallet.forms import MoveForm, StatementForm
from generator.wallet.ledger import balance_of
from generator.wallet.models import Transfer
from generator.wallet.moving import move_credits

PAGE = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection"""


@require_safe
def wallet(request: HttpRequest) -> HttpResponse:
    return _page(request, team_of(request))


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Move credits between the person's own wallets."""
    user = user_of(request)
    form = MoveForm(request.POST, user=user)
    if form.is_valid():
        try:
            transfer = move_credits(user, **form.cleaned_data)
        except SongdeskError as error:
            form.add_error(None, f"{error} Nothing was moved.")
        else:
            messages.success(request, f"{transfer.memo}: {transfer.amount:,} credits moved.")
            return redirect(f"{reverse('wallet')}?team={transfer.team_id}")
    team = form.cleaned_data.get("source") or team_of(request)
    return _page(request, team, move_form=form, status=422)


def _page(
    request: HttpRequest, team: Team, *, move_form: MoveForm | None = None, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    form = StatementForm(request.GET)
    page = list(
        queries.statement(team, wanted=form.wanted(), before=before_of(request), most=PAGE + 1)
    )
    context = {
        "team": team,
        "teams": teams_of(user),
        "move_form": move_form or _move_form(user, team),
        "balance": balance_of(team),
        "rows": page[:PAGE],
        "form": form,
        "kind": request.GET.get("kind", ""),
        "kinds": Transfer.Kind.choices,
        "csv_url": _link(request, "wallet_csv"),
        "newer": _link(request, "wallet") if before_of(request) else "",
        "older": _older(request, page),
        **_spending(team),
    }
    return render(request, "wallet/index.html", context, status=status)


def _move_form(user: User, team: Team) -> MoveForm | None:
    """Out of the wallet that is shown, if it may be emptied; none where there is no other."""
    form = MoveForm(user=user, initial={"source": team.pk})
    sources, targets = ({t.pk for t in find(user)} for find in (moving.sources, moving.targets))
    if not sources or len(sources | targets) < 2:
        return None
    others = [pk for pk in sorted(targets) if pk != team.pk]
    form.initial["to"] = others[0] if team.pk in sources else team.pk
    return form


@require_safe
def statement_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole statement, filtered as the page is, for a spreadsheet."""
    team = team_of(request)
    lines = queries.statement(team, wanted=StatementForm(request.GET).wanted())
    response = StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
    name = f"songdesk-wallet-{team.pk}-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(lines: Iterator[queries.Line]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff"  # without it, spreadsheets take the file for their own old encoding
    yield writer.writerow(["time", "kind", "what", "amount", "change", "available", "held", "by"])
    for line in lines:
        row = line.transfer
        yield writer.writerow(
            [
                row.created_at.isoformat(timespec="seconds"), row.get_kind_display(),
                plain(row.memo), row.amount, line.change, line.available, line.held,
                plain(str(row.actor or "")),
            ]
        )  # fmt: skip


class Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _spending(team: Team) -> dict[str, Any]:
    now = timezone.localtime()
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return {
        "by_day": queries.spent_by_day(team, today=now.date()),
        "spent_this_month": queries.spent_since(team, month),
    }


def before_of(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    return int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None


def _link(request: HttpRequest, name: str, **more: object) -> str:
    """The page of that name with the same team and filter."""
    query = request.GET.copy()
    query.pop("before", None)
    for key, value in more.items():
        query[key] = str(value)
    return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


def _older(request: HttpRequest, page: list[queries.Line]) -> str:
    if len(page) <= PAGE:
        return ""
    return _link(request, "wallet", before=page[PAGE - 1].transfer.pk)
