"""One call under one `Idempotency-Key`, however often it arrives.

https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header: the same key and
body get the first answer again; another body, or a first call that still runs, is a conflict.
Only what was done is remembered: after a refusal, which changes nothing, the key is free again.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from generator.api.models import IdempotentCall
from generator.errors import BadRequest, Conflict, SongdeskError
from generator.keys.models import ApiKey

KEPT = timedelta(hours=24)
DEAD_AFTER = timedelta(minutes=2)
"""A call that has run for longer died with its process, and whoever repeats it takes it over:
its token is the same, so the song is the same."""
NAME = re.compile(r"[!-~]([ -~]{0,253}[!-~])?", re.ASCII)


def once(
    key: ApiKey, *, name: str, body: str, do: Callable[[UUID], str], now: datetime
) -> tuple[str, bool]:
    """What `do` answered, and whether that was for an earlier call.

    `do` gets the token of the press it stands for. Raises `BadRequest`, `Conflict`, and whatever
    `do` refuses with.
    """
    if NAME.fullmatch(name) is None:
        raise BadRequest("An Idempotency-Key has 1 to 255 printable ASCII characters.")
    digest = hashlib.sha256(body.encode()).hexdigest()
    call = _claim(key, name, digest, now)
    if call.answer:
        return call.answer, True
    try:
        answer = do(call.token)
    except SongdeskError:
        call.delete()
        raise
    IdempotentCall.objects.filter(pk=call.pk).update(answer=answer)
    return answer, False


def _claim(key: ApiKey, name: str, digest: str, now: datetime) -> IdempotentCall:
    """The call, ours to run, or with its answer."""
    fresh = {"body_sha256": digest, "claimed_at": now, "created_at": now}
    try:
        with transaction.atomic():
            return IdempotentCall.objects.create(api_key=key, name=name, **fresh)
    except IntegrityError:
        call = IdempotentCall.objects.filter(api_key=key, name=name).first()
    if call is not None and call.created_at <= now - KEPT:
        call.delete()
        return _claim(key, name, digest, now)
    return _earlier(call, digest, now)


def _earlier(call: IdempotentCall | None, digest: str, now: datetime) -> IdempotentCall:
    if call is not None and call.body_sha256 != digest:
        raise Conflict("This Idempotency-Key was used for another request. Use a new one.")
    if call is not None and (call.answer or _take_over(call, now)):
        return call
    raise Conflict("A request with this Idempotency-Key is running. Ask again in a moment.")


def _take_over(call: IdempotentCall, now: datetime) -> bool:
    """Of many who find a dead call, one gets it."""
    if call.claimed_at > now - DEAD_AFTER:
        return False
    mine = IdempotentCall.objects.filter(pk=call.pk, answer="", claimed_at=call.claimed_at)
    return bool(mine.update(claimed_at=now))


def forget(*, now: datetime) -> int:
    """Delete the calls of more than a day ago; how many."""
    deleted, _ = IdempotentCall.objects.filter(created_at__lte=now - KEPT).delete()
    return deleted
