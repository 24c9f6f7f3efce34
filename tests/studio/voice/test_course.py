"""Where each phone goes, and the curve through the notes."""

import numpy as np
import pytest

from generator.studio.speech.phones import Syllable
from generator.studio.voice import pitch, timing

ONE = Syllable("one", 0, True, 0, 1, 3)
TWO = Syllable("two", 1, True, 3, 4, 6)
BOUNDS = np.array([0.0, 0.1, 0.3, 0.4, 0.5, 0.7, 0.8])


def laid(first, second):
    return {p.phone: p for p in timing.lay_out((ONE, TWO), [first, second], BOUNDS)}


def test_it_puts_vowels_on_their_beats():
    pieces = laid((1.0, 1.5), (1.5, 2.2))
    assert (pieces[1].start, pieces[4].start) == (1.0, 1.5)


def test_it_sings_consonants_before_the_beat():
    pieces = laid((1.0, 1.5), (1.5, 2.2))
    assert pieces[0].end == pytest.approx(1.0)
    assert pieces[3].end == pytest.approx(1.5)


def test_it_leaves_nothing_silent_between_notes_that_touch():
    pieces = laid((1.0, 1.46), (1.5, 2.2))
    ends = [pieces[n].end for n in range(5)]
    assert ends == pytest.approx([pieces[n].start for n in range(1, 6)])


def test_it_keeps_most_of_a_short_note_from_consonants():
    pieces = laid((1.0, 1.2), (1.2, 2.0))
    assert pieces[1].end - pieces[1].start >= 0.39 * 0.2


def test_it_rests_where_the_notes_do():
    pieces = laid((1.0, 1.5), (2.5, 3.0))
    assert pieces[2].end == pytest.approx(1.5)
    assert pieces[3].start > 2.3


def curve(pitches, seconds=0.4):
    starts = np.arange(len(pitches)) * seconds
    clock = np.arange(0, seconds * len(pitches), 0.005)
    dice = np.random.default_rng(0)
    return clock, pitch.curve(starts, starts + seconds, np.array(pitches), clock, dice)


def test_it_reaches_each_note_soon_and_stays():
    clock, drawn = curve([60.0, 64.0, 57.0])
    for number, wanted in enumerate([60.0, 64.0, 57.0]):
        inside = (clock > number * 0.4 + 0.15) & (clock < number * 0.4 + 0.33)
        assert np.abs(drawn[inside] - wanted).max() < 0.3


def test_it_glides_without_a_step():
    _, drawn = curve([60.0, 67.0])
    assert np.abs(np.diff(drawn)).max() < 1.0


def test_a_long_note_gets_its_vibrato_late():
    clock, drawn = curve([60.0], seconds=2.0)
    assert np.ptp(drawn[(clock > 0.15) & (clock < 0.28)]) < 0.2
    assert 0.3 < np.ptp(drawn[(clock > 1.0) & (clock < 1.8)]) < 1.2
