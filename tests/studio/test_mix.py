"""The band under a voice: what it gives away, and when."""

import numpy as np

from generator.studio.mixing import mix
from generator.studio.samples import RATE

TENTH = RATE // 10


def test_it_makes_room_for_a_whole_word_and_only_while_somebody_sings():
    voice = np.zeros(100)
    voice[40:60] = 1.0
    voice[50] = 0.01  # a soft consonant
    clock = np.arange(100 * TENTH) / RATE
    low, middle = np.sin(2 * np.pi * 80 * clock), np.sin(2 * np.pi * 1200 * clock)
    music = np.stack([low, middle]).astype(np.float32)
    mix.step_back(music, voice, 0.75)
    levels = music.reshape(2, 100, TENTH).std(axis=2) * np.sqrt(2)
    assert np.abs(levels[1, 41:59] - 0.25).max() < 0.05
    assert levels[1, :30].min() > 0.95
    assert levels[1, 70:].min() > 0.95
    assert levels[0].min() > 0.95
