"""How far a song is, on a terminal as a bar; where there is none, a line for each step."""

import sys

from django.core.management.base import OutputWrapper

WIDTH = 30


class Bar:
    def __init__(self, out: OutputWrapper) -> None:
        self._out, self._last = out, ""
        self._live = sys.stderr.isatty()

    def show(self, stage: str, percent: int) -> None:
        if self._live:
            bar = ("#" * (percent * WIDTH // 100)).ljust(WIDTH, ".")
            self._out.write(f"\r[{bar}] {percent:3d} % {stage:<40}", ending="")
            self._out.flush()
        elif stage != self._last:
            self._out.write(f"{percent:3d} % {stage}")
        self._last = stage

    def end(self) -> None:
        if self._live:
            self._out.write("")
