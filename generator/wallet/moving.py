"""People move credits between their own wallets: out of what they own, into what they manage."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from generator.errors import NotAllowed
from generator.teams.models import Membership, Team, User
from generator.teams.queries import teams_where_one_may
from generator.teams.roles import Act, require
from generator.wallet import ledger
from generator.wallet.models import Transfer


def sources(user: User) -> QuerySet[Team]:
    return teams_where_one_may(user, Act.EMPTY)


def targets(user: User) -> QuerySet[Team]:
    return teams_where_one_may(user, Act.FILL)


@transaction.atomic
def move_credits(user: User, *, source: Team, to: Team, amount: int, token: UUID) -> Transfer:
    """One press of the button is one transfer; the same token again is the first one.

    Raises `NotAllowed`, `InsufficientCredits`, and `LedgerError` for a token of another move.
    """
    places = Membership.objects.select_for_update().filter(user=user, team__in=[source, to])
    found = {place.team_id: place for place in places.order_by("pk")}
    for team, act in ((source, Act.EMPTY), (to, Act.FILL)):
        if team.pk not in found:
            raise NotAllowed("Credits move only between wallets of your own teams.")
        require(found[team.pk], act)
    return ledger.move(
        source, amount, to=to, key=f"move:{user.pk}:{token}",
        memo=f"From “{source}” to “{to}”", actor=user,
    )  # fmt: skip
