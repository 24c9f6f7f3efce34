"""Which teams a person sees, and which they may make songs for."""

from django.db.models import Case, QuerySet, When

from generator.teams.models import Membership, Team, User


def teams_of(user: User) -> QuerySet[Team]:
    """The person's teams, their own personal one first."""
    own_first = Case(When(personal_of=user, then=0), default=1)
    return Team.objects.filter(membership__user=user).order_by(own_first, "name", "pk")


def teams_to_make_for(user: User) -> QuerySet[Team]:
    # Named again: two filters in a row would each look at a membership of its own, anybody's.
    return teams_of(user).filter(membership__user=user, membership__role__in=Membership.MAKERS)


def may_make(user: User, team_id: int) -> bool:
    return Membership.objects.filter(
        user=user, team_id=team_id, role__in=Membership.MAKERS
    ).exists()
