"""The voice in the mix: measured on the stems, decoded from their MP3s."""

import numpy as np
import pytest

from generator.studio.mixing import loudness, spectra, vocals
from generator.studio.mixing.tape import Tape
from generator.studio.samples import RATE
from generator.studio.voice.singer import SungLine
from tests.studio.conftest import decode

PROMPT = "pop, 110 bpm"


@pytest.fixture
def heard(listen, lyrics):
    """A sung song, with stems."""
    return listen(PROMPT, lyrics=lyrics, seed=1, apart=True)


@pytest.fixture
def stems(heard):
    """The stems in stereo, by kind."""
    parts = heard.song.parts
    sounds = {kind: decode(parts[kind])[0] for kind in ("voice", "drums", "bass", "music")}
    many = min(sound.shape[1] for sound in sounds.values())
    return {
        kind: np.broadcast_to(sound[:, :many], (2, many)).copy() for kind, sound in sounds.items()
    }


def test_it_sings_above_the_band_but_not_alone(stems):
    tenths = {kind: loudness.energies(sound, 44_100) for kind, sound in stems.items()}
    voice = tenths["voice"]
    band = tenths["drums"] + tenths["bass"] + tenths["music"]
    sung = voice > voice.max() / 300
    above = 10 * np.log10(voice[sung].sum() / band[sung].sum())
    assert 0 <= above <= 4


def test_it_is_silent_on_its_stem_until_it_sings(stems, heard):
    first = heard.song.words[0].start
    before = stems["voice"][:, : int((first - 0.5) * 44_100)]
    assert first > 1
    assert np.abs(before).max() < 0.01 * np.abs(stems["voice"]).max()


def test_it_gives_stems_that_add_up_without_distortion(stems, heard):
    total = sum(stems.values())
    assert np.abs(total).max() < 1
    mastered = heard.sound[:, : total.shape[1]]
    assert np.corrcoef(mastered.mean(axis=0), total.mean(axis=0))[0, 1] > 0.85


def test_it_rides_each_passage_towards_the_same_distance():
    voice = np.full(200, 1.0)
    backing = np.concatenate([np.full(100, 0.5), np.full(100, 2.0)])
    gains = vocals.riding(voice, backing, [(0, 10), (10, 20)], 2.0)
    above = 10 * np.log10(voice * gains**2 / backing)
    assert above[[50, 150]] == pytest.approx([2.0, 2.0], abs=1.0)
    assert np.abs(np.diff(20 * np.log10(gains))).max() < 1.5


def test_it_times_every_word_in_order_within_the_song(heard):
    song = heard.song
    assert [word.text for word in song.words[:3]] == ["Walking", "down", "the"]
    assert sum(word.text == "lanterns" for word in song.words) == 2
    assert all(word.start < word.end <= song.seconds for word in song.words)
    starts = [word.start for word in song.words]
    assert starts == sorted(starts)
    lines = [word.line for word in song.words]
    assert lines == sorted(lines)
    assert set(lines) == set(range(8))
    assert (song.language, song.left_out) == ("en", "")
    assert song.voice


def test_it_softens_an_s_and_leaves_vowels_alone(tmp_path):
    clock = np.arange(2 * RATE) / RATE
    vowel = sum(np.sin(2 * np.pi * 220 * n * clock) / n for n in range(1, 12))
    hiss = np.random.default_rng(1).normal(size=len(clock))
    spectra.shape(hiss[None], spectra.GRID, spectra.open_between(5500, 9000))
    sharp = np.where(np.abs(clock - 1) < 0.06, 3 * hiss / np.std(hiss), vowel).astype(np.float32)
    line = SungLine(0.0, 0.2 * sharp, None, (), np.zeros(0))
    booth = vocals.Booth(low=False, bright=0.5, room=0.0, send=0.0, echo=0.0)
    with Tape(tmp_path, len(clock)) as tape:
        vocals.record(line, booth, tape, np.zeros(len(clock), dtype=np.float32))
        sound = tape.whole()[0]

    def level(start: float, end: float) -> float:
        return float(np.std(sound[int(start * RATE) : int(end * RATE)]))

    # In: 5 dB over the vowel. A compressor alone leaves it about as loud as that.
    assert 20 * np.log10(level(0.97, 1.03) / level(0.3, 0.7)) < -2
    assert level(0.3, 0.7) == pytest.approx(level(1.3, 1.7), rel=0.1)
