"""Tapes on disk."""

import numpy as np

from generator.studio.mixing.tape import PIECE, Tape

DICE = np.random.default_rng(4)


def noise(channels, count):
    return DICE.standard_normal((channels, count)).astype(np.float32)


def test_it_is_silent_where_nothing_was_recorded(tmp_path):
    with Tape(tmp_path, 1000) as tape:
        assert not tape.whole().any()


def test_it_adds_what_is_recorded_over_what_is_there(tmp_path):
    first, second = noise(2, PIECE + 900), noise(1, PIECE + 100)
    with Tape(tmp_path, PIECE + 900) as tape:
        tape.add(0, first)
        tape.add(500, second)
        first[:, 500 : PIECE + 600] += second
        assert np.array_equal(tape.whole(), first)
        pieces = list(tape.pieces())
    assert [start for start, _ in pieces] == [0, PIECE]
    assert np.array_equal(np.concatenate([piece for _, piece in pieces], axis=1), first)


def test_it_cuts_what_goes_beyond_its_end(tmp_path):
    with Tape(tmp_path, 100) as tape:
        tape.add(90, np.ones((2, 50), dtype=np.float32))
        tape.add(200, np.ones((2, 50), dtype=np.float32))
        assert tape.whole().sum() == 20


def test_it_leaves_nothing_in_the_folder(tmp_path):
    with Tape(tmp_path, 1000) as tape:
        tape.write(0, noise(2, 1000))
    assert not list(tmp_path.iterdir())
