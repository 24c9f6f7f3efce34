"""Deleting a team: only an empty one, and the ledger goes on naming it."""

from django.db import transaction
from django.utils import timezone

from generator.errors import Conflict
from generator.songs.models import PENDING, Song
from generator.teams.actions import lock
from generator.teams.models import Invite, Membership, Team
from generator.teams.roles import Act, require
from generator.wallet.ledger import balance_of
from generator.webhooks.models import Endpoint


@transaction.atomic
def close_team(by: Membership) -> None:
    """Raises `NotAllowed`, and `Conflict` with what has to be done first.

    Everybody's place is locked first: a song on its way in, or credits, wait and then find no
    place in the team any more.
    """
    require(by, Act.CLOSE)
    if by.team.is_personal:
        raise Conflict("Your personal wallet and songs can't be deleted.")
    now = lock(by.team).get(by.pk)
    if now is None:  # another press, or another owner, was first
        raise Conflict("You are not in the team any more.")
    require(now, Act.CLOSE)
    obstacle = what_is_left(by.team)
    if obstacle:
        raise Conflict(f"“{by.team}” can't be deleted yet: {obstacle}")
    Invite.objects.filter(team=by.team, accepted_at=None).delete()
    Membership.objects.filter(team=by.team).delete()
    Endpoint.objects.filter(team=by.team).delete()
    Team.objects.filter(pk=by.team_id).update(closed_at=timezone.now())


def what_is_left(team: Team) -> str:
    """What keeps the team from being deleted, and what to do about it; empty: nothing does.

    Songs in its trash do not: the page says that nobody can restore them afterwards.
    """
    songs = Song.objects.filter(team=team, trashed_at=None)
    pending, number = songs.filter(state__in=PENDING).count(), songs.count()
    if pending:
        return f"{_songs(pending)} in the works. Wait, or cancel them."
    if number:
        return f"{_songs(number)} in its library. Move them to another team first."
    balance = balance_of(team)
    if balance.available or balance.held:
        left = balance.available + balance.held
        return f"{left:,} credits are in its wallet. Spend them, or move them to another wallet."
    return ""


def _songs(number: int) -> str:
    return "1 song is" if number == 1 else f"{number:,} songs are"
