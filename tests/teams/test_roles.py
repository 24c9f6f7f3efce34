"""Who may do what to whom, and the table that says so."""

import pytest

from generator.errors import BadInput, Conflict, NotAllowed
from generator.teams import actions
from generator.teams.models import Membership, Team, User
from generator.teams.roles import MAY, Act, Role, below, may
from tests.teams.conftest import join

TABLE = {
    Role.OWNER: set(Act),
    Role.MANAGER: {
        Act.MAKE,
        Act.INVITE,
        Act.REMOVE,
        Act.CAP,
        Act.FILL,
        Act.RENAME,
        Act.HOOK,
        Act.REVOKE,
    },
    Role.MEMBER: {Act.MAKE},
    Role.LISTENER: set(),
}


@pytest.mark.parametrize("role", Role)
def test_it_lets_each_role_do_its_own(role: Role) -> None:
    place = Membership(role=role)
    assert {act for act in Act if may(place, act)} == TABLE[role]


def test_it_says_of_every_act_who_may() -> None:
    assert set(MAY) == set(Act)


@pytest.mark.parametrize(
    ("role", "lower"),
    [("owner", 3), ("manager", 2), ("member", 1), ("listener", 0)],
)
def test_it_puts_roles_in_order(role: str, lower: int) -> None:
    assert len(below(Membership(role=role))) == lower


def test_it_starts_a_team_with_its_owner(alice: User) -> None:
    team = actions.start_team(alice, name="  The   Band ")
    (place,) = Membership.objects.filter(team=team)
    assert (team.name, place.user, place.role) == ("The Band", alice, "owner")
    assert not team.is_personal


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_it_wants_a_name_for_a_team(alice: User, owner: Membership, name: str) -> None:
    with pytest.raises(BadInput):
        actions.start_team(alice, name=name)
    with pytest.raises(BadInput):
        actions.rename(owner, name=name)


# ---- Roles and removal ----


def role_of(place: Membership) -> str:
    return Membership.objects.get(pk=place.pk).role


def test_it_lets_owners_change_roles_below_theirs(
    owner: Membership, manager: Membership, listener: Membership
) -> None:
    actions.change_role(owner, member=listener, role="manager")
    assert role_of(listener) == "manager"
    with pytest.raises(NotAllowed):
        actions.change_role(owner, member=manager, role="owner")
    with pytest.raises(NotAllowed):
        actions.change_role(owner, member=owner, role="member")
    with pytest.raises(NotAllowed):
        actions.change_role(manager, member=listener, role="listener")


def test_it_lets_managers_remove_only_those_below_them(
    owner: Membership, manager: Membership, member: Membership, band: Team
) -> None:
    peer = join(band, "mia", Role.MANAGER)
    for other in (owner, peer):
        with pytest.raises(NotAllowed):
            actions.remove(manager, member=other)
    actions.remove(manager, member=member)
    assert not Membership.objects.filter(pk=member.pk).exists()
    with pytest.raises(Conflict):
        actions.remove(manager, member=member)


def test_it_goes_by_the_role_one_has_now(
    owner: Membership, manager: Membership, member: Membership
) -> None:
    stale = Membership.objects.select_related("team", "user").get(pk=manager.pk)
    actions.change_role(owner, member=manager, role="member")
    with pytest.raises(NotAllowed):
        actions.remove(stale, member=member)


def test_it_caps_only_those_below(owner: Membership, manager: Membership) -> None:
    with pytest.raises(NotAllowed):
        actions.set_caps(manager, member=owner, daily=1, weekly=None, monthly=None)
    with pytest.raises(NotAllowed):
        actions.set_caps(manager, member=manager, daily=None, weekly=None, monthly=None)


# ---- Leaving and handing over ----


def test_it_lets_members_leave(member: Membership) -> None:
    actions.leave(member)
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_it_keeps_the_last_owner(owner: Membership, member: Membership) -> None:
    with pytest.raises(Conflict, match="last owner of “Band”"):
        actions.leave(owner)
    actions.hand_over(owner, member=member)
    owner.refresh_from_db()
    actions.leave(owner)
    assert [place.user for place in Membership.objects.filter(team=owner.team)] == [member.user]


def test_it_keeps_people_in_their_personal_team(alice: User, bob: User) -> None:
    own = Membership.objects.get(team=alice.personal_team, user=alice)
    guest = Membership.objects.get(team=alice.personal_team, user=bob)
    with pytest.raises(Conflict, match="yours alone"):
        actions.leave(own)
    with pytest.raises(Conflict, match="stays with its person"):
        actions.hand_over(own, member=guest)
    actions.leave(guest)


def test_it_makes_a_new_owner_without_caps_and_the_old_one_a_manager(
    owner: Membership, member: Membership
) -> None:
    actions.set_caps(owner, member=member, daily=1, weekly=2, monthly=3)
    actions.hand_over(owner, member=member)
    member.refresh_from_db()
    assert (member.role, member.is_capped, role_of(owner)) == ("owner", False, "manager")
    with pytest.raises(NotAllowed):
        actions.hand_over(owner, member=member)


def test_it_hands_over_only_to_another_member(owner: Membership, charlie: User) -> None:
    with pytest.raises(Conflict, match="another member"):
        actions.hand_over(owner, member=owner)
    elsewhere = Membership.objects.get(user=charlie)
    with pytest.raises(Conflict, match="not in the team"):
        actions.hand_over(owner, member=elsewhere)
