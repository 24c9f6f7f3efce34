"""How long the other side asks us to wait: https://httpwg.org/specs/rfc9110.html#field.retry-after"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_of(value: str, now: datetime) -> float | None:
    """Retry-After, as seconds or as a date, in 0..86,400; None where it is neither."""
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        return min(float(text), 86_400.0)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    left = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return min(max(left, 0.0), 86_400.0)
