"""Every error the product raises on purpose.

    SongdeskError                 500  internal
    |-- BadRequest                400  bad_request         not even readable
    |-- Unauthenticated           401  authentication_error
    |-- InsufficientCredits       402  insufficient_credits
    |-- CapReached                402  cap_reached         a member's or a key's own limit
    |-- NotAllowed                403  forbidden
    |-- NotFound                  404  not_found
    |-- MethodNotAllowed          405  method_not_allowed
    |-- Conflict                  409  conflict
    |-- TooLarge                  413  payload_too_large
    |-- UnsupportedType           415  unsupported_media_type
    |-- BadInput                  422  invalid_request     `fields` says what is wrong, by name
    |-- TooMany                   429  rate_limited        `retry_after`, in seconds
    |-- LedgerError               500  ledger
    |-- UnsafeAddress             400  unsafe_address      outward call to a place we do not go
    |-- BadAudio                  502  bad_file            what came back is not a song
    `-- ProviderError             502  provider            upstream, with a `cause` and two flags
        |-- NotConnected          503  not_connected       no key, or the key was refused
        `-- OutcomeUnknown        504  unknown_outcome     sent, and no answer came

The message is always a sentence a person can read; it never holds a credential.
"""

from generator.causes import Cause


class SongdeskError(Exception):
    code = "internal"
    status = 500


class BadRequest(SongdeskError):
    code = "bad_request"
    status = 400


class Unauthenticated(SongdeskError):
    code = "authentication_error"
    status = 401


class InsufficientCredits(SongdeskError):
    code = "insufficient_credits"
    status = 402


class CapReached(SongdeskError):
    code = "cap_reached"
    status = 402


class NotAllowed(SongdeskError):
    code = "forbidden"
    status = 403


class NotFound(SongdeskError):
    code = "not_found"
    status = 404


class MethodNotAllowed(SongdeskError):
    code = "method_not_allowed"
    status = 405


class Conflict(SongdeskError):
    code = "conflict"
    status = 409


class TooLarge(SongdeskError):
    code = "payload_too_large"
    status = 413


class UnsupportedType(SongdeskError):
    code = "unsupported_media_type"
    status = 415


class BadInput(SongdeskError):
    """`fields`: a sentence for each field that is wrong, where the message is about several."""

    code = "invalid_request"
    status = 422

    def __init__(self, message: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class TooMany(SongdeskError):
    code = "rate_limited"
    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class LedgerError(SongdeskError):
    code = "ledger"


class UnsafeAddress(SongdeskError):
    code = "unsafe_address"
    status = 400


class BadAudio(SongdeskError):
    """`permanent` is False where the same address may serve a good file in a moment."""

    code = "bad_file"
    status = 502

    def __init__(self, message: str, *, permanent: bool = True) -> None:
        super().__init__(message)
        self.permanent = permanent


class ProviderError(SongdeskError):
    """Upstream said no, or said nothing.

    `permanent`: asking again can't help. `retry_after`: seconds upstream asked us to wait.
    `upstream`: upstream's own words, redacted and cut, for the person and for admins.
    """

    code = "provider"
    status = 502

    def __init__(
        self,
        message: str,
        *,
        cause: Cause = Cause.PROVIDER_DOWN,
        permanent: bool = False,
        retry_after: float | None = None,
        upstream: str = "",
    ) -> None:
        super().__init__(message)
        self.cause = cause
        self.permanent = permanent
        self.retry_after = retry_after
        self.upstream = upstream


class NotConnected(ProviderError):
    code = "not_connected"
    status = 503


class OutcomeUnknown(ProviderError):
    code = "unknown_outcome"
    status = 504
