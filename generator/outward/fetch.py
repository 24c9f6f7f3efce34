"""Fetching a file from, and posting a message to, an address somebody else chose.

httpcore is used without httpx's client around it: no cookies, no proxies from the environment, no
credentials from .netrc, no redirects of its own, no decompression. All of that would have to be
switched off here.
"""

import functools
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import httpcore
import httpx

from generator.errors import SongdeskError, UnsafeAddress
from generator.outward.addresses import Policy, check
from generator.outward.sockets import Deadline, GuardedBackend

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Refusals that may end by themselves; every other 4xx will be the same in a minute.
PASSING = frozenset({408, 425, 429})
ANSWER_BYTES = 64 * 1024
USER_AGENT = "Songdesk/0.1"

Progress = Callable[[int, int | None], None]


class OutwardError(SongdeskError):
    """An outward call that brought nothing. `permanent`: the same call will fail again."""

    code = "outward"
    status = 502

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True)
class Fetched:
    """`final_url` may hold a signature that lets its bearer in: keep it out of logs and pages.

    `content_type` is what the server claims, "" when it claims nothing. `size` is in bytes.
    """

    final_url: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Answer:
    """What a webhook's receiver said: its HTTP status, and its body cut at `max_bytes`.

    `retry_after` is that header's value, "" where there was none.
    """

    status: int
    body: bytes
    retry_after: str = ""


def fetch_to(
    url: str,
    sink: Sink,
    *,
    max_bytes: int,
    timeout_seconds: float,
    policy: Policy,
    progress: Progress | None = None,
) -> Fetched:
    """Copy what is at `url` into `sink`, following at most 5 redirects, each checked anew.

    `progress` is called with (bytes so far, bytes in all or None) after each chunk. On an error the
    sink may hold a part of the file: throw it away.
    Raises UnsafeAddress, and OutwardError: permanent for a file too large and for refusals (4xx),
    not permanent for a failed connection, 408, 425, 429, 5xx, a body cut short, and a timeout.
    """
    deadline = Deadline(timeout_seconds)
    target = check(url, policy=policy)
    for _hop in range(MAX_REDIRECTS + 1):
        with _exchange("GET", target, policy=policy, deadline=deadline) as response:
            if response.status not in REDIRECTS:
                size = _copy(response, sink, max_bytes=max_bytes, progress=progress)
                return Fetched(str(target), _header(response, b"content-type"), size)
            target = check(_onward(target, response), policy=policy)
    raise OutwardError("The address redirects too many times.", permanent=True)


def post(
    url: str,
    *,
    content: bytes,
    headers: Mapping[str, str],
    timeout_seconds: float,
    policy: Policy,
    max_bytes: int = ANSWER_BYTES,
) -> Answer:
    """Send `content` once. A redirect is not followed: it is an answer like any other.

    Raises UnsafeAddress, and OutwardError (never permanent) when no answer came.
    """
    target = check(url, policy=policy)
    deadline = Deadline(timeout_seconds)
    with _exchange(
        "POST", target, policy=policy, deadline=deadline, headers=headers, content=content
    ) as response:
        retry_after = _header(response, b"retry-after")
        return Answer(response.status, _beginning(response, max_bytes), retry_after)


@contextmanager
def _exchange(
    method: str,
    url: httpx.URL,
    *,
    policy: Policy,
    deadline: Deadline,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
) -> Iterator[httpcore.Response]:
    """One request on a connection of its own. https://www.encode.io/httpcore/network-backends/"""
    backend = GuardedBackend(policy, trusted=policy.trusts(url), deadline=deadline)
    tls = policy.tls or _system_tls()
    with (
        _as_sentences(url.host),
        httpcore.ConnectionPool(ssl_context=tls, network_backend=backend) as pool,
        pool.stream(
            method, _wire_url(url), headers=_headers(url, headers or {}), content=content
        ) as response,
    ):
        yield response


@contextmanager
def _as_sentences(host: str) -> Iterator[None]:
    # Only the host is named: the rest of an address may be a signature or a customer's secret.
    try:
        yield
    except httpcore.TimeoutException as error:
        raise OutwardError(f"{host} took too long to answer.", permanent=False) from error
    except httpcore.ConnectError as error:
        raise OutwardError(f"{host} could not be reached.", permanent=False) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise OutwardError(f"{host} broke off in the middle.", permanent=False) from error


@functools.cache
def _system_tls() -> ssl.SSLContext:
    # Honours SSL_CERT_FILE: which authorities to believe is the operator's to say.
    return httpx.create_ssl_context()


def _wire_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _headers(url: httpx.URL, extra: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    # Compressed answers are not wanted: the size cap would count the wrong bytes.
    headers = httpx.Headers({"User-Agent": USER_AGENT, "Accept": "*/*"})
    headers.update(extra)
    headers.update({"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"})
    return headers.raw


def _header(response: httpcore.Response, name: bytes) -> str:
    found = (value for key, value in response.headers if key.lower() == name)
    return next(found, b"").decode("utf-8", "replace")


def _onward(url: httpx.URL, response: httpcore.Response) -> str:
    location = _header(response, b"location")
    if not location:
        raise OutwardError(f"{url.host} redirects to nowhere.", permanent=True)
    try:
        return str(url.join(location))
    except httpx.InvalidURL as error:
        raise UnsafeAddress("The address redirects to one that can't be read.") from error


def _copy(
    response: httpcore.Response, sink: Sink, *, max_bytes: int, progress: Progress | None
) -> int:
    _check_status(response.status)
    _check_encoding(response)
    length = _header(response, b"content-length")
    total = int(length) if length else None
    _check_size(total or 0, max_bytes)
    size = 0
    for chunk in response.iter_stream():
        size += len(chunk)
        _check_size(size, max_bytes)
        sink.write(chunk)
        if progress is not None:
            progress(size, total)
    return size


def _check_status(status: int) -> None:
    if status == 200:
        return
    permanent = 400 <= status < 500 and status not in PASSING
    raise OutwardError(f"The server answered with status {status}.", permanent=permanent)


def _check_encoding(response: httpcore.Response) -> None:
    if _header(response, b"content-encoding").strip().lower() not in ("", "identity"):
        raise OutwardError("The server sent the file compressed, unasked.", permanent=True)


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        limit = f"{max_bytes / 1_000_000:.0f} MB" if max_bytes >= 1_000_000 else f"{max_bytes} B"
        raise OutwardError(f"The file is larger than {limit}.", permanent=True)


def _beginning(response: httpcore.Response, max_bytes: int) -> bytes:
    body = b""
    for chunk in response.iter_stream():
        body += chunk
        if len(body) >= max_bytes:
            break
    return body[:max_bytes]
