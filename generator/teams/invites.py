"""Asking people into a team: a link for one address, good once and for seven days.

Only the invited address may accept: a link that was forwarded, or read over somebody's shoulder,
opens no wallet. The link is a random token (256 bits, as OWASP asks of a session's id and more:
https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html); what is kept is
its SHA-256, which needs no salt where what is hashed can't be guessed.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from generator.errors import Conflict, NotAllowed
from generator.teams.models import Invite, Membership, User
from generator.teams.roles import Act, require, require_above

LIFE = timedelta(days=7)
SESSION_KEY = "invite"
"""Where a browser that opened a link keeps the link's hash, until its person has signed in."""
GONE = "This invitation is not open any more: it was used, withdrawn or has expired."


def invite(by: Membership, *, email: str, role: str) -> tuple[Invite, str]:
    """A new invitation and its token, which is told this once.

    Raises `NotAllowed`, and `Conflict` where there is nobody to invite.
    """
    require(by, Act.INVITE)
    require_above(by, role)
    if by.team.is_personal:
        raise Conflict("A personal team is for one. Start a team to share songs and credits.")
    email, token = email.strip().lower(), secrets.token_urlsafe(32)
    if Membership.objects.filter(team=by.team, user__email__iexact=email).exists():
        raise Conflict(f"{email} is in the team already.")
    try:
        with transaction.atomic():
            made = Invite.objects.create(
                team=by.team, email=email, role=role, invited_by=by.user,
                token_hash=hash_of(token), expires_at=timezone.now() + LIFE,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(f"{email} is invited already. Send that invitation again.") from None
    return made, token


def renew(by: Membership, *, invite: Invite) -> str:
    """A new link for another seven days; the old one is dead. Raises as `invite` does."""
    require(by, Act.INVITE)
    require_above(by, invite.role)
    token = secrets.token_urlsafe(32)
    open_ = Invite.objects.filter(pk=invite.pk, accepted_at=None)
    if not open_.update(token_hash=hash_of(token), expires_at=timezone.now() + LIFE):
        raise Conflict(f"{invite.email} has accepted already.")
    return token


def revoke(by: Membership, *, invite: Invite) -> None:
    """The link is dead. Raises `NotAllowed`, and `Conflict` where it was accepted meanwhile."""
    require(by, Act.INVITE)
    require_above(by, invite.role)
    Invite.objects.filter(pk=invite.pk, accepted_at=None).delete()
    if Invite.objects.filter(pk=invite.pk).exists():
        raise Conflict(f"{invite.email} has accepted already.")


def find(token_hash: str) -> Invite | None:
    """The invitation behind a link, if it is still open."""
    rows = Invite.objects.filter(accepted_at=None, expires_at__gt=timezone.now())
    rows = rows.filter(token_hash=token_hash, team__closed_at=None)
    return rows.select_related("team", "invited_by").first()


def is_for(invite: Invite, user: User) -> bool:
    """By the address of the account, or another that the person has proved to be theirs."""
    proved = EmailAddress.objects.filter(user=user, verified=True, email__iexact=invite.email)
    return user.email.lower() == invite.email or proved.exists()


@transaction.atomic
def accept(invite: Invite, *, user: User) -> Membership:
    """Take the place in the team. Who has one keeps it.

    Raises `NotAllowed` for another address's account, `Conflict` where the link is not good now.
    """
    if not is_for(invite, user):
        raise NotAllowed(f"This invitation is for {invite.email}, and you are {user.email}.")
    now = timezone.now()
    # The condition is the claim: of two presses one finds the row open. The hash is in it, so
    # that a link which was replaced a moment ago is no good either.
    claimed = Invite.objects.filter(
        pk=invite.pk, token_hash=invite.token_hash, accepted_at=None, expires_at__gt=now,
        team__closed_at=None,
    ).update(accepted_at=now, accepted_by=user)  # fmt: skip
    if not claimed:
        raise Conflict(GONE)
    place, _ = Membership.objects.get_or_create(
        team=invite.team, user=user, defaults={"role": invite.role}
    )
    return place


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
