"""Filters on whole buses, against numpy's own convolution."""

import numpy as np
import pytest

from generator.studio.mixing import spectra
from generator.studio.samples import rfft

DICE = np.random.default_rng(3)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("count", [90, 5000, 40_000])
@pytest.mark.parametrize("early", [0, 100, 300])
def test_it_convolves_in_place_block_by_block(channels, count, early):
    sound = DICE.standard_normal((channels, count)).astype(np.float32)
    response = DICE.standard_normal(301).astype(np.float32)
    wanted = [np.convolve(row, response)[early : early + count] for row in sound]
    spectra.convolve(sound, response, early)
    assert np.abs(sound - wanted).max() < 1e-3


def test_it_hears_a_stereo_hall_in_pieces():
    sound = DICE.standard_normal(70_000).astype(np.float32)
    hall = DICE.standard_normal((2, 9000)).astype(np.float32)
    pieces = list(spectra.streamed(sound, hall))
    places = [start for start, _ in pieces]
    assert places == list(np.cumsum([0, *(piece.shape[1] for _, piece in pieces)]))[:-1]
    wet = np.concatenate([piece for _, piece in pieces], axis=1)
    wanted = [np.convolve(sound, side)[: len(sound)] for side in hall]
    assert np.abs(wet - wanted).max() < 0.01


def test_it_equalises_without_delay():
    click = np.zeros((1, 20_000), dtype=np.float32)
    click[0, 9000] = 1.0
    spectra.shape(click, np.array([20.0, 1000, 20_000]), np.array([1.0, 2.0, 0.5]))
    assert np.argmax(np.abs(click[0])) == 9000
    assert np.abs(click[0, 9001:10_000] - click[0, 8999:8000:-1]).max() < 1e-5
    gains = np.abs(np.fft.rfft(click[0]))
    assert gains[1000 * 20_000 // 44_100] == pytest.approx(2.0, rel=0.02)


def test_it_keeps_float32_and_its_scale():
    sound = DICE.standard_normal((2, 4096)).astype(np.float32)
    spectrum = rfft(sound, 4096)
    assert spectrum.dtype == np.complex64
    assert np.abs(spectrum - np.fft.rfft(sound.astype(np.float64))).max() < 1e-3
