"""What a no from upstream means: its words made safe to show, its cause, its number.

Pure: an `Answer` in, a `Refusal` or nothing out. What follows from a refusal depends on what was
asked (a paid submission or a free question), and is decided in `reading`.
"""

import re
import unicodedata
from dataclasses import dataclass

from generator.causes import Cause

WORDS_MAX = 300
"""characters of upstream's words that we keep"""

UNREADABLE = object()
"""Stands where a body should be that was no JSON, or too big to read."""


@dataclass(frozen=True)
class Answer:
    """One HTTP answer: `body` is a JSON value or `UNREADABLE`, `retry_after` in seconds."""

    status: int
    body: object
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Refusal:
    """A no. `code` is the number in the body, `spelled` whether the body itself said no."""

    status: int
    code: int | None = None
    kind: str = ""
    words: str = ""
    spelled: bool = False

    @property
    def cause(self) -> Cause:
        return cause_of(self.words, kind=self.kind, code=self.code, status=self.status)

    @property
    def number(self) -> int:
        """The HTTP status, or the body's number where an error hides inside a 2xx."""
        return self.code or 0 if 200 <= self.status < 300 else self.status


# --- words ---------------------------------------------------------------------------------

SECRETS = re.compile(
    r"bearer\s+[^\s\"',]+|\baio_[\w-]+|\bsd_[a-z0-9]{16,}|\bsk-[\w-]{8,}", re.IGNORECASE
)
UNSEEN = ("Cc", "Cf", "Cs")  # control, format (it can reverse a line), half a surrogate pair


def clean(value: object, limit: int = WORDS_MAX) -> str:
    """Upstream's words on one line, without credentials, at most `limit` characters."""
    if not isinstance(value, str):
        return ""
    spaced = " ".join(value[:4000].split())
    seen = "".join(c for c in spaced if unicodedata.category(c) not in UNSEEN)
    safe = SECRETS.sub("[key removed]", seen).strip()
    return safe if len(safe) <= limit else safe[: limit - 1].rstrip() + "…"


def number(value: object) -> int | None:
    """A whole number however JSON wrote it (200, 200.0, "200"), else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value):
        return int(value)
    return value if isinstance(value, int) else None


# --- causes --------------------------------------------------------------------------------

# MiniMax's own numbers (contract 3.4): exact, so they go before any word.
# https://platform.minimax.io/docs/api-reference/errorcode.md
MINIMAX: dict[int, Cause] = {
    1000: Cause.PROVIDER_DOWN,
    1001: Cause.TIMED_OUT,
    1002: Cause.RATE_LIMITED,
    1004: Cause.NOT_CONNECTED,
    1008: Cause.OUT_OF_CREDIT,
    1024: Cause.PROVIDER_DOWN,
    1026: Cause.REFUSED_CONTENT,
    1027: Cause.REFUSED_CONTENT,
    1028: Cause.OUT_OF_CREDIT,
    1030: Cause.OUT_OF_CREDIT,
    1033: Cause.PROVIDER_DOWN,
    1039: Cause.REFUSED_CONTENT,
    2013: Cause.BAD_INPUT,
    2049: Cause.NOT_CONNECTED,
    2061: Cause.NOT_CONNECTED,
}

# Numbers in the manner of HTTP, from any gateway of the family (contract 1.6, 2.4 and 4).
HTTP: dict[int, Cause] = {
    400: Cause.BAD_INPUT,
    401: Cause.NOT_CONNECTED,
    402: Cause.OUT_OF_CREDIT,
    403: Cause.NOT_CONNECTED,
    408: Cause.TIMED_OUT,
    413: Cause.BAD_INPUT,
    422: Cause.BAD_INPUT,
    429: Cause.RATE_LIMITED,
    430: Cause.RATE_LIMITED,
    455: Cause.PROVIDER_DOWN,
    502: Cause.PROVIDER_DOWN,
    503: Cause.PROVIDER_DOWN,
    504: Cause.TIMED_OUT,
}

# Words that mean one thing whatever the number: 429 is "insufficient credits" at one vendor and
# "rate limit" at the next, and a refusal of the text comes as 400, 403, 500 or inside a 200.
CLEAR: tuple[tuple[re.Pattern[str], Cause], ...] = (
    (
        re.compile(
            r"sensitive|moderat|copyright|artist.?name|content.?(policy|filter)|polic(y|ies) viol"
            r"|violat|prohibited|inappropriate|nsfw|flagged|forbidden.?word|unsafe"
        ),
        Cause.REFUSED_CONTENT,
    ),
    (re.compile(r"rate.?limit|too (many|frequent)|throttl"), Cause.RATE_LIMITED),
    (
        re.compile(
            r"(insufficient|not enough|out of|\bno\b|\blow\b).{0,12}"
            r"(credit|balance|fund|quota|\bpoint)"
            r"|(quota|credit|balance).{0,20}(exhaust|exceed|insufficient|not enough|used up)"
            r"|payment.?required"
        ),
        Cause.OUT_OF_CREDIT,
    ),
    (
        re.compile(r"api.?key|unauthori[sz]ed|authentication|invalid token|token mismatch"),
        Cause.NOT_CONNECTED,
    ),
)

# Words that help only where no number speaks: "invalid" is in half of all error texts.
VAGUE: tuple[tuple[re.Pattern[str], Cause], ...] = (
    (re.compile(r"time.?out|timed out|expired"), Cause.TIMED_OUT),
    (re.compile(r"maintenance|internal|overload|unavailable"), Cause.PROVIDER_DOWN),
    (
        re.compile(
            r"invalid|required|missing|too (long|short)|parameter|bad.?request|validation"
            r"|must be|exceed|unsupported|not supported"
        ),
        Cause.BAD_INPUT,
    ),
)


def _by_words(table: tuple[tuple[re.Pattern[str], Cause], ...], text: str) -> Cause | None:
    return next((cause for pattern, cause in table if pattern.search(text)), None)


def cause_of(
    words: str, *, kind: str = "", code: int | None = None, status: int | None = None
) -> Cause:
    """One of our causes, from the most exact sign to the least."""
    text = f"{kind} {words}".casefold()
    numbers = [n for n in (code, status) if n is not None]
    return (
        next((MINIMAX[n] for n in numbers if n in MINIMAX), None)
        or _by_words(CLEAR, text)
        or next((HTTP[n] for n in numbers if n in HTTP), None)
        or _by_words(VAGUE, text)
        or Cause.PROVIDER_DOWN
    )


# --- envelopes -----------------------------------------------------------------------------

MESSAGE_KEYS = ("message", "msg", "raw_message", "status_msg", "error_message", "detail", "error")
FINE_WORDS = ("", "success", "succeeded", "ok", "none", "null")


def fine(code: int | None) -> bool:
    """Whether a body's number says yes: 0 or a 2xx (contract 7, row 'Parse submit')."""
    return code is None or code == 0 or 200 <= code < 300


