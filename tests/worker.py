"""A worker in this very process: runs what is queued, as django-q2's own would, then stops."""

from collections.abc import Callable, Iterator
from pydoc import locate
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django_q.brokers import Broker, get_broker
from django_q.conf import Conf
from django_q.signing import SignedPackage

from generator import queue


def pytest_configure(config: pytest.Config) -> None:
    """Each of the processes that share the tests has a Redis database of its own, as it has one
    of the site's: the one in `REDIS_URL` and those after it.
    """
    number = int(getattr(config, "workerinput", {}).get("workerid", "gw0").removeprefix("gw"))
    if settings.REDIS_URL:
        parts = urlsplit(settings.REDIS_URL)
        path = f"/{int(parts.path.strip('/') or 0) + number}"
        settings.REDIS_URL = Conf.REDIS = urlunsplit(parts._replace(path=path))
        settings.CACHES["default"]["LOCATION"] = settings.REDIS_URL


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
