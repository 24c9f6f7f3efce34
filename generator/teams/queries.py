"""Which teams a person sees, and which they may make songs for."""

from django.db.models import Case, QuerySet, When

from generator.teams.models import Invite, Membership, Team, User
from generator.teams.roles import MAY, Act

TEAM_KEY = "team"
"""Where a session keeps the id of the team its person chose to work with."""


def teams_of(user: User) -> QuerySet[Team]:
    """The person's teams, their own personal one first."""
    own_first = Case(When(personal_of=user, then=0), default=1)
    return Team.objects.filter(membership__user=user).order_by(own_first, "name", "pk")


def teams_where_one_may(user: User, act: Act) -> QuerySet[Team]:
    # Named again: two filters in a row would each look at a membership of its own, anybody's.
    return teams_of(user).filter(membership__user=user, membership__role__in=MAY[act])


def teams_to_make_for(user: User) -> QuerySet[Team]:
    return teams_where_one_may(user, Act.MAKE)


def may_make(user: User, team_id: int) -> bool:
    places = Membership.objects.filter(user=user, team_id=team_id)
    return places.filter(role__in=MAY[Act.MAKE]).exists()


def places_of(user: User) -> QuerySet[Membership]:
    """The person's places in teams, in the order of `teams_of`."""
    own_first = Case(When(team__personal_of=user, then=0), default=1)
    places = Membership.objects.filter(user=user).select_related("team")
    return places.order_by(own_first, "team__name", "team_id")


def members_of(team: Team) -> QuerySet[Membership]:
    """Owners first, then by how long they have been there."""
    order = Case(
        *(When(role=role, then=place) for place, role in enumerate(Membership.Role)), default=9
    )
    rows = Membership.objects.filter(team=team).select_related("user", "team")
    return rows.order_by(order, "joined_at", "pk")


def open_invites(team: Team) -> QuerySet[Invite]:
    """Those not accepted, expired ones among them: they can be sent again."""
    return Invite.objects.filter(team=team, accepted_at=None).select_related("invited_by")
