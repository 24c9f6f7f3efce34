"""What django-q2's processes lack to survive one another's sudden death (tried, with kill -9).

1. An idle worker sleeps inside `Queue.get`, holding the queue's one read lock. Killed there, by
   the kernel short of memory, it takes the lock with it: every other worker, and the one started
   in its place, waits for ever, and the cluster looks well. So ours sleep before taking the lock.
   https://github.com/python/cpython/blob/3.11/Lib/multiprocessing/queues.py#L98
2. A cluster forks; its members would outlive a killed parent and work on beside its successor.
"""

import ctypes
import os
import signal
import sys
from multiprocessing import connection
from multiprocessing import queues as standard
from queue import Empty
from typing import Any

from django_q import queues

PR_SET_PDEATHSIG = 1  # https://man7.org/linux/man-pages/man2/pr_set_pdeathsig.2const.html


def end_with_parent(number: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel for that signal when the parent is gone. Linux only; elsewhere, nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def get_when_there_is_something(queue: Any) -> Any:
    """As `Queue.get()`; the lock is held for the reading, not for the waiting."""
    while True:
        connection.wait([queue._reader])
        try:
            item = standard.Queue.get(queue, block=False)
        except Empty:
            continue  # another worker was quicker
        queue.size.increment(-1)
        return item


def install() -> None:
    queues.Queue.get = get_when_there_is_something
    if "qcluster" in sys.argv:
        os.register_at_fork(after_in_child=end_with_parent)
