"""Which addresses we go to: https on the public internet, and the origins that we trust.

A name is only a promise: what it resolves to is checked again, on the way to the socket, with
`check_ip`. The list of special ranges is IANA's, read through `ipaddress`, plus the ranges that
Python 3.11's copy of it calls global although nobody should be reached there:
https://www.iana.org/assignments/iana-ipv6-special-registry/
"""

import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpcore
import httpx

from generator.errors import UnsafeAddress

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

MAX_URL_CHARS = 8192
DEFAULT_PORTS = {"http": 80, "https": 443}

# One DNS name. Anything else (percent signs, spaces, empty labels) is not worth a resolver's time.
NAME = re.compile(r"(?=.{1,254}\Z)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", re.ASCII)
# The C library reads "2130706433", "0177.1" and "0x7f.0.0.1" as IPv4. Browsers agree that a name
# whose last label is a number is an address: https://url.spec.whatwg.org/#ends-in-a-number-checker
ODD_IPV4 = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.ASCII)

# https://datatracker.ietf.org/doc/html/rfc6761#section-6.3
LOCAL = re.compile(r"(?:.*\.)?localhost\.?", re.ASCII)

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
NEVER = (
    ipaddress.IPv6Network("2001::/32"),  # Teredo: carries an IPv4 address, obscured
    ipaddress.IPv6Network("2002::/16"),  # 6to4: carries an IPv4 address
    ipaddress.IPv6Network("3fff::/20"),  # documentation, RFC 9637
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    ipaddress.IPv4Network("192.0.0.0/24"),  # protocol anycast: answered by the nearest router
)


def system_addresses(host: str, port: int) -> list[str]:
    """Ask the system's resolver. Raises OSError. Its patience is set in /etc/resolv.conf."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Policy:
    """What the caller permits.

    `allowed_origins`: scheme, host and port of gateways the operator configured; there any scheme
    and any address will do. Leave it empty for addresses that customers choose.
    `any_port`: not only https' own, 443.
    `tls` is for private certificates; `resolve` and `dial`, which opens sockets to addresses that
    were checked, for tests.
    """

    allowed_origins: frozenset[str] = frozenset()
    any_port: bool = False
    resolve: Resolver = system_addresses
    tls: ssl.SSLContext | None = None
    dial: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)

    def trusts(self, url: httpx.URL) -> bool:
        return any(_origin(httpx.URL(each)) == _origin(url) for each in self.allowed_origins)


def check(address: str, *, policy: Policy) -> httpx.URL:
    """The address, parsed, when its spelling is one we go to. No DNS is asked here.

    Raises UnsafeAddress. What is returned is what must be connected to: a second parser could
    read the same text differently.
    """
    url = _parsed(address)
    if url.userinfo:
        raise UnsafeAddress("An address with a user name or password in it is not called.")
    if policy.trusts(url):
        return url
    if url.scheme != "https":
        raise UnsafeAddress("Only https addresses are called.")
    if url.port not in (None, 443) and not policy.any_port:
        raise UnsafeAddress("Only the standard https port, 443, is called.")
    _check_host(url.raw_host.decode("ascii"))
    return url


def check_ip(text: str) -> None:
    """Raises UnsafeAddress unless this IP address is one of the public internet's."""
    if not _is_public(_unwrapped(_ip(text))):
        raise UnsafeAddress("The address leads into a private network, so it is not called.")


def _parsed(address: str) -> httpx.URL:
    if len(address) > MAX_URL_CHARS:
        raise UnsafeAddress("The address is too long.")
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, UnicodeEncodeError) as error:  # half a surrogate pair
        raise UnsafeAddress("This is not an address that can be read.") from error


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port or DEFAULT_PORTS.get(url.scheme)


def _check_host(host: str) -> None:
    if ":" in host:
        check_ip(host)
    elif ODD_IPV4.fullmatch(host):
        check_ip(host)  # refuses every spelling but four plain decimals
    elif not NAME.fullmatch(host):
        raise UnsafeAddress("The address has no host name that can be read.")
    elif LOCAL.fullmatch(host):
        raise UnsafeAddress("The address leads into a private network, so it is not called.")


def _ip(text: str) -> IP:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise UnsafeAddress("The address hides an IP address in an odd spelling.") from error


def _unwrapped(ip: IP) -> IP:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip in NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _is_public(ip: IP) -> bool:
    if any(ip in network for network in NEVER):
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in GLOBAL_UNICAST:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
