"""Calls as a spreadsheet, a line at a time."""

import csv
from collections.abc import Iterable, Iterator

from generator.usage.queries import Call
from generator.wallet.views import Echo, plain

HEAD = (
    "time", "task", "model", "key", "member", "state", "credits", "held", "captured", "released",
    "seconds", "error",
)  # fmt: skip


def lines(calls: Iterable[Call]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff"  # without it, spreadsheets take the file for their own old encoding
    yield writer.writerow(HEAD)
    for call in calls:
        yield writer.writerow(
            [
                call.at.isoformat(timespec="seconds"), f"song_{call.number}" if call.number else "",
                plain(call.model), plain(call.key_name) or "web", plain(call.member), call.state,
                call.price, call.held, call.captured, call.released,
                "" if call.seconds is None else f"{call.seconds:.1f}", call.error,
            ]
        )  # fmt: skip
