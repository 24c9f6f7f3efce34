"""The meters, against the numbers of the standard."""

import numpy as np
import pytest

from generator.studio.mixing import loudness, master


def sine(frequency, rate, seconds=4, gain=1.0, phase=0.0):
    return gain * np.sin(2 * np.pi * frequency * np.arange(rate * seconds) / rate + phase)


@pytest.mark.parametrize("rate", [16_000, 24_000, 32_000, 44_100, 48_000])
def test_it_reads_a_full_scale_sine_in_one_channel_as_minus_three(rate):
    sound = np.stack([sine(997, rate), np.zeros(rate * 4)])
    assert loudness.integrated(sound, rate) == pytest.approx(-3.01, abs=0.1)


def test_it_leaves_silence_out_of_the_loudness():
    tone = np.stack([sine(997, 44_100, gain=0.1)] * 2)
    gap = np.concatenate([tone, np.zeros((2, 44_100 * 8)), tone], axis=1)
    whole, alone = (loudness.integrated(s, 44_100) for s in (gap, tone))
    assert whole == pytest.approx(alone, abs=0.35)


def test_it_finds_a_peak_between_samples():
    sound = sine(44_100 / 4, 44_100, phase=np.pi / 4)[None, :]
    assert np.abs(sound).max() < 0.72
    middle = loudness.true_peak(sound * np.hanning(sound.shape[1]))
    assert middle == pytest.approx(0.0, abs=0.1)


def test_it_masters_to_minus_fourteen_below_the_ceiling():
    dice = np.random.default_rng(1)
    sound = dice.standard_normal((2, 44_100 * 8)).astype(np.float32) * 0.02
    sound[:, ::9000] = 0.9
    master.finish(sound, 44_100, -2.0)
    assert loudness.integrated(sound, 44_100) == pytest.approx(-14, abs=0.1)
    assert loudness.true_peak(sound) <= -1.5


def test_it_limits_a_mix_that_is_already_as_loud_as_it_should_be():
    sound = np.stack([sine(997, 44_100, seconds=8, gain=0.2)] * 2).astype(np.float32)
    sound *= 10 ** ((master.TARGET - loudness.integrated(sound, 44_100)) / 20)
    sound[:, 100_000:100_040] = 1.2
    master.finish(sound, 44_100, -2.0)
    assert loudness.true_peak(sound) <= -1.9
    assert loudness.integrated(sound, 44_100) == pytest.approx(master.TARGET, abs=0.2)
