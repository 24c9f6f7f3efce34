"""Counting who looked: people, once an address and day, without a cookie.

Only the page itself counts, not its sound or picture, and an address that comes back costs a read.
"""

import re
from datetime import date
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from generator.sharing.models import Link, Visit

# How previews, indexers and scripts name themselves; what says nothing is no browser either.
# (Cubot makes telephones.)
MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|embed|facebookexternalhit|whatsapp|curl|wget|python"
    r"|httpx|go-http|okhttp|java/|headless|monitor|scan|^\W*$",
    re.IGNORECASE,
)


def is_person(user_agent: str, purpose: str) -> bool:
    """`purpose` is the Sec-Purpose header: a browser may fetch what nobody has asked to see."""
    return not MACHINES.search(user_agent) and "prefetch" not in purpose


def count(link: Link, *, address: str, today: date) -> bool:
    """Count the address's first look of the day. False where it was counted before."""
    seen = Visit.objects.filter(link=link, visitor=visitor(address, link), day=today)
    return not seen.exists() and _count_first(link, visitor(address, link), today)


@transaction.atomic
def _count_first(link: Link, mark: str, today: date) -> bool:
    if not Visit.objects.get_or_create(link=link, visitor=mark, day=today)[1]:
        return False  # the same visitor twice at once
    Visit.objects.filter(link=link, day__lt=today).delete()
    Link.objects.filter(pk=link.pk).update(views=F("views") + 1)
    return True


def visitor(address: str, link: Link) -> str:
    """A mark of the address that says nothing of it, and differs from link to link.

    A line's IPv6 addresses change by the hour within its 64-bit prefix: they are one visitor.
    """
    try:
        known = ip_address(address)
    except ValueError:  # a proxy that hands on none
        return salted_hmac("visit", f"{link.pk}").hexdigest()
    if known.version == 6:
        address = str(ip_network((known, 64), strict=False))
    return salted_hmac("visit", f"{link.pk} {address}").hexdigest()
