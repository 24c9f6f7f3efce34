"""What people do with their keys: issue, rotate, revoke."""

import hashlib
import secrets
import string
from datetime import datetime, timedelta

from django.db import transaction

from generator.errors import Conflict
from generator.keys.models import ApiKey
from generator.teams.models import Membership
from generator.teams.roles import Act, require

MARK = "sd_"
VISIBLE = len(MARK) + 8
SECRET_LETTERS = 40
"""62 ** 32 keys for each visible prefix: nobody guesses one, so a plain SHA-256 will do."""
ALPHABET = string.ascii_letters + string.digits
FRESH = timedelta(minutes=1)
"""How exact `last_used_at` is: a busy key is not written at every call."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    return MARK + "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))


def issue(
    place: Membership,
    *,
    name: str,
    scopes: list[str],
    model_slugs: list[str] | None = None,
    networks: list[str] | None = None,
    daily_cap: int | None = None,
    monthly_cap: int | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key of the person's for the team, and its secret, which nobody can read again.

    Raises `NotAllowed` where it is to make songs and the person may not.
    """
    if ApiKey.Scope.MAKE in scopes:
        require(place, Act.MAKE)
    secret = new_secret()
    key = ApiKey.objects.create(
        team=place.team, user=place.user, name=name, scopes=scopes,
        prefix=secret[:VISIBLE], digest=digest_of(secret), model_slugs=model_slugs or [],
        networks=networks or [], daily_cap=daily_cap, monthly_cap=monthly_cap,
        expires_at=expires_at,
    )  # fmt: skip
    return key, secret


@transaction.atomic
def rotate(key: ApiKey, *, overlap: timedelta, now: datetime) -> str:
    """A new secret for the key; the present one goes on working for `overlap`.

    One that was rotated out before ends at once. Raises `Conflict` for a revoked key.
    """
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at:
        raise Conflict(f"“{key.name}” is revoked. Issue a new key instead.")
    secret = new_secret()
    ApiKey.objects.filter(pk=key.pk).update(
        prefix=secret[:VISIBLE], digest=digest_of(secret), previous_prefix=key.prefix,
        previous_digest=key.digest, previous_until=now + overlap,
    )  # fmt: skip
    return secret


def revoke(key: ApiKey, *, now: datetime) -> None:
    """From this moment on the key, and the one before it, open nothing."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)


def note_use(key: ApiKey, *, now: datetime) -> None:
    """Remember when the key was last used, at most once a minute."""
    if key.last_used_at is None or now - key.last_used_at >= FRESH:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
