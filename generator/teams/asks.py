"""Asking for more than one's caps allow, and the answer."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from generator.errors import BadInput, Conflict
from generator.teams.models import Ask, Membership, Team, User
from generator.teams.roles import Act, above, require, require_above

MOST = 1_000_000
"""Credits that one may ask for at once."""


def ask_for_more(member: Membership, *, amount: int, note: str) -> Ask:
    """Raises `BadInput` for an amount nobody means, `Conflict` where there is nothing to ask."""
    if not member.is_capped:
        raise Conflict("You have no cap in this team: there is nothing to ask for.")
    if not 0 < amount <= MOST:
        raise BadInput(f"Ask for 1 to {MOST:,} credits.")
    try:
        with transaction.atomic():
            return Ask.objects.create(membership=member, amount=amount, note=note[:300])
    except IntegrityError:
        raise Conflict("You have asked already; nobody has answered yet.") from None


def answer(by: Membership, *, ask: Ask, approve: bool) -> None:
    """Once: an approved amount counts on top of the caps of the day, week and month it falls in.

    Raises `NotAllowed`, and `Conflict` where somebody else was first.
    """
    require(by, Act.CAP)
    require_above(by, ask.membership.role)
    state = Ask.State.APPROVED if approve else Ask.State.DECLINED
    rows = Ask.objects.filter(pk=ask.pk, state=Ask.State.OPEN)
    if not rows.update(state=state, answered_at=timezone.now(), answered_by=by.user):
        raise Conflict("Somebody has answered that already.")


def open_asks(team: Team) -> list[Ask]:
    """What waits for an answer, the oldest first."""
    rows = Ask.objects.filter(membership__team=team, state=Ask.State.OPEN)
    return list(rows.select_related("membership__user", "membership__team").order_by("pk"))


def who_answers(ask: Ask) -> list[User]:
    """Everybody who may answer it."""
    roles = above(ask.membership.role, who_may=Act.CAP)
    team = ask.membership.team_id
    return list(User.objects.filter(membership__team=team, membership__role__in=roles))
