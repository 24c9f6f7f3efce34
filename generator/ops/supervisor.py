"""Keeps a few processes running, restarts what dies, and takes everything down together.

Each child leads a process group of its own, so that whatever it forked ends with it, and asks the
kernel (on Linux) for a SIGTERM should this process die without having said goodbye.
"""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.ops.workers import end_with_parent

log = logging.getLogger(__name__)

GENTLE_SECONDS = 6
TICK_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0


@dataclass
class Child:
    name: str
    command: Sequence[str]
    env: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.0
    """seconds to wait before the next start; grows while it keeps dying at once"""

    def start(self, now: float) -> None:
        self.started = now
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.env},
            start_new_session=True,
            preexec_fn=partial(end_with_parent, signal.SIGTERM),
        )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal_group(self, number: signal.Signals) -> None:
        """To the child and all it forked; also to what a dead child left behind."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return  # the whole group is gone, which is what was wanted


@dataclass
class Supervisor:
    children: list[Child]
    stopping: bool = False

    def run(self, *, on_start: Callable[[], None]) -> None:
        """Start everything and keep it up until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        now = time.monotonic()
        for child in self.children:
            child.start(now)
        on_start()
        try:
            while not self.stopping:
                self._look(time.monotonic())
                time.sleep(TICK_SECONDS)
        finally:
            self._end_all()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _look(self, now: float) -> None:
        for child in self.children:
            if child.alive:
                if now - child.started > LONGEST_PAUSE_SECONDS:
                    child.pause = 0.0
            elif now - child.started >= child.pause:
                self._restart(child, now)

    def _restart(self, child: Child, now: float) -> None:
        assert child.process
        child.signal_group(signal.SIGKILL)
        code = child.process.returncode
        child.pause = min(LONGEST_PAUSE_SECONDS, max(1.0, child.pause * 2))
        log.error("%s ended with %s and is started again", child.name, code)
        child.start(now)

    def _end_all(self) -> None:
        """First ask, then insist."""
        for child in self.children:
            if child.process and child.alive:
                child.process.terminate()
        ends = time.monotonic() + GENTLE_SECONDS
        while any(child.alive for child in self.children) and time.monotonic() < ends:
            time.sleep(0.05)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process:
                child.process.wait()
