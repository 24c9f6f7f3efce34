"""Six kinds of picture. Which one a song has, its colours and its lines, all follow from its id."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from generator.covers.shapes import SIZE, Arch, Circle, Polygon, Shape, Wave, block


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
HULL = ((-24.0, 0.0), (24.0, 0.0), (14.0, 12.0), (-14.0, 12.0))
MAINSAIL = ((2.0, -34.0), (20.0, -3.0), (2.0, -3.0))
JIB = ((-2.0, -30.0), (-2.0, -3.0), (-18.0, -3.0))


def picture(number: int) -> list[Shape]:
    """What is painted, from the back to the front."""
    # Neighbours' ids must not look alike: Knuth's multiplicative hash, TAOCP vol. 3, section 6.4.
    dice = Random(number * 2654435761)
    paint = dice.choice(PAINTS)
    return [Shape(block(0, 0, SIZE, SIZE), paint.sky), *dice.choice(FAMILIES)(dice, paint)]


def hills(dice: Random, paint: Paint) -> list[Shape]:
    x, y, radius = dice.randint(28, 92), dice.randint(34, 58), dice.randint(15, 26)
    shapes = [Shape(Circle(x, y, radius), paint.glow)]
    for row, colour in enumerate((paint.far, paint.mid, paint.near, paint.dark)):
        start, lift = -dice.randint(0, 84), dice.randint(4, 9)
        shapes.append(Shape(Wave(start, 58 + 16 * row + dice.randint(-4, 4), lift), colour))
    return shapes


def bars(dice: Random, paint: Paint) -> list[Shape]:
    shapes, height = [], dice.randint(30, 70)
    for column in range(12):
        height = max(14, min(104, height + dice.randint(-24, 24)))
        colour = paint.glow if dice.random() < 0.3 else paint.mid
        shapes.append(Shape(block(column * 10 + 2, SIZE - height, 6, height), colour))
    return shapes


def arches(dice: Random, paint: Paint) -> list[Shape]:
    shapes, middle, radius = [], dice.randint(48, 72), dice.randint(50, 58)
    for colour in (paint.near, paint.mid, paint.far, paint.glow):
        shapes.append(Shape(Arch(middle, radius, SIZE - radius - 10), colour))
        radius -= dice.randint(11, 16)
    return shapes


def boats(dice: Random, paint: Paint) -> list[Shape]:
    shore = dice.randint(70, 84)
    shapes = [Shape(block(0, shore, SIZE, SIZE - shore), paint.far)]
    places = ((30, 80, 1.0, paint.near), (74, 60, 0.7, paint.mid), (90, 96, 1.2, paint.dark))
    for across, down, scale, colour in places:
        x, y = across + dice.randint(-10, 10), down + dice.randint(-6, 6)
        for part in (HULL, JIB, MAINSAIL):
            corners = tuple((round(x + scale * a, 1), round(y + scale * b, 1)) for a, b in part)
            shapes.append(Shape(Polygon(corners), colour))
    return shapes


def windows(dice: Random, paint: Paint) -> list[Shape]:
    shapes = []
    for place in range(40):
        lit = dice.random()
        if lit >= 0.12:
            colour = paint.glow if lit > 0.78 else paint.near if lit > 0.4 else paint.mid
            row, column = divmod(place, 5)
            shapes.append(Shape(block(12 + column * 20, 10 + row * 13, 16, 8), colour))
    return shapes


def moon(dice: Random, paint: Paint) -> list[Shape]:
    across, shore = dice.randint(30, 90), dice.randint(56, 66)
    high, radius = dice.randint(26, 40), dice.randint(11, 17)
    shapes = [
        Shape(Circle(across, high, radius), paint.glow),
        Shape(block(0, shore, SIZE, SIZE - shore), paint.near),
    ]
    for row in range(8):
        width = 44 - row * 4 + dice.randint(-5, 5)
        left = across - width // 2 + dice.randint(-7, 7)
        line = block(left, shore + 5 + round(row * 6.5), width, 2)
        shapes.append(Shape(line, paint.glow, opacity=(9 - row) / 10))
    return shapes


FAMILIES: tuple[Callable[[Random, Paint], list[Shape]], ...] = (
    hills, bars, arches, boats, windows, moon,
)  # fmt: skip
