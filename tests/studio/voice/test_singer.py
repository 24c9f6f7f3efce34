"""Lines as they are sung, heard with nothing but their samples and their score."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from generator.studio.reading import lyrics, plan
from generator.studio.reading.voices import VOICES
from generator.studio.samples import RATE, level
from generator.studio.voice import singer
from generator.studio.writing import arrange

WORDS = "[Verse]\nShadows dance beneath the neon light\n[Chorus]\nHold me close and let me go"


@cache
def score(prompt="pop, female singer, 110 bpm", words=WORDS):
    return arrange.compose(plan.read(prompt, 3), lyrics.read(words))


@cache
def sung(prompt="pop, female singer, 110 bpm", words=WORDS):
    return list(singer.sing(score(prompt, words)))


def period(sound, asked):
    """Hz of the strongest repetition within a fourth of the pitch asked (in Hz)."""
    lags = np.arange(int(RATE / asked / 1.33), int(RATE / asked * 1.33))
    whole = sound[: len(sound) - lags[-1]]
    alike = [
        np.dot(whole, sound[lag : lag + len(whole)]) / np.linalg.norm(sound[lag : lag + len(whole)])
        for lag in lags
    ]
    return RATE / lags[int(np.argmax(alike))]


def holes(line, shortest):
    """Silences of so many seconds, from the first note to the last."""
    asked = np.flatnonzero(~np.isnan(line.curve))
    inside = slice(int(asked[0] * singer.FRAME * RATE), int(asked[-1] * singer.FRAME * RATE))
    blocks = line.lead[inside][: (inside.stop - inside.start) // 441 * 441].reshape(-1, 441)
    quiet = np.sqrt(np.mean(np.square(blocks), axis=1)) < 0.01 * singer.LEVEL
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    return [
        (b - a) / 100
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if b - a > 100 * shortest
    ]


def test_it_sings_every_phrase_that_has_words_in_order():
    lines = sung()
    assert len(lines) == len(score().lines)
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert " ".join(text for text, _, _ in lines[0].words) == "Shadows dance beneath the neon light"


def test_it_sings_nothing_in_an_instrumental():
    silent = score()
    assert list(singer.sing(replace(silent, plan=replace(silent.plan, voice=None)))) == []


def test_it_sings_the_pitch_it_was_asked_to():
    line = sung()[0]
    wrong = total = 0
    for frame in range(8, len(line.curve) - 8, 4):
        asked = line.curve[frame - 4 : frame + 5]
        if np.isnan(asked).any() or np.ptp(asked) > 0.3:
            continue
        hertz = 440 * 2 ** ((asked[4] - 69) / 12)
        centre = int(frame * singer.FRAME * RATE)
        found = period(line.lead[centre - 900 : centre + 900], hertz)
        wrong += abs(12 * np.log2(found / hertz)) > 0.5
        total += 1
    assert total > 30
    assert wrong <= 0.06 * total


def test_it_sings_words_when_their_notes_begin():
    line = sung()[0]
    notes = [n for n in score().tune if n.line == min(score().lines)]
    begun = [score().clock.seconds(n.note.start) for n in notes]
    assert all(any(start == pytest.approx(at) for at in begun) for _, start, _ in line.words)
    assert all(start < end for _, start, end in line.words)


def test_it_sings_every_line_about_equally_loud():
    for line in sung():
        sounding = line.lead[np.abs(line.lead) > 0.02 * np.abs(line.lead).max()]
        assert level(sounding) == pytest.approx(singer.LEVEL, rel=0.01)


def test_it_leaves_no_hole_within_a_phrase():
    assert [holes(line, 0.15) for line in sung()] == [[] for _ in sung()]


def test_it_has_no_buzz_at_the_rate_of_the_voices_frames():
    """Speech is drawn 80 times a second: held vowels must not beat at that rate."""
    line = sung()[0]
    asked = ~np.isnan(line.curve)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], asked.astype(int), [0]])))
    begin, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda span: span[1] - span[0])
    held = line.lead[int(begin * singer.FRAME * RATE) : int(end * singer.FRAME * RATE)]
    power = np.convolve(np.square(held), np.hanning(300), "valid")
    swing = np.abs(np.fft.rfft((power - power.mean()) * np.hanning(len(power)))) / power.sum()
    hertz = np.fft.rfftfreq(len(power), 1 / RATE)
    assert swing[(hertz > 72) & (hertz < 88)].max() < 0.03


def test_others_join_in_the_chorus_only():
    verse, chorus = sung()[0], sung()[-1]
    assert verse.harmony is None
    assert chorus.harmony is not None
    assert chorus.harmony.shape == (2, len(chorus.lead))
    assert level(chorus.harmony) > 0.01
    assert not np.allclose(chorus.harmony[0], chorus.harmony[1])


def test_it_sings_the_same_each_time():
    again = list(singer.sing(score()))
    assert all(np.array_equal(a.lead, b.lead) for a, b in zip(sung(), again, strict=True))


def test_it_sings_english_without_the_english_voice():
    lines = list(singer.sing(score(), folder=None))
    assert len(lines) == len(sung())
    assert all(level(line.lead) > 0.02 for line in lines)
    assert not any(line.words != other.words for line, other in zip(lines, sung(), strict=True))


@pytest.mark.parametrize(
    "words", ["[Verse]\nLa noche llega sin corazón", "[Verse]\n月亮代表我的心", "[Verse]\npsst"]
)
def test_it_sings_whatever_can_be_read(words):
    lines = sung("ballad, male singer", words)
    assert lines
    assert all(np.isfinite(line.lead).all() and level(line.lead) > 0.02 for line in lines)


def test_singers_sound_unlike_each_other():
    """The centre of the spectrum follows the throat, whatever the pitch."""
    written = score()
    centres = {}
    for name in ("low female", "bright female"):
        plain = replace(written, plan=replace(written.plan, voice=VOICES[name]))
        lead = next(singer.sing(plain)).lead
        sizes = np.abs(np.fft.rfft(lead))
        hertz = np.fft.rfftfreq(len(lead), 1 / RATE)
        band = (hertz > 1000) & (hertz < 9000)
        centres[name] = np.sum(sizes[band] * hertz[band]) / sizes[band].sum()
    assert centres["bright female"] > 1.02 * centres["low female"]
