"""Covers: the same for the same song, on pages and in files alike."""

import re
import struct
import zlib

import numpy as np
import pytest
from numpy.typing import NDArray

from generator import covers
from generator.covers.families import FAMILIES, PAINTS, picture
from generator.covers.shapes import SIZE, Arch, Circle, Polygon, Wave

SIDE = 240
NUMBERS = range(1, 17)


def read(file: bytes) -> NDArray[np.uint8]:
    """The pixels of a PNG of ours: each checksum right, each row as its difference to the last."""
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(file):
        (length,) = struct.unpack_from(">I", file, at)
        content = file[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", file, at + 8 + length) == (zlib.crc32(content),)
        chunks[content[:4]] = content[4:]
        at += 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    assert chunks[b"IHDR"][8:] == bytes([8, 2, 0, 0, 0])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    assert set(rows[:, 0]) == {2}
    assert b"IEND" in chunks
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 3)


def test_it_draws_the_same_song_the_same_way() -> None:
    assert covers.svg(7) == covers.svg(7)
    covers.png.cache_clear()
    first = covers.png(7, SIDE)
    covers.png.cache_clear()
    assert covers.png(7, SIDE) == first


def test_it_keeps_the_covers_songs_have() -> None:
    # People know their songs by these: a change of the dice would give each another picture.
    assert 'fill="#5b4656" d="M' in covers.svg(1)
    assert [type(picture(number)[-1].outline) for number in (1, 2, 5, 8)] == [
        Arch, Wave, Polygon, Polygon,
    ]  # fmt: skip


def test_it_draws_neighbours_differently() -> None:
    assert len({covers.svg(number) for number in range(1, 201)}) == 200


def test_it_uses_every_kind_of_picture_and_every_palette() -> None:
    skies = {picture(number)[0].fill for number in range(1, 201)}
    assert skies == {paint.sky for paint in PAINTS}
    kinds = {len(picture(number)) for number in range(1, 201)}
    assert len(kinds) >= len(FAMILIES) - 1  # some kinds have as many shapes as another


def test_it_writes_nothing_but_numbers_and_colours() -> None:
    bare = re.compile(r'(<(path|circle)( (fill="#[0-9a-f]{6}"|[a-z]+="[-\w. ]+"))+/>)+')
    assert all(bare.fullmatch(covers.svg(number)) for number in NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_it_paints_in_pixels_what_the_markup_says(number: int) -> None:
    """At each pixel's middle, away from edges, the colour is that of the shape on top."""
    pixels = read(covers.png(number, SIDE)).astype(int)
    middles = (np.arange(SIDE) + 0.5) * SIZE / SIDE
    x, y = middles[np.newaxis, :], middles[:, np.newaxis]
    wanted = np.zeros((SIDE, SIDE, 3))
    for shape in picture(number):
        colour = np.array(list(bytes.fromhex(shape.fill[1:])))
        inside = np.broadcast_to(shape.outline.covers(x, y), (SIDE, SIDE))[..., np.newaxis]
        wanted += inside * shape.opacity * (colour - wanted)
    off = (np.abs(pixels - wanted) > 1).any(axis=2)
    assert off.mean() < 0.04  # the smoothed edges


@pytest.mark.parametrize(
    ("outline", "inside", "outside"),
    [
        (Circle(10, 10, 5), [(10, 10), (14.9, 10)], [(14, 14), (15.1, 10)]),
        (Polygon(((0, 0), (10, 0), (0, 10))), [(1, 1), (4, 5)], [(6, 6), (-1, 0)]),
        (Arch(60, 50, 60), [(60, 11), (11, 119), (109, 61)], [(60, 9), (12, 30), (111, 100)]),
        (Wave(0, 60, 8), [(21, 53), (63, 69), (0, 61)], [(21, 51), (63, 67), (84, 59)]),
    ],
    ids=["circle", "polygon", "arch", "wave"],
)
def test_it_knows_which_points_a_shape_covers(
    outline: Circle | Polygon | Arch | Wave,
    inside: list[tuple[float, float]],
    outside: list[tuple[float, float]],
) -> None:
    for points, expected in ((inside, True), (outside, False)):
        for x, y in points:
            assert bool(outline.covers(np.array([[x]]), np.array([[y]]))[0, 0]) is expected, (x, y)


def test_it_stays_small_enough_to_travel_in_every_file() -> None:
    sizes = [len(covers.png(number)) for number in range(1, 4)]
    assert max(sizes) < 20_000
    assert read(covers.png(1)).shape == (covers.SIDE, covers.SIDE, 3)
