"""What each page of teams shows: the contexts of the templates in `templates/teams/`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from generator.teams import asks, queries
from generator.teams.models import Ask, Invite, Membership, User
from generator.teams.roles import Act, Role, below, may
from generator.teamwork import closing
from generator.teamwork.forms import AskForm, InviteForm, NameForm
from generator.wallet import caps
from generator.wallet.ledger import Balance, balance_of
from generator.wallet.models import Account

WHAT_ROLES_DO = (
    (Role.LISTENER, "hears the songs, reads the wallet and the usage"),
    (Role.MEMBER, "also makes songs with the team's credits, and changes its songs"),
    (Role.MANAGER, "also invites and removes people, sets caps, answers requests, runs webhooks"),
    (Role.OWNER, "also changes roles, moves credits out, hands the team over, deletes it"),
)


@dataclass(frozen=True)
class Row:
    """One member, and what the person who looks may do about them."""

    member: Membership
    caps: list[caps.Cap]
    is_me: bool
    below_me: bool
    """Whether the person who looks may change their caps or remove them."""
    roles: list[tuple[str, str]]
    """The roles they may be given; empty: none."""


@dataclass(frozen=True)
class Card:
    """One of the person's teams, in the list of them."""

    place: Membership
    members: int
    balance: Balance


def teams(user: User, form: NameForm | None = None) -> dict[str, Any]:
    places = list(queries.places_of(user))
    ids = [place.team_id for place in places]
    counted = Membership.objects.filter(team__in=ids).order_by().values_list("team")
    members = dict(counted.annotate(number=Count("pk")))
    pots = dict(_pots(ids))
    cards = [
        Card(
            place,
            members[place.team_id],
            Balance(*(pots.get((place.team_id, kind), 0) for kind in Account.TEAM_KINDS)),
        )
        for place in places
    ]
    return {"cards": cards, "form": form or NameForm()}


def _pots(team_ids: list[int]) -> Iterable[tuple[tuple[int, str], int]]:
    rows = Account.objects.filter(team__in=team_ids).values_list("team", "kind", "balance")
    return (((team, kind), balance or 0) for team, kind, balance in rows)


def team(place: Membership, **forms: Any) -> dict[str, Any]:
    """The team as seen from that place. `forms` are those that were refused, by name."""
    members = list(queries.members_of(place.team))
    standing = caps.standing(members, now=timezone.now())
    rows = [_row(place, member, standing[member.pk]) for member in members]
    mine = next(row for row in rows if row.is_me)
    return {
        "place": place,
        "team": place.team,
        "balance": balance_of(place.team),
        "rows": rows,
        "mine": mine,
        "may": {act.name.lower(): may(place, act) for act in Act},
        "others": [row.member for row in rows if not row.is_me],
        "invites": _invites(place),
        "asks": _asks(place),
        "my_ask": _my_ask(place) if place.is_capped else None,
        "obstacle": closing.what_is_left(place.team) if may(place, Act.CLOSE) else "",
        "roles": WHAT_ROLES_DO,
        "time_zone": settings.TIME_ZONE,
        "invite_form": InviteForm(by=place),
        "name_form": NameForm(initial={"name": place.team.name}),
        "ask_form": AskForm(),
        **forms,
    }


def _row(place: Membership, member: Membership, standing: list[caps.Cap]) -> Row:
    below_me = member.role in below(place) and may(place, Act.CAP)
    roles = [(role.value, role.label) for role in reversed(below(place))]
    return Row(
        member,
        standing,
        is_me=member.pk == place.pk,
        below_me=below_me,
        roles=roles if below_me and may(place, Act.RANK) else [],
    )


def _invites(place: Membership) -> QuerySet[Invite] | None:
    if place.team.is_personal or not may(place, Act.INVITE):
        return None
    return queries.open_invites(place.team)


def _asks(place: Membership) -> list[Ask]:
    if not may(place, Act.CAP):
        return []
    return [ask for ask in asks.open_asks(place.team) if ask.membership.role in below(place)]


def _my_ask(place: Membership) -> Ask | None:
    """The person's last request: it waits, or how it was answered."""
    return Ask.objects.filter(membership=place).select_related("answered_by").first()
