"""Taking sounds apart and sounding them anew."""

import numpy as np
import pytest

from generator.studio.samples import RATE, level
from generator.studio.voice import vocoder

SPOKEN = 24_000


def buzz(pitch, seconds=0.6, formant=800.0):
    """Partials of `pitch` under one resonance."""
    clock = np.arange(int(seconds * SPOKEN)) / SPOKEN
    partials = np.arange(1, int(6000 / pitch)) * pitch
    sizes = 1 / (1 + ((partials - formant) / 150) ** 2) + 0.01
    waves = sizes[:, None] * np.cos(2 * np.pi * partials[:, None] * clock)
    return (0.1 * waves.sum(axis=0)).astype(np.float32)


def sounded(frames, pitch, voiced=1.0):
    count = len(frames.envelope)
    flat = np.full(count, pitch)
    dice = np.random.default_rng(1)
    return vocoder.sound(frames, [flat], np.full(count, voiced), np.ones(count), dice)[0]


def peaks(sound):
    """Hz of what stands out of the spectrum of the middle."""
    middle = sound[len(sound) // 4 : -len(sound) // 4]
    bins = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 16))
    hertz = np.fft.rfftfreq(1 << 16, 1 / SPOKEN)
    strong = (bins[1:-1] > bins[:-2]) & (bins[1:-1] > bins[2:]) & (bins[1:-1] > 0.1 * bins.max())
    return hertz[1:-1][strong], hertz[np.argmax(bins)]


def test_it_sounds_every_partial_of_the_new_pitch_and_nothing_between():
    found, _ = peaks(sounded(vocoder.analyse(buzz(200.0), SPOKEN, 200.0), 310.0))
    assert len(found) >= 3
    assert np.abs(found / 310 - np.rint(found / 310)).max() < 0.01


def test_it_keeps_the_resonance_where_it_was():
    _, loudest = peaks(sounded(vocoder.analyse(buzz(200.0, formant=1200.0), SPOKEN, 200.0), 130.0))
    assert loudest == pytest.approx(1200, abs=100)


def test_it_keeps_the_level():
    spoken = buzz(200.0)
    assert level(sounded(vocoder.analyse(spoken, SPOKEN, 200.0), 200.0)) == pytest.approx(
        level(spoken), rel=0.25
    )


def test_it_tells_noise_from_tone():
    noise = np.random.default_rng(0).standard_normal(SPOKEN // 2).astype(np.float32)
    middle = slice(20, -20)
    assert vocoder.analyse(noise, SPOKEN, 200.0).noise[middle].mean() > 0.8
    assert vocoder.analyse(buzz(200.0), SPOKEN, 200.0).noise[middle, :6].mean() < 0.02


def test_it_sounds_steady_speech_without_a_beat_at_the_rate_of_its_frames():
    sound = sounded(vocoder.analyse(buzz(200.0), SPOKEN, 200.0), 331.0)[SPOKEN // 8 : -SPOKEN // 8]
    envelope = np.convolve(np.square(sound), np.ones(73) / 73, "valid")
    swing = np.abs(np.fft.rfft((envelope - envelope.mean()) * np.hanning(len(envelope))))
    hertz = np.fft.rfftfreq(len(envelope), 1 / SPOKEN)
    assert swing[(hertz > 60) & (hertz < 250)].max() < 0.05 * envelope.mean() * len(envelope) / 4


def test_it_whispers_where_nothing_is_voiced():
    found, _ = peaks(sounded(vocoder.analyse(buzz(200.0), SPOKEN, 200.0), 310.0, voiced=0.0))
    assert np.abs(found / 310 - np.rint(found / 310)).max() > 0.1


def test_it_resamples_without_moving_a_tone():
    rate = vocoder.tidy(24_000 * 0.86)
    tone = np.sin(2 * np.pi * 440 * np.arange(rate) / rate).astype(np.float32)
    wide = vocoder.resample(tone[None], rate)[0]
    assert len(wide) == pytest.approx(RATE, abs=2)
    expected = np.sin(2 * np.pi * 440 * np.arange(len(wide)) / RATE)
    assert np.abs(wide - expected)[2000:-2000].max() < 0.01
