"""Outward calls: the only door to addresses that somebody else chose.

Audio addresses come from upstream, webhook addresses from customers; both could point at our own
database, at a cloud's metadata address or at an endless file. What may be reached is decided in
`addresses`, enforced on the socket itself in `sockets`, and used through `fetch`.

    from generator import outward

    policy = outward.Policy(allowed_origins=frozenset({"http://127.0.0.1:9000"}))
    got = outward.fetch_to(url, file, max_bytes=100_000_000, timeout_seconds=120, policy=policy)

Raises `UnsafeAddress` (never worth a second try) and `OutwardError` (look at `permanent`).
"""

from generator.outward.addresses import Policy, Resolver, check, check_ip, system_addresses
from generator.outward.fetch import Answer, Fetched, OutwardError, Progress, Sink, fetch_to, post
from generator.outward.waits import seconds_of

__all__ = [
    "Answer",
    "Fetched",
    "OutwardError",
    "Policy",
    "Progress",
    "Resolver",
    "Sink",
    "check",
    "check_ip",
    "fetch_to",
    "post",
    "seconds_of",
    "system_addresses",
]
