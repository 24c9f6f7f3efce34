"""Who may come in: the key in the Authorization header, and what it is for."""

import ipaddress
import re
import time
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from generator.api import limits
from generator.errors import NotAllowed, Unauthenticated
from generator.keys.actions import note_use
from generator.keys.models import ApiKey
from generator.keys.queries import Known, known
from generator.teams.roles import MAY, Act

Scope = ApiKey.Scope
HEADER = re.compile(r"bearer +([!-~]+) *", re.IGNORECASE)
HOW = "Send a key as “Authorization: Bearer sd_…”."


class ApiRequest(HttpRequest):
    """A request that came in with a key."""

    auth: ApiKey
    allowance: limits.Allowance
    shown: ApiKey
    """Known to us, whether or not it may come in: whose the log's line is."""
    song_number: int
    """Of the song that it began."""


class Bearer(HttpBearer):
    """Lets in keys that have the scope; without one, every good key.

    Raises `Unauthenticated`, `NotAllowed` and `TooMany`.
    """

    openapi_scheme = "bearer"

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiKey:
        found = HEADER.fullmatch(request.headers.get("Authorization", ""))
        if found is None:
            raise Unauthenticated(HOW)
        return self.authenticate(request, found[1])

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        now = timezone.now()
        one = known(token, now=now)
        if one is None:
            raise Unauthenticated(f"There is no such key. {HOW}")
        cast(ApiRequest, request).shown = one.key
        require_alive(one)
        allowance = limits.count(one.key.pk, now=time.time())
        cast(ApiRequest, request).allowance = allowance
        allowance.require()
        require_address(one.key, request.META.get("REMOTE_ADDR", ""))
        require_scope(one, self.scope)
        note_use(one.key, now=now)
        return one.key


def require_alive(one: Known) -> None:
    """Raises `Unauthenticated` with what became of the key."""
    key = one.key
    if key.revoked_at:
        raise Unauthenticated("This key was revoked.")
    if key.expires_at and key.expires_at <= timezone.now():
        raise Unauthenticated(f"This key expired on {key.expires_at:%d %b %Y at %H:%M} UTC.")
    if one.role is None or not key.user.is_active:
        raise Unauthenticated("This key's owner is not in its team any more.")


def require_address(key: ApiKey, address: str) -> None:
    """Raises `NotAllowed` where the key is for other networks."""
    if key.networks and not _is_in(address, key.networks):
        raise NotAllowed("This key may not be used from this address.")


def _is_in(address: str, networks: list[str]) -> bool:
    try:
        here = ipaddress.ip_address(address)
    except ValueError:  # a socket without an address
        return False
    mapped = getattr(here, "ipv4_mapped", None)
    return any((mapped or here) in ipaddress.ip_network(network) for network in networks)


def require_scope(one: Known, scope: Scope | None) -> None:
    """Raises `NotAllowed` where the key, or the person whose it is, may not do this."""
    if scope and scope not in one.key.scopes:
        raise NotAllowed(f"This key lacks the scope “{scope}”.")
    if scope == Scope.MAKE and one.role not in MAY[Act.MAKE]:
        raise NotAllowed("This key's owner can listen to the team's songs, but not make any.")


def site_url(request: HttpRequest) -> str:
    """Where this site is, as in "https://songs.example", for absolute addresses."""
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
