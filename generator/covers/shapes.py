"""The shapes covers are made of, in a box of 120 x 120 units; y points down, as in SVG.

Each says itself twice: as SVG markup, and as the set of points it covers, for the rasteriser.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

SIZE = 120
"""The side of the picture, in units."""

Numbers = NDArray[np.float64]
Covered = NDArray[np.bool_]


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


class Outline(Protocol):
    """`x` is a row of positions, `y` a column; `covers` answers for every pair of them."""

    @property
    def box(self) -> Box: ...
    def markup(self, paint: str) -> str: ...
    def covers(self, x: Numbers, y: Numbers) -> Covered: ...


@dataclass(frozen=True)
class Shape:
    """An outline filled with one colour (`#rrggbb`)."""

    outline: Outline
    fill: str
    opacity: float = 1.0

    @property
    def svg(self) -> str:
        veil = f' opacity="{self.opacity:g}"' if self.opacity < 1 else ""
        return self.outline.markup(f'fill="{self.fill}"{veil}')


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        far = self.radius
        return Box(self.x - far, self.y - far, self.x + far, self.y + far)

    def markup(self, paint: str) -> str:
        return f'<circle cx="{self.x:g}" cy="{self.y:g}" r="{self.radius:g}" {paint}/>'

    def covers(self, x: Numbers, y: Numbers) -> Covered:
        return np.asarray((x - self.x) ** 2 + (y - self.y) ** 2 <= self.radius**2)


@dataclass(frozen=True)
class Polygon:
    """Convex; its corners in clockwise order, as one sees them."""

    corners: tuple[tuple[float, float], ...]

    @property
    def box(self) -> Box:
        across, down = zip(*self.corners, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def markup(self, paint: str) -> str:
        points = " ".join(f"{x:g} {y:g}" for x, y in self.corners)
        return f'<path {paint} d="M{points}z"/>'

    def covers(self, x: Numbers, y: Numbers) -> Covered:
        inside = np.ones(np.broadcast_shapes(x.shape, y.shape), dtype=np.bool_)
        for (x0, y0), (x1, y1) in zip(
            self.corners, self.corners[1:] + self.corners[:1], strict=True
        ):
            inside &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
        return inside


@dataclass(frozen=True)
class Wave:
    """All that lies below a line of swells, each 42 wide, the first one up by `lift` units.

    As a quadratic Bezier curve whose control point stands half-way across, a swell is the parabola
    4 t (1 - t) of its height. https://www.w3.org/TR/SVG11/paths.html#PathDataQuadraticBezierCommands
    """

    start: float
    top: float
    lift: float

    WIDTH = 42

    @property
    def box(self) -> Box:
        return Box(0, self.top - self.lift, SIZE, SIZE)

    def markup(self, paint: str) -> str:
        half, width = self.WIDTH / 2, self.WIDTH
        line = f"q{half:g} {-2 * self.lift:g} {width} 0" + f"t{width} 0" * 5
        path = f"M{self.start:g} {self.top:g}{line}V{SIZE}H{self.start:g}z"
        return f'<path {paint} d="{path}"/>'

    def covers(self, x: Numbers, y: Numbers) -> Covered:
        swell, along = np.divmod((x - self.start) / self.WIDTH, 1)
        up = np.where(swell % 2 == 0, 1, -1)
        return np.asarray(y >= self.top - up * 4 * self.lift * along * (1 - along))


@dataclass(frozen=True)
class Arch:
    """A door with a round top; it stands on the lower edge."""

    middle: float
    radius: float
    spring: float
    """Where the walls end and the arc begins."""

    @property
    def box(self) -> Box:
        far = self.radius
        return Box(self.middle - far, self.spring - far, self.middle + far, SIZE)

    def markup(self, paint: str) -> str:
        r = self.radius
        path = f"M{self.middle - r:g} {SIZE}V{self.spring:g}a{r:g} {r:g} 0 0 1 {2 * r:g} 0V{SIZE}z"
        return f'<path {paint} d="{path}"/>'

    def covers(self, x: Numbers, y: Numbers) -> Covered:
        above = np.minimum(y - self.spring, 0)
        return np.asarray((x - self.middle) ** 2 + above**2 <= self.radius**2)


def block(left: float, top: float, width: float, height: float) -> Polygon:
    right, bottom = left + width, top + height
    return Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