def words_in(layer: dict[str, object]) -> str:
    """The first text a layer explains itself with; a bare "success" explains nothing."""
    found = (clean(layer.get(key)) for key in MESSAGE_KEYS)
    return next((words for words in found if words.casefold() not in FINE_WORDS), "")


def spelled_error(value: object) -> Refusal | None:
    """Reads `error`: a text, or a dict. Gateways also send an empty one beside a success."""
    if isinstance(value, str) and value.strip().casefold() not in FINE_WORDS:
        return Refusal(200, words=clean(value), spelled=True)
    if not isinstance(value, dict):
        return None
    code, kind = number(value.get("code")), clean(value.get("type"), 80)
    if code is None:
        kind = f"{kind} {clean(value.get('code'), 80)}".strip()
    words = words_in(value)
    if code is not None and fine(code) or not (code or kind or words):
        return None
    return Refusal(200, code=code, kind=kind, words=words, spelled=True)


def base_resp_error(layer: dict[str, object]) -> Refusal | None:
    """MiniMax's way: HTTP 200 and base_resp.status_code other than 0 (contract 3.1)."""
    base = layer.get("base_resp")
    code = number(base.get("status_code")) if isinstance(base, dict) else None
    if not isinstance(base, dict) or fine(code):
        return None
    return Refusal(200, code=code, words=words_in(base), spelled=True)


def _coded_error(body: dict[str, object]) -> Refusal | None:
    code, word = number(body.get("code")), clean(body.get("code"), 80)
    coded = not fine(code) or (code is None and word.casefold() not in FINE_WORDS)
    if not coded and body.get("success") is not False and body.get("error") is not True:
        return None
    kind = f"{clean(body.get('type'), 80)} {word if code is None else ''}".strip()
    return Refusal(200, code=code, kind=kind, words=words_in(body), spelled=True)


def _spelled(body: object) -> Refusal | None:
    if not isinstance(body, dict):
        return None
    inner = body.get("data")
    return (
        spelled_error(body.get("error"))
        or base_resp_error(body)
        or (base_resp_error(inner) if isinstance(inner, dict) else None)
        or _coded_error(body)
    )


def refusal_in(answer: Answer) -> Refusal | None:
    """The no in an answer, whether the status says it or only the body; None where it is a yes."""
    said = _spelled(answer.body)
    if said:
        return Refusal(answer.status, said.code, said.kind, said.words, spelled=True)
    if answer.ok:
        return None
    words = words_in(answer.body) if isinstance(answer.body, dict) else ""
    return Refusal(answer.status, words=words, spelled=bool(words))
