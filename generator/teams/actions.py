"""What people do with teams. `by` is the place in the team of whoever does it."""

from django.db import connection, transaction

from generator.errors import BadInput, Conflict, NotAllowed
from generator.teams.models import Membership, Team, User
from generator.teams.roles import Act, Role, may, require, require_above

NAME_MOST = 80
PLACE = "SELECT * FROM generator_membership WHERE team_id = %s AND user_id = %s"


@transaction.atomic
def open_personal_team(user: User) -> Team:
    """The user's personal team, made on the first call."""
    team, made = Team.objects.get_or_create(personal_of=user, defaults={"name": "Personal"})
    if made:
        Membership.objects.create(team=team, user=user, role=Role.OWNER)
    return team


@transaction.atomic
def start_team(user: User, *, name: str) -> Team:
    """A new team, with an empty wallet, that the user owns. Raises `BadInput`."""
    team = Team.objects.create(name=_checked(name))
    Membership.objects.create(team=team, user=user, role=Role.OWNER)
    return team


def rename(by: Membership, *, name: str) -> None:
    """Raises `NotAllowed` and `BadInput`."""
    require(by, Act.RENAME)
    Team.objects.filter(pk=by.team_id).update(name=_checked(name))


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_MOST:
        raise BadInput(f"A team's name has 1 to {NAME_MOST} characters.")
    return name


def lock_maker(user: User, team: Team) -> Membership:
    """Wait for and keep the person's place in the team until the transaction ends.

    Whoever removes them, or deletes the team, waits meanwhile. Raises `NotAllowed`.
    """
    # By hand: through the ORM this one read was a tenth of a submission over the API.
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    place = next(iter(Membership.objects.raw(PLACE + lock, [team.pk, user.pk])), None)
    if place is None or not may(place, Act.MAKE):
        raise NotAllowed("You can listen to this team's songs, but not make any.")
    return place


@transaction.atomic
def change_role(by: Membership, *, member: Membership, role: str) -> None:
    """Raises `NotAllowed`. Nobody becomes an owner like this: that is `hand_over`."""
    by, member = _both(by, member)
    require(by, Act.RANK)
    require_above(by, member.role)
    require_above(by, role)
    Membership.objects.filter(pk=member.pk).update(role=role)


@transaction.atomic
def remove(by: Membership, *, member: Membership) -> None:
    """Their songs stay with the team. Raises `NotAllowed`, and `Conflict` where they have left."""
    by, member = _both(by, member)
    require(by, Act.REMOVE)
    require_above(by, member.role)
    member.delete()


@transaction.atomic
def leave(by: Membership) -> None:
    """Raises `Conflict` for a personal team and for the last owner."""
    if by.team.is_personal and by.team.personal_of_id == by.user_id:
        raise Conflict("Your personal wallet and songs are yours alone: they can't be left.")
    places = lock(by.team)
    owners = [place for place in places.values() if place.role == Role.OWNER]
    if [owner.pk for owner in owners] == [by.pk]:
        raise Conflict(
            f"You are the last owner of “{by.team}”. Hand it over to another member first, "
            "or delete it."
        )
    Membership.objects.filter(pk=by.pk).delete()


@transaction.atomic
def hand_over(by: Membership, *, member: Membership) -> None:
    """Make the member an owner, without caps, and the owner a manager.

    Raises `NotAllowed`, and `Conflict` for a personal team and for whoever is no member any more.
    """
    if by.team.is_personal:
        raise Conflict("A personal team stays with its person.")
    by, member = _both(by, member)
    require(by, Act.HAND_OVER)
    if member.pk == by.pk:
        raise Conflict("Pick another member of the team to hand it over to.")
    Membership.objects.filter(pk=by.pk).update(role=Role.MANAGER)
    Membership.objects.filter(pk=member.pk).update(
        role=Role.OWNER, daily_cap=None, weekly_cap=None, monthly_cap=None
    )


@transaction.atomic
def set_caps(
    by: Membership,
    *,
    member: Membership,
    daily: int | None,
    weekly: int | None,
    monthly: int | None,
) -> None:
    """Credits a member may spend in each period; None lifts the cap. Raises `NotAllowed`."""
    by, member = _both(by, member)
    require(by, Act.CAP)
    require_above(by, member.role)
    rows = Membership.objects.filter(pk=member.pk)
    rows.update(daily_cap=daily, weekly_cap=weekly, monthly_cap=monthly)


def lock(team: Team) -> dict[int, Membership]:
    """Every place in the team, kept until the transaction ends: of two changes, one waits."""
    rows = Membership.objects.select_for_update(of=("self",)).filter(team=team).order_by("pk")
    return {place.pk: place for place in rows.select_related("team", "user")}


def _both(by: Membership, member: Membership) -> tuple[Membership, Membership]:
    """Both as they are now, which may be another role than when the page was drawn."""
    places = lock(by.team)
    if by.pk not in places or member.pk not in places:
        raise Conflict("One of you is not in the team any more.")
    return places[by.pk], places[member.pk]
