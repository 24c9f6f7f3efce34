"""A cover as a PNG file: where an SVG isn't understood, as in a file's tags or a link's preview.

PNG: ISO/IEC 15948, https://www.w3.org/TR/png-3/
"""

import struct
import zlib
from functools import lru_cache
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from generator.covers.families import picture
from generator.covers.shapes import SIZE, Numbers, Shape

SIDE = 600
"""Pixels across and down: what previews of links ask for at least, and five to a unit."""
STEPS = 4
"""Points looked at along each side of a pixel; their share inside the shape smooths its edge."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BIT_RGB = (8, 2, 0, 0, 0)
UP = 2
"""The filter that keeps what differs from the row above: in flat colours, next to nothing."""

Canvas = NDArray[np.float32]


@lru_cache(maxsize=64)
def png(number: int, side: int = SIDE) -> bytes:
    """The file's bytes; `side` in pixels."""
    canvas: Canvas = np.zeros((side, side, 3), dtype=np.float32)
    for shape in picture(number):
        _paint(canvas, shape)
    return _encode(np.rint(canvas).astype(np.uint8))


def _paint(canvas: Canvas, shape: Shape) -> None:
    scale, box = len(canvas) / SIZE, shape.outline.box
    left, top = (max(0, floor(edge * scale)) for edge in box[:2])
    right, bottom = (min(len(canvas), ceil(edge * scale)) for edge in box[2:])
    x, y = _points(left, right, scale), _points(top, bottom, scale)
    inside = shape.outline.covers(x[np.newaxis, :], y[:, np.newaxis])
    cells = inside.reshape(bottom - top, STEPS, right - left, STEPS)
    share = cells.mean(axis=(1, 3), dtype=np.float32)[..., np.newaxis] * np.float32(shape.opacity)
    under = canvas[top:bottom, left:right]
    under += share * (_colour(shape.fill) - under)


def _points(first: int, last: int, scale: float) -> Numbers:
    """The middles of the small cells between two pixels, in units."""
    return np.asarray(np.arange(first * STEPS, last * STEPS) + 0.5) / (STEPS * scale)


def _colour(fill: str) -> Canvas:
    return np.array(list(bytes.fromhex(fill[1:])), dtype=np.float32)


def _encode(pixels: NDArray[np.uint8]) -> bytes:
    """Rows of (red, green, blue) as a file."""
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    differences = np.diff(rows, axis=0, prepend=np.zeros((1, width * 3), dtype=np.uint8))
    filtered = np.hstack([np.full((height, 1), UP, dtype=np.uint8), differences])
    head = struct.pack(">IIBBBBB", width, height, *EIGHT_BIT_RGB)
    body = zlib.compress(filtered.tobytes(), 9)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
