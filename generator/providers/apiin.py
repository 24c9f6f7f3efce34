"""API in One: https://apiin.one, and whatever speaks like it. The HTTP, and nothing else.

What is sent is in `asking`, what comes back is read in `reading`. httpx stays inside this file,
but for the `AsyncClient` that whoever polls opens with `async_client` and hands to `fetch`.
"""

import asyncio
import json
import logging
import re
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from urllib.parse import quote

import httpx

from generator.causes import Cause
from generator.errors import NotConnected, OutcomeUnknown, ProviderError
from generator.outward import seconds_of
from generator.providers import asking, reading
from generator.providers.base import Brief, Report, Update
from generator.providers.refusals import UNREADABLE, Answer

logger = logging.getLogger(__name__)

BODY_MAX = 1024 * 1024
"""bytes of an answer we read"""
PAUSES = (1.0, 3.0)
"""seconds before the second and the third try of a submission"""
PATIENCE = 30.0
"""seconds of Retry-After waited for in place; a longer wait is the job's"""
CONNECTIONS_MAX = 200
SECRET_MIN = 8
"""characters: a shorter key is taken out of answers only where it is a whole word"""


class ApiIn:
    """`base_url` may end in a slash. All times are seconds.

    `submit_timeout` is how long upstream may think over a submission: its page says in one place
    that the model answers with the song itself, and a song takes up to 90 s (contract 1.2).
    """

    name = "apiin"
    lane = "default"
    repeatable = False

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str,
        transport: httpx.BaseTransport | None = None,
        connect_timeout: float = 5.0,
        submit_timeout: float = 120.0,
        fetch_timeout: float = 20.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._key = api_key.strip()
        self._base = base_url.rstrip("/")
        self._transport = transport
        self._submit_timeout = httpx.Timeout(submit_timeout, connect=connect_timeout)
        self._fetch_timeout = httpx.Timeout(fetch_timeout, connect=connect_timeout)
        # One hung answer must not hold up a follower: headers can drip under a read timeout.
        self._fetch_total = fetch_timeout + 2 * connect_timeout
        self._sleep = sleep

    def connected(self) -> bool:
        """Whether there is a key that can stand in a header at all."""
        return re.fullmatch(r"[\x21-\x7e]+", self._key) is not None

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Reading all trusted roots takes longer than a poll: once for all clients."""
        return httpx.create_ssl_context()

    @cached_property
    def _secret(self) -> re.Pattern[bytes]:
        """Our key as it may stand in an answer; needs a key."""
        key = re.escape(self._key.encode())
        return re.compile(key if len(key) >= SECRET_MIN else rb"(?<!\w)" + key + rb"(?!\w)")

    def async_client(self) -> httpx.AsyncClient:
        """A client for `fetch`, to be opened and closed by whoever polls."""
        # A test's MockTransport is both kinds; a plain sync transport can't be used here.
        transport = self._transport
        return httpx.AsyncClient(
            base_url=self._base,
            headers=self._headers(),
            verify=self._tls,
            limits=httpx.Limits(
                max_connections=CONNECTIONS_MAX, max_keepalive_connections=CONNECTIONS_MAX
            ),
            timeout=self._fetch_timeout,
            transport=transport if isinstance(transport, httpx.AsyncBaseTransport) else None,
            follow_redirects=False,
        )

    def submit(self, brief: Brief, *, report: Report) -> Update:
        """Send the brief. Upstream tells no progress of a submission, so nothing is reported.

        Only what certainly did not run is sent again: no connection, 429, 503. Raises
        `ProviderError` on a clear no, `OutcomeUnknown` where it was sent and no answer came.
        """
        if not self.connected():
            raise NotConnected(
                "API in One has no key on this site.", cause=Cause.NOT_CONNECTED, permanent=True
            )
        body = json.dumps(asking.form_for(brief)).encode()
        with self._client() as client:
            for pause in PAUSES:
                try:
                    return self._post(client, body)
                except ProviderError as error:
                    wait = _wait(error, pause)
                self._sleep(wait)
            return self._post(client, body)

    async def fetch(self, client: httpx.AsyncClient, upstream_id: str) -> Update:
        """Ask upstream how a task goes, with a client from `async_client`.

        Raises `TaskNotFound`, or another `ProviderError` that is never permanent.
        """
        # https://apiin.one/docs "Task status route" (contract 1.1)
        url = f"{self._base}/tasks/{quote(upstream_id, safe='', errors='replace')}"
        try:
            async with asyncio.timeout(self._fetch_total), client.stream("GET", url) as response:
                answer = self._answer(response, await _read_async(response))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise ProviderError(_silence(error)) from error
        return reading.read_task(answer, upstream_id)

    def _headers(self) -> dict[str, str]:
        # Without compression the bytes we count are the bytes there are.
        return {
            "Authorization": f"Bearer {self._key}" if self.connected() else "",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }

    def _client(self) -> httpx.Client:
        return httpx.Client(
            headers=self._headers() | {"Content-Type": "application/json"},
            timeout=self._submit_timeout,
            transport=self._transport,
            follow_redirects=False,
        )

    def _post(self, client: httpx.Client, body: bytes) -> Update:
        try:
            # https://apiin.one/model/minimax-music and https://apiin.one/docs/suno/generate
            with client.stream("POST", f"{self._base}/audio/music", content=body) as response:
                answer = self._answer(response, _read(response))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unsent(error) from error
        return reading.read_submitted(answer)

    def _answer(self, response: httpx.Response, raw: bytes | None) -> Answer:
        """Our own key is taken out before anything is read: an answer may quote the request."""
        retry_after = seconds_of(response.headers.get("Retry-After", ""), datetime.now(UTC))
        safe = self._secret.sub(b"[key removed]", raw) if raw and self._key else raw
        body = UNREADABLE if safe is None else _json(safe)
        return Answer(response.status_code, body, retry_after)


def _wait(error: ProviderError, pause: float) -> float:
    """Seconds to wait before the next try; raises the error again where there may be none."""
    wait = max(pause, error.retry_after or 0)
    if error.permanent or wait > PATIENCE:
        raise error
    logger.warning("API in One: %s Trying again in %.0f s.", error, wait)
    return wait


# --- reading bytes -------------------------------------------------------------------------


def _read(response: httpx.Response) -> bytes | None:
    """The body, or None where it is longer than any answer of theirs."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > BODY_MAX:
            return None
    return bytes(body)


