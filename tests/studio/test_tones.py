"""The spectrum of the finished song, decoded from the MP3, against records of its genre."""

import numpy as np
import pytest

from generator.studio.mixing import tones
from generator.studio.orchestra import drumkit
from generator.studio.reading.genres import GENRES
from generator.studio.samples import RATE


def octaves(sound, rate):
    """Level of each octave of `tones.CENTRES`, dB, of (channels, count)."""
    power = (np.abs(np.fft.rfft(sound)) ** 2).sum(axis=0)
    edges = np.append(tones.CENTRES / np.sqrt(2), tones.CENTRES[-1] * np.sqrt(2))
    bins = (edges / rate * sound.shape[1]).astype(int)
    return 10 * np.log10(np.add.reduceat(power, bins)[:-1])


def test_it_knows_the_records_of_every_genre():
    assert set(tones.TONES) == set(GENRES)


@pytest.mark.parametrize(
    "prompt",
    ["energetic electronic dance track with pulsing synths and driving bass, 128 bpm", "metal"],
)
def test_it_has_the_spectrum_of_its_genres_records(listen, prompt):
    heard = listen(prompt)
    apart = octaves(heard.sound, heard.rate) - tones.wanted(heard.song.genre, 0.0)
    assert np.abs(apart - np.mean(apart)).max() < 5


@pytest.mark.parametrize("kit", sorted(drumkit.KITS))
def test_it_gives_every_kick_weight_below_57_hz(kit):
    power = np.abs(np.fft.rfft(drumkit.strike(kit, "kick"), RATE)) ** 2
    assert power[28:57].sum() > 0.2 * power[57:200].sum()
