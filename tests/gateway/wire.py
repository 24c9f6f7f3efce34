"""HTTP/1.1 by hand on asyncio streams: enough for a fake, quick enough for a benchmark."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from tests.gateway.answers import Reply


class Dropped(Exception):
    """The connection is to be cut, without a goodbye."""


@dataclass(frozen=True)
class Request:
    """One request as it came. Header names are in lower case; `at` is time.time()."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    at: float = field(default_factory=time.time)

    @property
    def path(self) -> str:
        return unquote(self.target.partition("?")[0])

    @property
    def json(self) -> dict[str, Any]:
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


async def read_head(reader: asyncio.StreamReader) -> Request | None:
    """The next request without its body; None where the client is done."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return Request(method, target, {name.lower(): value.strip() for name, _, value in pairs})


async def read_body(reader: asyncio.StreamReader, head: Request) -> Request:
    length = int(head.headers.get("content-length", 0))
    body = await reader.readexactly(length) if length else b""
    return Request(head.method, head.target, head.headers, body, head.at)


async def write(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send the reply; whether the connection may be kept. Raises `Dropped` where it must end."""
    if reply.act == "hang":
        await asyncio.sleep(3600)  # until the client gives up, or the gateway closes
    if reply.act:
        raise Dropped
    if reply.stream is not None:
        return await _write_stream(writer, reply)
    raw = json.dumps(reply.body).encode() if reply.raw is None else reply.raw
    writer.write(_head(reply, len(raw)) + raw)
    await writer.drain()
    return True


async def _write_stream(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    writer.write(_head(reply, reply.length))
    assert reply.stream is not None
    async for piece in reply.stream:
        writer.write(piece)
        await writer.drain()
    return False


def _head(reply: Reply, length: int | None) -> bytes:
    size = {"Connection": "close"} if length is None else {"Content-Length": str(length)}
    headers = {"Content-Type": reply.kind, **size, **reply.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}\r\n{lines}\r\n".encode()
