"""Signatures as Standard Webhooks has them; the library makes them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook


def headers(message_id: str, body: str, *, secrets: Iterable[str], now: datetime) -> dict[str, str]:
    """What goes with the body. Each secret signs, so that a receiver may know either of two."""
    at = now.astimezone(UTC)
    signatures = (Webhook(secret).sign(message_id, at, body) for secret in secrets)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
