"""The socket under an outward call: checked at the moment it connects, and never patient for ever.

Checking a name first and connecting to it later asks DNS twice, and DNS may answer twice
differently. Here the name is asked once, every answer is checked, and the socket goes to one of
the answers by number. TLS still verifies the certificate against the name: httpcore hands the name
to `start_tls` whatever address the stream has.
"""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from generator.outward.addresses import Policy, check_ip

CONNECT_SECONDS = 10.0  # for one of a name's addresses, so that a dead first one leaves time


class Deadline:
    """One moment by which the whole call must be over, on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds. Raises httpcore.ReadTimeout when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return seconds


class TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline.

    A time limit per read is no limit: one byte just before each would hold a worker for days.
    """

    def __init__(self, inner: httpcore.NetworkStream, *, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return TimedStream(secured, deadline=self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets for one call: to public addresses, or anywhere when the origin is `trusted`."""

    def __init__(self, policy: Policy, *, trusted: bool, deadline: Deadline) -> None:
        self._policy = policy
        self._trusted = trusted
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises UnsafeAddress, httpcore.ConnectError and httpcore.TimeoutException."""
        addresses = self._resolved(host, port)
        if not self._trusted:
            # One bad address among good ones is no accident: which of them is used is not ours
            # to gamble on.
            for address in addresses:
                check_ip(address)
        return TimedStream(self._first_open(addresses, port), deadline=self._deadline)

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self._policy.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the name was not found") from error
        if not addresses:
            raise httpcore.ConnectError("the name has no addresses")
        return addresses

    def _first_open(self, addresses: Sequence[str], port: int) -> httpcore.NetworkStream:
        *others, last = addresses
        for address in others:
            try:
                return self._open(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._open(last, port)

    def _open(self, address: str, port: int) -> httpcore.NetworkStream:
        seconds = min(CONNECT_SECONDS, self._deadline.left())
        return self._policy.dial.connect_tcp(address, port, seconds)
