"""A queue whose workers may be killed at any moment."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from django_q.queues import Queue

FORK = multiprocessing.get_context("fork")
PATIENCE_SECONDS = 20


def pass_on(source: Queue, target: Queue) -> None:
    for thing in iter(source.get, "STOP"):
        target.put(thing)


def start(source: Queue, target: Queue) -> BaseProcess:
    worker = FORK.Process(target=pass_on, args=(source, target), daemon=True)
    worker.start()
    until(lambda: is_asleep(worker.pid or 0))
    return worker


def until(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)  # between two looks at a condition


def is_asleep(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "S"


def test_it_gives_work_to_the_living_when_idle_workers_were_killed() -> None:
    source, target = Queue(), Queue()
    workers = [start(source, target) for _ in range(3)]
    for worker in workers[:2]:
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join(PATIENCE_SECONDS)
    source.put("a song")
    until(target.qsize)
    assert target.get() == "a song"
    source.put("STOP")
    workers[2].join(PATIENCE_SECONDS)
    assert workers[2].exitcode == 0


def test_it_gives_each_message_to_one_worker() -> None:
    source, target = Queue(), Queue()
    workers = [start(source, target) for _ in range(3)]
    for number in range(50):
        source.put(number)
    assert sorted(target.get() for _ in range(50)) == list(range(50))
    for _ in workers:
        source.put("STOP")
    for worker in workers:
        worker.join(PATIENCE_SECONDS)
    assert source.qsize() == 0
