"""Sending a take's sound: whole, in part, or by nginx, as browsers' players ask for it.

RFC 9110, sections 13 (conditional requests) and 14 (ranges), in force for one file that never
changes: https://www.rfc-editor.org/rfc/rfc9110#section-14
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

CHUNK_BYTES = 64 * 1024
MAX_DIGITS = 18  # any number longer than this lies beyond the end of every file
MAX_STEM_BYTES = 180  # most file systems end at 255, and browsers add " (1)" and ".crdownload"

BYTE_RANGE = re.compile(r"([0-9]*)-([0-9]*)", re.ASCII)
EXTENSION = re.compile(r"\.[a-z0-9]{1,5}\Z", re.ASCII | re.IGNORECASE)
# Control characters, what Windows takes in no name
# (https://learn.microsoft.com/windows/win32/fileio/naming-a-file), and the marks that make
# "3pm.exe" read as "exe.mp3".
NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f/\\\\<>:|?*\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)


class Readable(Protocol):
    """What is needed of a file: Django's File, of any storage, and Python's own have it."""

    def seek(self, position: int, /) -> object: ...
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Slice:
    """The bytes from `first` to `last`, both included, as RFC 9110 counts them."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """The range asked for lies beyond the end of the file."""


class Chunks:
    """Reads a part of a file in 64 kB steps; closing it, begun or not, closes the file.

    A generator would not do: one that was never started runs no `finally` when it is closed.
    """

    def __init__(self, file: Readable, part: Slice) -> None:
        self._file = file
        self._left = part.length
        file.seek(part.first)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(min(CHUNK_BYTES, self._left)) if self._left else b""
        if not chunk:
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()


def audio_response(
    request: HttpRequest,
    *,
    open_file: Callable[[], Readable],
    size: int,
    etag: str,
    content_type: str,
    filename: str | None = None,
    accel_path: str | None = None,
) -> HttpResponseBase:
    """The answer to a GET or HEAD for a file of `size` bytes.

    `open_file` is called only when its bytes are sent, and here, so that what it raises reaches the
    view. `etag` is a strong one, quoted or not: the file's sha256 will do. With a `filename` (a
    title with an extension, in any letters) the answer is a download. `accel_path` is the
    unquoted path of an internal nginx location, which then does ranges and conditions itself.
    """
    whole = HttpResponse(content_type=content_type)
    _describe(whole, filename=filename)
    if accel_path is not None:
        whole["X-Accel-Redirect"] = quote(accel_path)
        return whole
    whole["ETag"] = quote_etag(etag)
    whole["Accept-Ranges"] = "bytes"
    whole["Content-Length"] = str(size)
    settled = get_conditional_response(request, etag=whole["ETag"], response=whole)
    if settled is not None and settled is not whole:
        return settled
    if request.method == "HEAD":
        return whole
    return _body(request, whole, open_file=open_file, size=size)


def download_name(filename: str) -> str:
    """A file name that every system can store: "song" where a title has nothing to offer.

    Apostrophes, spaces, emoji and letters of every script stay.
    """
    name = NOT_IN_NAMES.sub("-", filename.replace('"', "'"))
    found = EXTENSION.search(name)
    extension = found.group() if found else ""
    stem = name.removesuffix(extension).encode()[:MAX_STEM_BYTES].decode(errors="ignore")
    return (stem.strip(" .-") or "song") + extension


def wanted_range(header: str, size: int) -> Slice | None:
    """What a Range header asks of a file of `size` bytes; None means the whole.

    Malformed ranges and other units are ignored, as section 14.2 says. So are several ranges at
    once, as it allows: no player asks for them, and their overlaps are an old way to make a server
    send a file a thousand times. Raises Unsatisfiable.
    """
    unit, equals, listed = header.partition("=")
    specs = [spec.strip(" \t") for spec in listed.split(",") if spec.strip(" \t")]
    if unit.strip().lower() != "bytes" or not equals or len(specs) != 1:
        return None
    matched = BYTE_RANGE.fullmatch(specs[0])
    if matched is None or not any(matched.groups()):
        return None
    first, last = matched.groups()
    return _from(first, last, size) if first else _suffix(last, size)


def _from(first: str, last: str, size: int) -> Slice | None:
    start, end = _number(first), _number(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return Slice(start, min(end, size - 1))


def _suffix(length: str, size: int) -> Slice | None:
    wanted = _number(length)
    if wanted == 0:
        raise Unsatisfiable
    # No 206 can say "nothing": all of an empty file is sent whole.
    return Slice(max(0, size - wanted), size - 1) if size else None


def _number(digits: str) -> int:
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) <= MAX_DIGITS else 10**MAX_DIGITS


def _describe(response: HttpResponse, *, filename: str | None) -> None:
    # Kept by the listener's own browser only, and asked about each time: who may listen can change.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if filename is not None:
        name = download_name(filename)
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"


def _body(
    request: HttpRequest, whole: HttpResponse, *, open_file: Callable[[], Readable], size: int
) -> HttpResponseBase:
    try:
        part = _asked_part(request, whole["ETag"], size)
    except Unsatisfiable:
        whole.status_code = 416
        whole["Content-Range"] = f"bytes */{size}"
        whole["Content-Length"] = "0"
        return whole
    sent = part or Slice(0, size - 1)
    response = StreamingHttpResponse(
        Chunks(open_file(), sent), status=206 if part else 200, headers=whole.headers
    )
    response["Content-Length"] = str(sent.length)
    if part:
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response


def _asked_part(request: HttpRequest, etag: str, size: int) -> Slice | None:
    """The range asked for, unless it was for another version of the file (section 13.1.5)."""
    header = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", etag).strip()
    if request.method != "GET" or condition != etag:
        return None
    return wanted_range(header, size)
