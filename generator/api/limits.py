"""How many calls a key may make in a minute, and the headers that say so.

The headers are those of https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-07
(`RateLimit-Limit`, `-Remaining`, `-Reset`); Retry-After is RFC 9110's.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from generator.errors import TooMany

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Allowance:
    """What is left of this minute's calls; `reset` in seconds."""

    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Policy": f"{self.limit};w={WINDOW_SECONDS}",
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }

    def require(self) -> None:
        """Raises `TooMany` where this call was one too many."""
        if self.remaining < 0:
            raise TooMany(
                f"This key may make {self.limit} calls a minute. Go on in {self.reset} s.",
                retry_after=self.reset,
            )


def count(key_id: int, *, now: float) -> Allowance:
    """Count one call of the key at `now` (seconds since the epoch)."""
    window, passed = divmod(int(now), WINDOW_SECONDS)
    name = f"api:{key_id}:{window}"
    cache.add(name, 0, timeout=2 * WINDOW_SECONDS)
    try:
        calls = cache.incr(name)
    except ValueError:  # a full cache dropped it in between: it starts afresh
        calls = 1
    limit: int = settings.API_CALLS_PER_MINUTE
    return Allowance(limit, limit - calls, WINDOW_SECONDS - passed)
