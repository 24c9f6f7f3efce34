"""One record, one line, no secrets.

`2026-11-23T14:02:10Z INFO songs.progress request=4f1d song=7 state=ready  the song is ready`

Fields come from `extra={...}`. Line breaks are escaped everywhere, a traceback's too, so that a
line in the log is always a whole record and nobody can forge one with a prompt.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request this code runs for, or nothing."""

HIDDEN = "[redacted]"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), text)
    for pattern, text in (
        # Keys by their shape: our own, the gateway's, and Amazon's.
        (r"\bsd_[a-z0-9]{16,}", f"sd_{HIDDEN}"),
        (r"\baio_\w[\w-]*", f"aio_{HIDDEN}"),
        (r"\bAKIA[0-9A-Z]{16}\b", HIDDEN),
        (r"\bbearer\s+[^\s\"',]+", f"Bearer {HIDDEN}"),
        # A header or cookie, as itself or inside a printed dict; its whole value goes.
        (
            r"""\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(["']?\s*[:=]\s*)"""
            r"""(?:"[^"\n]*"|'[^'\n]*'|[^\n"'}]+)""",
            rf"\1\2{HIDDEN}",
        ),
        (
            r"""\b(sessionid|csrftoken|csrfmiddlewaretoken|password\d?|passwd|secret\w*|api_?key"""
            r"""|access_token|(?:x-amz-)?signature|x-amz-credential)(["']?\s*[:=]\s*["']?)"""
            r"""[^\s"'&;,)}]+""",
            rf"\1\2{HIDDEN}",
        ),
        (r"(://[^/\s:@]*):[^/\s]+@", rf"\1:{HIDDEN}@"),
    )
)
_KNOWN = ("SECRET_KEY", "APIIN_API_KEY", "METRICS_TOKEN", "EMAIL_HOST_PASSWORD")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)} | {
    10: "\\n",
    13: "\\r",
    9: "\\t",
}


def redact(text: str) -> str:
    """The text without credentials: this site's own by value, everybody's by shape."""
    for name in _KNOWN:
        value = getattr(settings, name, "") or ""
        if len(value) >= 8:
            text = text.replace(value, HIDDEN)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


class Redact(logging.Filter):
    """Cleans a record before any formatter sees it: message, arguments, fields, traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(_message(record)), None
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        for name, value in _fields(record).items():
            setattr(record, name, _clean(name, value))
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a wrong placeholder must not lose the line
        return f"{record.msg} {record.args}"


def _clean(name: str, value: object) -> object:
    """A field's value. Its name may be what gives it away: `authorization=...`."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    together = redact(f"{name}={text}")
    return together.partition("=")[2] if together != f"{name}={text}" else text


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _OWN}


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        name = record.name.removeprefix("generator.")
        head = [when, record.levelname, name, *self._pairs(record)]
        return f"{' '.join(head)}  {_message(record).translate(_ESCAPES)}{self._trace(record)}"

    def _pairs(self, record: logging.LogRecord) -> list[str]:
        fields = _fields(record)
        # Django hangs the whole request on its own records; ours has an id.
        fields.pop("request", None)
        if request_id.get():
            fields = {"request": request_id.get()} | fields
        return [f"{name}={_value(value)}" for name, value in fields.items()]

    def _trace(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        texts = [text for text in (record.exc_text, record.stack_info) if text]
        return f"  trace={_quoted(chr(10).join(texts))}" if texts else ""


def _value(value: object) -> str:
    text = str(value)
    plain = text and not re.search(r'[\s"=\\\x00-\x1f\x7f-\x9f]', text)
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES)
