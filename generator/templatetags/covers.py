"""A cover for every song, drawn from its id: the same song always has the same picture.

Numbers and colours only, so nothing a person typed ever reaches the markup.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple


class Paint(NamedTuple):
    sky: str
    far: str
    mid: str
    near: str
    dark: str
    glow: str


PAINTS = (
    Paint("#dfe3de", "#a9b7b8", "#8199a0", "#54707b", "#2c414c", "#c79a3a"),
    Paint("#22303a", "#a9bdb3", "#7d9a93", "#3f5a63", "#16222a", "#e6dcc1"),
    Paint("#d9c7a3", "#b4824a", "#8d6a48", "#6d5a45", "#46392c", "#f0e6d0"),
    Paint("#2b3f3a", "#b9cdb4", "#8fb09c", "#47655c", "#1b2a27", "#dccb97"),
    Paint("#cfc9c0", "#9d9a8e", "#6f7067", "#4a4d48", "#2b2e2c", "#d8b65a"),
    Paint("#e4d3c8", "#b99a93", "#8a6a72", "#5b4656", "#33293a", "#e9c46a"),
    Paint("#c9d3c0", "#93a884", "#64805f", "#3f5a45", "#24372c", "#e7d9a8"),
    Paint("#b8c4c4", "#8fa3a8", "#5f7d86", "#37505c", "#22343d", "#f0e6d0"),
)


def draw(number: int) -> str:
    """The shapes inside a 120 x 120 viewBox."""
    dice = Random(number * 2654435761)
    paint = dice.choice(PAINTS)
    return f'<path fill="{paint.sky}" d="M0 0h120v120H0z"/>' + dice.choice(FAMILIES)(dice, paint)


def hills(dice: Random, paint: Paint) -> str:
    x, y, radius = dice.randint(28, 92), dice.randint(34, 58), dice.randint(15, 26)
    sun = f'<circle cx="{x}" cy="{y}" r="{radius}" '
    shapes = [f'{sun}fill="{paint.glow}"/>']
    for row, colour in enumerate((paint.far, paint.mid, paint.near, paint.dark)):
        start, lift = -dice.randint(0, 84), dice.randint(4, 9)
        top = 58 + 16 * row + dice.randint(-4, 4)
        wave = f"q21-{2 * lift} 42 0" + "t42 0" * 5
        shapes.append(f'<path fill="{colour}" d="M{start} {top}{wave}V120H{start}z"/>')
    return "".join(shapes)


def bars(dice: Random, paint: Paint) -> str:
    shapes, height = [], dice.randint(30, 70)
    for column in range(12):
        height = max(14, min(104, height + dice.randint(-24, 24)))
        colour = paint.glow if dice.random() < 0.3 else paint.mid
        shapes.append(
            f'<path fill="{colour}" d="M{column * 10 + 2} {120 - height}h6v{height}h-6z"/>'
        )
    return "".join(shapes)


def arches(dice: Random, paint: Paint) -> str:
    shapes, middle, radius = [], dice.randint(48, 72), dice.randint(50, 58)
    for colour in (paint.near, paint.mid, paint.far, paint.glow):
        top = 120 - radius - 10
        arch = f"M{middle - radius} 120V{top}a{radius} {radius} 0 0 1 {2 * radius} 0V120z"
        shapes.append(f'<path fill="{colour}" d="{arch}"/>')
        radius -= dice.randint(11, 16)
    return "".join(shapes)


def boats(dice: Random, paint: Paint) -> str:
    shapes = [f'<path fill="{paint.far}" d="M0 {dice.randint(70, 84)}h120v50H0z"/>']
    places = ((30, 80, 1.0, paint.near), (74, 60, 0.7, paint.mid), (90, 96, 1.2, paint.dark))
    for across, down, size, colour in places:
        across, down = across + dice.randint(-10, 10), down + dice.randint(-6, 6)
        shapes.append(
            f'<g fill="{colour}" transform="translate({across} {down}) scale({size})">'
            '<path d="M-24 0h48l-10 12h-28zM-2-30-18-3h16zM2-34 20-3H2z"/></g>'
        )
    return "".join(shapes)


def windows(dice: Random, paint: Paint) -> str:
    shapes = []
    for row in range(8):
        for column in range(5):
            lit = dice.random()
            if lit < 0.12:
                continue
            colour = paint.glow if lit > 0.78 else paint.near if lit > 0.4 else paint.mid
            shapes.append(
                f'<path fill="{colour}" d="M{12 + column * 20} {10 + row * 13}h16v8h-16z"/>'
            )
    return "".join(shapes)


def moon(dice: Random, paint: Paint) -> str:
    across, shore = dice.randint(30, 90), dice.randint(56, 66)
    high, radius = dice.randint(26, 40), dice.randint(11, 17)
    shapes = [
        f'<circle cx="{across}" cy="{high}" r="{radius}" fill="{paint.glow}"/>',
        f'<path fill="{paint.near}" d="M0 {shore}h120v64H0z"/>',
    ]
    for row in range(8):
        width = 44 - row * 4 + dice.randint(-5, 5)
        left = across - width // 2 + dice.randint(-7, 7)
        down = shore + 5 + round(row * 6.5)
        line = f"M{left} {down}h{width}v2h-{width}z"
        shapes.append(f'<path fill="{paint.glow}" opacity=".{9 - row}" d="{line}"/>')
    return "".join(shapes)


FAMILIES: tuple[Callable[[Random, Paint], str], ...] = (hills, bars, arches, boats, windows, moon)

# A song that has not begun: a record with nothing in its grooves yet.
BLANK = (
    '<g class="blank"><path d="M.5.5h119v119H.5z"/><circle cx="60" cy="60" r="46"/>'
    '<circle cx="60" cy="60" r="33"/><circle cx="60" cy="60" r="20"/>'
    '<circle class="fill" cx="60" cy="60" r="3"/></g>'
)
