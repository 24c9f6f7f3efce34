"""What people do with teams."""

from django.db import transaction

from generator.teams.models import Membership, Team, User


@transaction.atomic
def open_personal_team(user: User) -> Team:
    """The user's personal team, made on the first call."""
    team, made = Team.objects.get_or_create(personal_of=user, defaults={"name": "Personal"})
    if made:
        Membership.objects.create(team=team, user=user, role=Membership.Role.OWNER)
    return team
