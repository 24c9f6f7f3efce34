"""Reading the English voice's weights, and speaking with them."""

from dataclasses import replace

import numpy as np
import pytest

from generator.studio.speech import espeak
from generator.studio.speech.phones import Line
from generator.studio.voice import neural, weights
from generator.studio.voice.network import Network

FOLDER = weights.assets()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="needs hibari-tts")


@pytest.fixture(scope="module")
def line():
    words = ("hold", "me", "close")
    phones = espeak.phones(words, "en")
    return Line(" ".join(words), (), words, "en", phones)


@pytest.fixture(scope="module")
def speech(line):
    return neural.speaker(FOLDER).speak(line)


def test_it_reads_every_matrix_the_network_asks_for():
    network = Network(weights.load(FOLDER / "hibari.onnx"))
    letters = np.array([0, 55, 51, 4, 0])
    seen, lengths = network.lengths(letters)
    assert seen.shape == (5, 192)
    assert ((lengths > 0.3) & (lengths < 60)).all()


def test_it_gives_letters_the_lengths_that_the_package_itself_gives():
    onnxruntime = pytest.importorskip("onnxruntime")
    session = onnxruntime.InferenceSession(str(FOLDER / "hibari.onnx"))
    vocabulary = weights.vocabulary(FOLDER)
    letters = np.array([0, *(vocabulary[letter] for letter in "hˈOld mˌi klˈOs."), 0])
    asked = {"ids": letters[None], "speed": np.ones(1, dtype=np.float32)}
    theirs = session.run(None, asked)[0]
    _, lengths = Network(weights.load(FOLDER / "hibari.onnx")).lengths(letters)
    assert 2 * np.maximum(np.rint(lengths), 1).sum() == pytest.approx(theirs.shape[2], abs=4)


def test_it_speaks_every_phone_for_a_while(speech, line):
    assert speech.phones == line.phones
    assert len(speech.bounds) == len(line.phones) + 1
    assert (np.diff(speech.bounds) > 0.02).all()
    assert speech.bounds[-1] <= len(speech.samples) / speech.rate


def test_it_speaks_on_one_pitch(speech):
    assert set(np.unique(speech.pitch)) == {0.0, np.float32(neural.PITCH)}


def test_it_speaks_the_same_each_time(speech, line):
    assert np.array_equal(neural.Speaker(FOLDER).speak(line).samples, speech.samples)


@pytest.mark.parametrize("ipa", ["ʙ", "ɥ", "œ̃", "ʈʂ", "ɓ"])
def test_it_says_something_for_sounds_that_english_has_not(ipa, line):
    strange = (*line.phones[:1], replace(line.phones[1], ipa=ipa), *line.phones[2:])
    speech = neural.speaker(FOLDER).speak(replace(line, phones=strange))
    assert np.isfinite(speech.samples).all()
    assert len(speech.bounds) == len(strange) + 1
