"""The statement as a CSV file that spreadsheets open and bookkeeping reads."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from generator.wallet.models import Transfer

HEAD = ("time", "kind", "what", "credits", "held", "available after", "held after", "reference")
COLUMNS = (
    "created_at", "kind", "memo", "delta", "held_delta", "running", "held_running", "key",
)  # fmt: skip
# What spreadsheets take for a formula, and titles are anyone's words:
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the local code page."""


class _Echo:
    """A file that hands back each line, for `csv.writer` to write to."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: QuerySet[Transfer]) -> Iterator[str]:
    """Line by line, so that a statement of any length takes no memory."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(HEAD)
    for row in rows.values_list(*COLUMNS).iterator(chunk_size=2000):
        yield writer.writerow([cell(value) for value in row])


def cell(value: str | int | datetime) -> str | int:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str) and FORMULA.match(value):
        return f"'{value}"
    return value
