"""Give credits to a person's own team, or to another."""

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generator.accounts.actions import welcome
from generator.errors import SongdeskError
from generator.teams.models import Team, User
from generator.wallet import ledger


class Command(BaseCommand):
    help = "Grant credits to a person's own team (or to --team)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("amount", type=int, help="credits, more than 0")
        parser.add_argument("--reason", required=True, help="shown in the team's wallet")
        parser.add_argument("--team", type=int, help="the id of another team of theirs")
        parser.add_argument("--key", help="the same key again grants nothing more")

    def handle(self, *args: Any, **options: Any) -> None:
        team = _team(options["email"], options["team"])
        key = f"grant:{options['key'] or uuid4().hex}"
        try:
            ledger.grant(team, options["amount"], key=key, memo=options["reason"])
        except SongdeskError as error:
            raise CommandError(str(error)) from error
        available = ledger.balance_of(team).available
        self.stdout.write(f"{team.name} of {options['email']} has {available:,} credits now.")


def _team(email: str, team_id: int | None) -> Team:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    if team_id is None:
        return welcome(user)
    team = user.teams.filter(pk=team_id).first()
    if team is None:
        raise CommandError(f"{email} is in no team with the id {team_id}.")
    return team
