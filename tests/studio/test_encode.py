"""Legal bitrates, and files that are what they say."""

import io

import numpy as np
import pytest
from mutagen.mp3 import MP3

from generator.studio.output import encode

NOISE = np.random.default_rng(1).standard_normal((2, 44_100 * 2)).astype(np.float32) * 0.1

BITRATES = (32_000, 60_000, 64_000, 128_000, 192_000, 256_000, 320_000)


@pytest.mark.parametrize("sample_rate", encode.SAMPLE_RATES)
@pytest.mark.parametrize("bitrate", BITRATES)
def test_it_writes_the_bitrate_and_sample_rate_it_names(bitrate, sample_rate):
    legal = encode.legal_bitrate(bitrate, sample_rate)
    channels = encode.channels(legal)
    sound = encode.resample(NOISE[:channels], sample_rate)
    file = MP3(io.BytesIO(encode.mp3(sound, legal, sample_rate)))
    assert (file.info.bitrate, file.info.sample_rate) == (legal, sample_rate)
    assert file.info.channels == channels
    assert file.info.length == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize(
    ("asked", "sample_rate", "legal"),
    [
        (60_000, 44_100, 64_000),
        (256_000, 16_000, 160_000),
        (256_000, 24_000, 160_000),
        (256_000, 44_100, 256_000),
        (999_000, 44_100, 320_000),
        (1, 44_100, 32_000),
        (32_000, 24_000, 32_000),
    ],
)
def test_it_takes_the_smallest_legal_rate_that_is_enough(asked, sample_rate, legal):
    assert encode.legal_bitrate(asked, sample_rate) == legal


@pytest.mark.parametrize("sample_rate", [16_000, 24_000, 32_000, 48_000])
def test_it_keeps_pitch_and_level_when_it_resamples(sample_rate):
    tone = np.sin(2 * np.pi * 1000 * np.arange(44_100 * 5) / 44_100)[None, :].astype(np.float32)
    there = encode.resample(tone, sample_rate)
    wanted = np.sin(2 * np.pi * 1000 * np.arange(there.shape[1]) / sample_rate)
    inside = slice(sample_rate, -sample_rate)
    assert np.abs(there[0, inside] - wanted[inside]).max() < 0.01
