"""What each role may do in a team: the one place that says so.

Owner > manager > member > listener. Whoever may act on other members acts on those below them.
"""

from enum import StrEnum

from generator.errors import NotAllowed
from generator.teams.models import Membership

Role = Membership.Role


class Act(StrEnum):
    """The words finish the sentence "Only an owner can ..."."""

    MAKE = "make songs and change them"
    INVITE = "invite people"
    REMOVE = "remove people"
    CAP = "set caps and answer those who ask for more"
    FILL = "move credits into the team's wallet"
    EMPTY = "move credits out of the team's wallet"
    RENAME = "rename the team"
    RANK = "change roles"
    HAND_OVER = "hand the team over"
    CLOSE = "delete the team"
    HOOK = "manage the team's webhooks"
    REVOKE = "revoke other members' API keys"


_MAKERS = (Role.OWNER, Role.MANAGER, Role.MEMBER)
_MANAGERS = (Role.OWNER, Role.MANAGER)
_OWNERS = (Role.OWNER,)
MAY: dict[Act, tuple[Role, ...]] = {
    Act.MAKE: _MAKERS,
    Act.INVITE: _MANAGERS,
    Act.REMOVE: _MANAGERS,
    Act.CAP: _MANAGERS,
    Act.FILL: _MANAGERS,
    # A manager under a cap could otherwise move the team's credits to a wallet without one.
    Act.EMPTY: _OWNERS,
    Act.RENAME: _MANAGERS,
    Act.RANK: _OWNERS,
    Act.HAND_OVER: _OWNERS,
    Act.CLOSE: _OWNERS,
    Act.HOOK: _MANAGERS,
    Act.REVOKE: _MANAGERS,
}
_ORDER = (Role.LISTENER, Role.MEMBER, Role.MANAGER, Role.OWNER)


def may(member: Membership, act: Act) -> bool:
    return member.role in MAY[act]


def require(member: Membership, act: Act) -> None:
    """Raises `NotAllowed`, with who could."""
    if not may(member, act):
        who = " or ".join(f"{'an' if role == Role.OWNER else 'a'} {role}" for role in MAY[act][:2])
        raise NotAllowed(f"Only {who} can {act}.")


def below(member: Membership) -> tuple[Role, ...]:
    """The roles this member may hand out, and whose holders they may act on."""
    return _ORDER[: _ORDER.index(Role(member.role))]


def above(role: str, *, who_may: Act) -> list[Role]:
    """The roles that may do that to somebody of this role."""
    return [one for one in MAY[who_may] if _ORDER.index(one) > _ORDER.index(Role(role))]


def require_above(member: Membership, role: str) -> None:
    """Raises `NotAllowed` where somebody of that role is not below the member."""
    if role not in below(member):
        raise NotAllowed(f"A {member.role} can't do that to a {role}.")