async def _read_async(response: httpx.Response) -> bytes | None:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > BODY_MAX:
            return None
    return bytes(body)


def _json(raw: bytes) -> object:
    try:
        body: object = json.loads(raw)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or brackets a thousand deep
        return UNREADABLE
    return body


# --- what a broken submission means --------------------------------------------------------


class Sent(Enum):
    """What we know of a request that httpx could not finish."""

    NEVER = "never"
    """it did not leave: it may be tried again"""
    CANNOT = "cannot"
    """it did not leave and never will: the address or the key is wrong"""
    MAYBE = "maybe"
    """it may have arrived, so it is not sent again"""


# Every error httpx raises on its way, by the nearest class (a test fails on an unmapped one).
SENT: dict[type[Exception], Sent] = {
    httpx.ConnectError: Sent.NEVER,
    httpx.ConnectTimeout: Sent.NEVER,
    httpx.PoolTimeout: Sent.NEVER,
    httpx.ProxyError: Sent.NEVER,
    httpx.UnsupportedProtocol: Sent.CANNOT,
    httpx.LocalProtocolError: Sent.CANNOT,
    httpx.InvalidURL: Sent.CANNOT,
    httpx.ReadTimeout: Sent.MAYBE,
    httpx.WriteTimeout: Sent.MAYBE,
    httpx.ReadError: Sent.MAYBE,
    httpx.WriteError: Sent.MAYBE,
    httpx.CloseError: Sent.MAYBE,
    httpx.RemoteProtocolError: Sent.MAYBE,
    httpx.DecodingError: Sent.MAYBE,
    httpx.TooManyRedirects: Sent.MAYBE,
}


def _silence(error: Exception) -> str:
    """A sentence for httpx's error; its own text may quote headers, so it stays in the cause."""
    reached = SENT.get(type(error), Sent.MAYBE) is Sent.MAYBE
    return "The provider did not answer." if reached else "The provider can't be reached."


def _unsent(error: Exception) -> ProviderError:
    sent = SENT.get(type(error), Sent.MAYBE)
    if sent is Sent.NEVER:
        return ProviderError(_silence(error))
    if sent is Sent.CANNOT:
        return ProviderError(
            "The provider's address or key can't be used.",
            cause=Cause.NOT_CONNECTED,
            permanent=True,
        )
    return OutcomeUnknown(
        "The request was sent and no answer came.",
        cause=Cause.UNKNOWN_OUTCOME,
        permanent=True,
    )
