"""A worker in this very process: runs what is queued, as django-q2's own would, then stops."""

from collections.abc import Callable, Iterator
from pydoc import locate

import pytest
from django_q.brokers import Broker, get_broker
from django_q.signing import SignedPackage

from generator import queue


def run_queue(*, most: int = 200) -> int:
    """Run waiting messages, and those they cause, until none is left. How many there were."""
    brokers = [get_broker(lane) for lane in queue.LANES]
    for done in range(most):
        if not any(_run_one(broker) for broker in brokers):
            return done
    raise AssertionError(f"the queue was not empty after {most} messages")


def _run_one(broker: Broker) -> bool:
    if not broker.queue_size():  # an empty broker would sleep, waiting for a message
        return False
    for receipt, payload in broker.dequeue() or []:
        task = SignedPackage.loads(payload)
        job = locate(task["func"])
        assert callable(job), task["func"]
        job(*task["args"])
        broker.acknowledge(receipt)
    return True


@pytest.fixture
def drain_queue(transactional_db: None) -> Iterator[Callable[[], int]]:
    """Needs real commits: with Redis a message is sent when its transaction is through."""
    empty_queue()
    yield run_queue
    empty_queue()


def empty_queue() -> None:
    """As if every message had been lost."""
    for lane in queue.LANES:
        get_broker(lane).purge_queue()
