import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.audio.inspect import measure
from generator.audio.sniff import Kind
from generator.audio.tags import Tags, write_tags
from generator.errors import BadAudio
from tests.audio import sounds


@pytest.fixture
def file(tmp_path: Path):
    def write(content: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return write


def test_it_measures_an_mp3(file) -> None:
    content = sounds.mp3(channels=2, kbps=128)
    measured = measure(file(content))
    assert measured.seconds == pytest.approx(3.0, abs=0.1)
    assert (measured.kind, measured.sample_rate, measured.channels) == (Kind.MP3, 44100, 2)
    assert (measured.size, measured.bitrate) == (len(content), 128_000)
    assert measured.sha256 == hashlib.sha256(content).hexdigest()
    assert not measured.silent


@pytest.mark.parametrize(
    ("rate", "kbps"), [(16000, 32), (24000, 64), (32000, 128), (44100, 256), (44100, 32)]
)
def test_it_measures_the_rates_that_upstream_sells(file, rate: int, kbps: int) -> None:
    measured = measure(file(sounds.mp3(rate=rate, kbps=kbps)))
    assert (measured.sample_rate, measured.bitrate) == (rate, kbps * 1000)
    assert measured.seconds == pytest.approx(3.0, abs=0.2)


@pytest.mark.parametrize(("made", "kind"), [(sounds.wav, Kind.WAV), (sounds.flac, Kind.FLAC)])
def test_it_measures_other_kinds(file, made, kind: Kind) -> None:
    measured = measure(file(made()))
    assert (measured.kind, measured.sample_rate, measured.channels) == (kind, 44100, 1)
    assert measured.seconds == pytest.approx(3.0, abs=0.1)
    assert measured.bitrate == pytest.approx(44100 * 16, rel=0.01)


def test_it_averages_a_bitrate_that_varies(file) -> None:
    content = sounds.mp3(vbr=True)
    measured = measure(file(content))
    assert measured.bitrate == pytest.approx(8 * len(content) / measured.seconds, rel=0.01)


def test_it_does_not_count_lyrics_as_sound(song: Path) -> None:
    words = Tags(title="T", prompt="p", model="m", site="s", lyrics="la " * 30_000)
    write_tags(song, words)
    assert measure(song).bitrate == 64_000


# The waveform


def test_it_draws_160_bars_that_follow_the_loudness(song: Path) -> None:
    peaks = measure(song).peaks
    assert len(peaks) == 160
    assert set(peaks) <= set(range(101))
    assert max(peaks) == 100
    assert peaks[10] < peaks[50] < peaks[90] < peaks[150]


def test_it_draws_a_quiet_song_like_a_loud_one(file) -> None:
    loud = measure(file(sounds.wav(sounds.tone(level=0.9)))).peaks
    quiet = measure(file(sounds.wav(sounds.tone(level=0.01)))).peaks
    assert max(abs(a - b) for a, b in zip(loud, quiet, strict=True)) <= 5


def test_it_draws_a_pause_as_nothing(file) -> None:
    sound = sounds.tone(4.0)
    sound[: len(sound) // 2] = 0
    peaks = measure(file(sounds.wav(sound))).peaks
    assert peaks[:79] == (0,) * 79
    assert min(peaks[81:]) > 0


@pytest.mark.parametrize("seconds", [1.01, 2.0, 20.0])
def test_it_draws_160_bars_of_any_length(file, seconds: float) -> None:
    assert len(measure(file(sounds.wav(sounds.tone(seconds, rate=8000), rate=8000))).peaks) == 160


# Silence and length


@pytest.mark.parametrize("made", [sounds.mp3, sounds.wav, sounds.flac])
def test_it_refuses_silence(file, made) -> None:
    with pytest.raises(BadAudio, match="silent"):
        measure(file(made(np.zeros(100_000, dtype=np.int16))))


def test_it_says_when_hardly_anything_is_heard(file) -> None:
    assert measure(file(sounds.wav(sounds.tone(level=0.0008)))).silent


def test_it_refuses_a_sound_too_short_to_be_a_song(file) -> None:
    path = file(sounds.mp3(sounds.tone(0.8)))
    with pytest.raises(BadAudio, match="only 0"):
        measure(path)
    assert measure(path, min_seconds=0.5).seconds < 1


def test_it_refuses_a_song_without_end(song: Path) -> None:
    with pytest.raises(BadAudio, match="longer"):
        measure(song, max_seconds=2)


@pytest.mark.parametrize(
    "content", [sounds.with_xing(sounds.mp3(sounds.tone(9.0))), sounds.wav(sounds.tone(9.0))]
)
def test_it_asks_for_another_copy_of_a_file_cut_short(file, content: bytes) -> None:
    assert measure(file(content)).seconds == pytest.approx(9.0, abs=0.1)
    with pytest.raises(BadAudio, match="ends after") as caught:
        measure(file(content[: len(content) // 2]))
    assert not caught.value.permanent


# Whatever else may come


@pytest.mark.parametrize(
    "content",
    [
        b"ID3\x03\0\0\0\0\x10\0" + bytes(5000),
        b"ID3\x03\0\0\x7f\x7f\x7f\x7f",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\0\0" + bytes(12) + b"data\xff\xff\xff\xff",
        b"fLaC" + bytes(100),
        b"fLaC\x80\0\0\x22" + b"\xff" * 34,
        b"OggS\0\x02" + bytes(22) + b"\x01\x1e\x01vorbis" + bytes(400),
        b"<html>",
        b"",
    ],
)
def test_it_refuses_what_can_not_be_decoded(file, content: bytes) -> None:
    with pytest.raises(BadAudio):
        measure(file(content))


WHOLE = [sounds.mp3(sounds.tone(1.5)), sounds.wav(sounds.tone(1.2, rate=8000), rate=8000)]
WHOLE += [sounds.flac(sounds.tone(1.5, rate=8000), rate=8000)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.sampled_from(WHOLE),
    where=st.integers(0, 200) | st.integers(0, 10_000),
    what=st.binary(max_size=12),
    end=st.integers(0, 30_000),
)
def test_it_measures_or_refuses_any_damaged_file(tmp_path, content, where, what, end) -> None:
    path = tmp_path / "damaged"
    path.write_bytes((content[:where] + what + content[where + len(what) :])[:end])
    try:
        measured = measure(path)
    except BadAudio:
        return
    assert 1.0 <= measured.seconds <= 1800
    assert len(measured.peaks) == 160
