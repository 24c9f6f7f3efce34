"""What happens when a person arrives."""

from django.conf import settings
from django.db import transaction

from generator.teams.actions import open_personal_team
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Transfer


@transaction.atomic
def welcome(user: User) -> Team:
    """Open the person's own team and grant the first credits: once per account, ever."""
    team = open_personal_team(user)
    key = f"user:{user.pk}:signup"
    if settings.SIGNUP_CREDITS and not Transfer.objects.filter(key=key).exists():
        ledger.grant(team, settings.SIGNUP_CREDITS, key=key, memo="A welcome from the house")
    return team
