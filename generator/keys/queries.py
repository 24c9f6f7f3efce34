"""Which key a secret is, and which keys a person has."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from generator.keys.actions import digest_of
from generator.keys.models import ApiKey
from generator.teams.models import Membership, User


@dataclass(frozen=True)
class Known:
    """A key that was shown to us, as it stands. `role` is None where its owner left the team."""

    key: ApiKey
    role: str | None


def known(secret: str, *, now: datetime) -> Known | None:
    """The key with this secret, revoked and expired ones too, in one query; None for a wrong one.

    Who asks learns nothing from how long it takes: the digest of a guess is no nearer to a key.
    """
    digest = digest_of(secret)
    before = Q(previous_digest=digest, previous_until__gt=now)
    place = Membership.objects.filter(team=OuterRef("team"), user=OuterRef("user"))
    rows = ApiKey.objects.filter(Q(digest=digest) | before).select_related("team", "user")
    key = rows.annotate(role=Subquery(place.values("role")[:1])).first()
    return Known(key, key.role) if key else None


def keys_of(user: User) -> QuerySet[ApiKey]:
    """The person's own keys, for whichever team."""
    return ApiKey.objects.filter(user=user).select_related("team")
