"""Several workers at once, on both databases."""

from tests.races import Outcomes
from tests.webhooks import races


def test_it_sends_each_message_once_however_many_workers_there_are(outcomes: Outcomes) -> None:
    assert outcomes["one message each"] == {
        "exits": [0] * races.PROCESSES, "messages": races.MESSAGES, "most": 1,
        "attempts": races.MESSAGES, "accepted": races.MESSAGES, "wrong": [],
    }  # fmt: skip
