"""The sound itself, decoded from the MP3: level, tempo, metre, character."""

import numpy as np
import pytest

from generator.studio import Brief, render
from generator.studio.mixing import loudness

SHORT = "[Verse]\nHello there my dear old friend\n[Chorus]\nSing along with me again"

EDM = "energetic electronic dance track with pulsing synths and driving bass, 128 bpm"

BALLAD = "calm piano ballad, 66 bpm"


def onsets(heard, rate=100):
    """How much louder each hundredth of a second is than the one before, dB, in the bass too."""
    hop = heard.rate // rate
    mono = heard.sound.mean(axis=0)
    frames = mono[: len(mono) // hop * hop].reshape(-1, hop)
    spectrum = np.log1p(200 * np.abs(np.fft.rfft(frames * np.hanning(hop))))
    rise = np.maximum(np.diff(spectrum, axis=0), 0).sum(axis=1)
    return rise - rise.mean()


def repeats(heard, seconds):
    """How alike the onsets are to themselves that much later, -1..1."""
    rise = onsets(heard)
    late = seconds * 100
    place = np.arange(len(rise) - int(late) - 2)
    later = np.interp(place + late, np.arange(len(rise)), rise)
    return float(np.corrcoef(rise[: len(place)], later)[0, 1])


def bass_share(heard):
    power = np.abs(np.fft.rfft(heard.sound.mean(axis=0))) ** 2
    frequency = np.fft.rfftfreq(heard.sound.shape[1], 1 / heard.rate)
    return float(power[frequency < 120].sum() / power.sum())


def centroid(heard):
    power = np.abs(np.fft.rfft(heard.sound.mean(axis=0)))
    frequency = np.fft.rfftfreq(heard.sound.shape[1], 1 / heard.rate)
    return float((power * frequency).sum() / power.sum())


def spread(heard):
    """Loudness range: from the quiet tenth to the loud twentieth of 3 s windows, LU."""
    tenths = loudness.energies(heard.sound, heard.rate)
    windows = 10 * np.log10(np.convolve(tenths, np.full(30, 1 / 30), "valid") + 1e-9)
    windows = windows[windows > windows.max() - 25]
    return float(np.percentile(windows, 95) - np.percentile(windows, 10))


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": EDM},
        {"prompt": BALLAD},
        {"prompt": "smooth jazz", "bitrate": 128_000, "sample_rate": 32_000},
        {"prompt": "heavy metal", "bitrate": 64_000, "sample_rate": 24_000, "lyrics": SHORT},
        {"prompt": "ambient", "bitrate": 32_000, "sample_rate": 16_000, "lyrics": SHORT},
    ],
    ids=lambda fields: fields["prompt"][:12],
)
def test_it_is_as_loud_as_streaming_wants_and_never_clips(listen, fields):
    heard = listen(**fields)
    assert loudness.integrated(heard.sound, heard.rate) == pytest.approx(-14, abs=0.5)
    assert loudness.true_peak(heard.sound) <= -1.0
    assert np.isfinite(heard.sound).all()


def test_it_says_what_the_file_is(listen):
    heard = listen(EDM)
    assert heard.rate == heard.song.sample_rate == 44_100
    assert heard.sound.shape[1] / heard.rate == pytest.approx(heard.song.seconds, abs=0.1)
    assert 40 <= heard.song.seconds <= 120
    assert (heard.song.genre, heard.song.tempo) == ("house", 128)


@pytest.mark.parametrize(("prompt", "tempo"), [(EDM, 128), ("folk waltz, 120 bpm", 120)])
def test_it_keeps_the_tempo_asked(listen, prompt, tempo):
    heard = listen(prompt)
    beat = 60 / tempo
    there = repeats(heard, 4 * beat) + repeats(heard, 2 * beat)
    for wrong in (0.93, 0.96, 1.04, 1.07):
        assert there > repeats(heard, 4 * beat * wrong) + repeats(heard, 2 * beat * wrong) + 0.1


def test_it_dances_a_waltz_in_three(listen):
    heard = listen("folk waltz, 120 bpm")
    assert repeats(heard, 3 * 0.5) > repeats(heard, 4 * 0.5) + 0.03


def test_it_names_sections_without_gaps(listen):
    sections = listen(EDM).song.sections
    assert sections[0].start == 0
    assert all(a.end == b.start for a, b in zip(sections, sections[1:], strict=False))
    assert sections[-1].end == pytest.approx(listen(EDM).song.seconds, abs=0.1)


def test_it_plays_a_chorus_louder_than_a_verse(listen):
    heard = listen(BALLAD)
    part = {s.name: heard.sound[:, int(s.start * heard.rate) : int(s.end * heard.rate)]
            for s in heard.song.sections}  # fmt: skip
    verse, chorus = (loudness.integrated(part[name], heard.rate) for name in ("Verse", "Chorus"))
    assert chorus > verse + 1.5


def test_it_plays_a_ballad_and_a_dance_track_nothing_alike(listen):
    ballad, dance = listen(BALLAD), listen(EDM)
    assert centroid(dance) > 1.1 * centroid(ballad)
    assert bass_share(dance) > bass_share(ballad) + 0.1
    assert spread(ballad) > spread(dance) + 2
    crest = [float(20 * np.log10(np.abs(heard.sound).max())) for heard in (ballad, dance)]
    assert crest[0] > crest[1] + 1


def test_it_fades_to_silence_at_the_end(listen):
    heard = listen(BALLAD)
    assert np.abs(heard.sound[:, -heard.rate // 20 :]).max() < 0.02
    assert np.abs(heard.sound[:, -4 * heard.rate : -3 * heard.rate]).max() > 0.02


def test_it_reports_its_progress_and_makes_the_same_file_again(listen):
    seen: list[tuple[str, int]] = []
    brief = {"prompt": "heavy metal", "bitrate": 64_000, "sample_rate": 24_000, "lyrics": SHORT}
    again = render(
        Brief(**brief), apart=False, report=lambda stage, percent: seen.append((stage, percent))
    )
    assert again.mp3 == listen(**brief).song.mp3
    percents = [percent for _, percent in seen]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)
    assert len(seen) >= 10
    assert {"Playing the drums", "Playing the bass", "Mixing", "Encoding"} <= {s for s, _ in seen}


def test_it_refuses_a_sample_rate_no_mp3_has():
    with pytest.raises(ValueError, match="sample rate"):
        render(Brief("pop", sample_rate=12_345))
