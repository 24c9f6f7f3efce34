"""The English voice: a line spoken slowly and on one pitch, for the singer to take apart."""

import zlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from generator.studio.samples import Samples, rfft
from generator.studio.speech.phones import Line, Phone, Speech
from generator.studio.voice import weights
from generator.studio.voice.network import Network, Spectra
from generator.studio.voice.vocoder import polar

RATE, HOP, SIZE = 24_000, 300, 1_200
"""Samples per second, per frame, and in a frame's window."""

PITCH = 200.0
"""Hz, in the middle of what the voice was trained on; a whole number of samples is a period."""

SLOW = 0.6
"""The pace, of the voice's own: slow speech is clear speech."""

LOUDEST = 7.0
"""The logarithm that no magnitude exceeds, as in the package."""

LETTERS = {
    "aɪ": "I", "aʊ": "W", "eɪ": "A", "ɔɪ": "Y", "oʊ": "O", "əʊ": "O", "tʃ": "ʧ", "dʒ": "ʤ",
    "ɚ": "əɹ", "ɝ": "ɜɹ", "ɜ": "ɜɹ", "ɐ": "ə", "ɾ": "T", "r": "ɹ", "o": "ɔ", "e": "ɛ", "ɒ": "ɑ",
    "ɫ": "l", "g": "ɡ", "a": "æ", "y": "i", "ɑ̃": "ɑn", "ɔ̃": "ɔn", "ʍ": "w", "x": "k", "ç": "h",
    "l̩": "ᵊl", "n̩": "ᵊn", "m̩": "ᵊm", "əl": "ᵊl",
}  # fmt: skip
"""From IPA to the voice's own alphabet (misaki's American English), where they differ."""


class Speaker:
    """A voice that speaks English; it is deterministic."""

    def __init__(self, folder: Path) -> None:
        """`folder` has the weights and the alphabet, as `weights.assets` finds it."""
        self.network = Network(weights.load(folder / "hibari.onnx"))
        self.vocabulary = weights.vocabulary(folder)

    def speak(self, line: Line) -> Speech:
        """The line on 200 Hz, slowly; pauses between words are cut short."""
        text, owners = _spelled(line.phones)
        letters = np.array([0, *(self.vocabulary.get(c, self.vocabulary["ə"]) for c in text), 0])
        seen, length = self.network.lengths(letters)
        units = np.maximum(np.rint(length / SLOW), 1).astype(np.int64)
        units[0] = min(units[0], 8)
        units[-2:] = np.minimum(units[-2:], 8)
        units[1:-1][[letter == " " for letter in text]] = 1
        which = np.repeat(np.arange(len(letters)), units)
        pitch, loudness = self.network.prosody(seen[which])
        timbre = np.repeat(self.network.timbre(letters)[which], 2, axis=0)
        nuclei = np.array([False, *(n >= 0 and line.phones[n].vowel for n in owners), False])
        vowel = _early(np.repeat(nuclei[which], 2))
        flat = np.where(np.logical_or(pitch > 60, vowel), PITCH, 0.0).astype(np.float32)
        spectra = self.network.spectra(timbre, flat, loudness)
        dice = np.random.default_rng(zlib.crc32(line.text.encode()))
        samples = sound(spectra, flat, dice)
        starts = np.concatenate([[0], np.cumsum(2 * units)])
        bounds = _bounds(starts, owners, len(line.phones))
        return Speech(samples, RATE, HOP, flat, line.phones, bounds * HOP / RATE)


@lru_cache(maxsize=1)
def speaker(folder: Path) -> Speaker:
    """The one speaker of this process (25 MB of weights)."""
    return Speaker(folder)


def _spelled(phones: tuple[Phone, ...]) -> tuple[str, list[int]]:
    """A line in the voice's alphabet, and which phone each letter belongs to (-1: none)."""
    text, owners = "", list[int]()
    for number, phone in enumerate(phones):
        if number and phone.word != phones[number - 1].word:
            text, owners = text + " ", [*owners, -1]
        spelled = LETTERS.get(phone.ipa, phone.ipa)
        if spelled == "ɹ" and text.endswith("ɹ"):
            spelled = ""
        mark = "ˈ" if phone.stress == 2 else "ˌ" if phone.stress == 1 else ""
        text += mark + spelled
        owners += [number] * len(mark + spelled)
    return text + ".", [*owners, -1]


EARLY = 3
"""Frames by which a phone sounds before its letter's (found by changing letters: 37 ms)."""


def _early(frames: Samples) -> Samples:
    """Where something is true, and where it already sounds."""
    return np.asarray(np.logical_or(frames, np.append(frames[EARLY:], [False] * EARLY)))


def _bounds(starts: Samples, owners: list[int], many: int) -> Samples:
    """Where each phone begins, in frames, and where the last one ends."""
    centres = np.full(many + 1, np.nan)
    for phone in range(many):
        own = [place for place, owner in enumerate(owners) if owner == phone]
        if own:
            centres[phone] = starts[own[-1] + 1] - EARLY
    centres[many] = starts[-3] - EARLY + 1
    known = np.flatnonzero(~np.isnan(centres))
    centres = np.interp(np.arange(many + 1), known, centres[known])
    middles = (centres[:-1] + centres[1:]) / 2
    return np.maximum.accumulate(np.concatenate([[max(0.0, centres[0] - 4)], middles]))


def sound(spectra: Spectra, pitch: Samples, dice: np.random.Generator) -> Samples:
    """The spectra as a waveform: pulses through the harmonic part, shaped noise, the free part.

    As `hibari.dsp` has it, on a pitch that is `PITCH` or 0.
    """
    count = len(pitch)
    pulses = _pulses(pitch)
    padded = np.pad(pulses, SIZE // 2, mode="reflect")
    window = np.hanning(SIZE + 1)[:-1].astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::HOP][:count]
    bins = rfft(frames * (window * np.float32(4 / SIZE)), SIZE)
    turn = np.float32(np.pi) * np.tanh(spectra.turn)
    bins *= polar(np.minimum(spectra.harmonic, LOUDEST), turn)
    noise = dice.standard_normal((count, 2 * bins.shape[1]), dtype=np.float32).view(np.complex64)
    bins += noise * np.exp(np.minimum(spectra.noise, LOUDEST))
    bins += polar(np.minimum(spectra.free, LOUDEST), spectra.phase)
    return _overlapped(np.fft.irfft(bins) * window)


def _pulses(pitch: Samples) -> Samples:
    """One pulse each period with every partial below 11 kHz, where there is a pitch."""
    period = round(RATE / PITCH)
    turn = 2 * np.pi * np.arange(period) / period
    pulse = sum(np.cos(k * turn) for k in range(1, int(11_000 // PITCH) + 1))
    count = len(pitch) * HOP
    places = (np.arange(count) + 0.5) / HOP - 0.5
    voiced = np.interp(places, np.arange(len(pitch)), pitch) > 40
    tiled = np.tile(pulse, -(-count // period))[:count]
    return (tiled * voiced).astype(np.float32)


def _overlapped(frames: Samples) -> Samples:
    """Frames added where they belong, and divided by what the windows' squares add up to."""
    count, parts = len(frames), SIZE // HOP
    blocks = frames.reshape(count, parts, HOP)
    out = np.zeros((count + parts - 1, HOP), dtype=np.float32)
    for part in range(parts):
        out[part : part + count] += blocks[:, part]
    return out.ravel()[SIZE // 2 : SIZE // 2 + count * HOP] / np.float32(1.5)
