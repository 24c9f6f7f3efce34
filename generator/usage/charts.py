"""A chart of the days: stacked bars, a colour and a pattern for each model. Only geometry.

Drawn as SVG attributes in the page, as its content policy allows no inline style; the patterns
tell the models apart without colour, and a table beside it has the same numbers in words.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.usage.queries import Cell

WIDTH, HEIGHT = 720, 160
PATTERNS = 6
"""How many patterns the page has; further models begin anew."""
BARS_MOST = 62
"""More days than this are drawn by month."""


@dataclass(frozen=True)
class Part:
    """A model's part of a bar, in the chart's own units from its left and top."""

    x: float
    y: float
    width: float
    height: float
    pattern: int


@dataclass(frozen=True)
class Bar:
    label: str
    numbers: list[int]
    """Of each model, in the order of the chart's models."""
    parts: list[Part]
    x: float

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True)
class Chart:
    models: list[tuple[int, str]]
    """The pattern and the name of each."""
    bars: list[Bar]
    top: int
    """What the highest bar stands for."""
    by_month: bool


def chart(cells: Iterable[Cell], what: str) -> Chart | None:
    """`what` is the number that is drawn: "captured" or "calls". None where there is none."""
    cells = [cell for cell in cells if getattr(cell, what)]
    if not cells:
        return None
    names = sorted({cell.model for cell in cells})
    first, last = min(cell.day for cell in cells), max(cell.day for cell in cells)
    by_month = (last - first).days >= BARS_MOST
    sums: dict[str, dict[str, int]] = {label: defaultdict(int) for label in _labels(first, last)}
    for cell in cells:
        sums[_label(cell.day, by_month)][cell.model] += getattr(cell, what)
    top = max(sum(of.values()) for of in sums.values())
    step = WIDTH / len(sums)
    bars = [
        _bar(label, [of[name] for name in names], x=place * step, step=step, top=top)
        for place, (label, of) in enumerate(sums.items())
    ]
    return Chart([(n % PATTERNS, name) for n, name in enumerate(names)], bars, top, by_month)


def _bar(label: str, numbers: list[int], *, x: float, step: float, top: int) -> Bar:
    width = min(step * 0.8, 48)
    parts, y = [], float(HEIGHT)
    for place, number in enumerate(numbers):
        height = HEIGHT * number / top
        y -= height
        if number:
            parts.append(
                Part(round(x, 1), round(y, 1), round(width, 1), round(height, 1), place % PATTERNS)
            )
    return Bar(label, numbers, parts, round(x, 1))


def _labels(first: date, last: date) -> list[str]:
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    by_month = len(days) > BARS_MOST
    return list(dict.fromkeys(_label(day, by_month) for day in days))


def _label(day: date, by_month: bool) -> str:
    return f"{day:%b %Y}" if by_month else f"{day.day} {day:%b}"
