"""Which key a secret is, and which keys a person has."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from generator.keys.actions import digest_of
from generator.keys.models import ApiKey
from generator.teams.models import Membership, User
from generator.teams.roles import Act, below, may


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


def keys_below(user: User) -> QuerySet[ApiKey]:
    """Keys of others that the person may revoke: of those below them in the teams they run."""
    places = Membership.objects.filter(team=OuterRef("team"), user=OuterRef("user"))
    theirs = Q(pk__in=())
    for place in Membership.objects.filter(user=user):
        if may(place, Act.REVOKE):
            theirs |= Q(team=place.team_id, role__in=below(place))
    keys = ApiKey.objects.filter(revoked_at=None).annotate(role=Subquery(places.values("role")[:1]))
    return keys.filter(theirs).exclude(user=user).select_related("team", "user")
