"""What a song measures, from the decoded file alone: nothing here asks the score."""

from dataclasses import dataclass
from functools import lru_cache

import miniaudio
import numpy as np
import numpy.typing as npt

from generator.studio import Rendered
from generator.studio.mixing import loudness
from generator.studio.samples import rfft

Sound = npt.NDArray[np.float32]

FRAMES = 100
"""Onset values a second."""

CLEAR = 2.5
"""Sum of 24 rises in bels. From 2 to 3 the onsets found agree best with those of the score, in 16
songs from calm to energetic: of those found 68 % are written (calm) and 91 % (energetic), of those
written 73 and 68 % are found."""

STEMS = ("voice", "drums", "bass", "music")


@dataclass(frozen=True, eq=False)
class Heard:
    """A decoded song, (channels, count) at `rate`; equal to itself alone, so it can be a key."""

    sound: Sound
    rate: int

    @property
    def mono(self) -> Sound:
        return np.asarray(self.sound.mean(axis=0))


def decode(mp3: bytes) -> Heard:
    audio = miniaudio.mp3_read_f32(mp3)
    samples = np.asarray(audio.samples, dtype=np.float32)
    return Heard(samples.reshape(-1, audio.nchannels).T.copy(), audio.sample_rate)


def clipped(heard: Heard) -> int:
    """Samples at or beyond full scale."""
    return int((np.abs(heard.sound) >= 1.0).sum())


def voice_over_backing(song: Rendered) -> float | None:
    """dB (K-weighted) of the voice's stem over the other three where the voice sounds."""
    tenths = {
        kind: loudness.energies(heard.sound, heard.rate)
        for kind in STEMS
        if kind in song.parts and (heard := decode(song.parts[kind]))
    }
    if "voice" not in tenths:
        return None
    many = min(len(energy) for energy in tenths.values())
    voice = tenths.pop("voice")[:many]
    backing = sum((energy[:many] for energy in tenths.values()), np.zeros(many))
    sung = voice > voice.max() / 300
    return float(10 * np.log10(voice[sung].sum() / backing[sung].sum()))


@lru_cache(maxsize=2)
def bands(heard: Heard, many: int = 24) -> Sound:
    """Log energies (frames, many) of bands spaced like the ear's, each hundredth of a second."""
    hop, size = heard.rate // FRAMES, 2048
    mono = np.pad(heard.mono, (0, size))
    starts = np.arange(0, len(heard.mono) - hop, hop)
    edges = 700 * (10 ** (np.linspace(100, 2700, many + 2) / 2595) - 1)
    bins = np.minimum((edges * size / heard.rate).astype(int), size // 2)
    found = np.empty((len(starts), many), dtype=np.float32)
    window = np.hanning(size).astype(np.float32)
    for i in range(0, len(starts), 1000):
        block = np.stack([mono[s : s + size] for s in starts[i : i + 1000]]) * window
        power = np.abs(rfft(block, size)) ** 2
        for b in range(many):
            low, high = bins[b], max(bins[b] + 1, bins[b + 2])
            found[i : i + 1000, b] = power[:, low:high].sum(axis=1)
    return np.asarray(np.log10(found + 1e-4))


@lru_cache(maxsize=2)
def onsets(heard: Heard) -> Sound:
    """How much louder all bands together grow from each hundredth of a second to the next."""
    loud = bands(heard)
    rise = np.maximum(loud[2:] - loud[:-2], 0).sum(axis=1)
    # What is slow is no onset: only what stands out from a second around counts.
    around = np.convolve(rise, np.full(FRAMES, 1 / FRAMES), "same")
    return np.asarray(np.maximum(rise - around, 0))


def density(heard: Heard) -> float:
    """Clear onsets a second: peaks where 24 bands together grow by `CLEAR` within 20 ms.

    The same for every song: measured against its own strongest strokes, a song without drums
    would count every consonant, and one with loud drums only these.
    """
    rise = onsets(heard)
    middle = rise[1:-1]
    peaks = (middle > rise[:-2]) & (middle >= rise[2:]) & (middle > CLEAR)
    return float(peaks.sum() * FRAMES / len(rise))


def tempo(heard: Heard) -> float:
    """Beats per minute by autocorrelation of the onsets, between 60 and 190.

    Each tempo is judged by a comb of its first eight beats (M. Davies and M. Plumbley, "Context-
    dependent beat tracking of musical audio", IEEE TASLP 15 (3), 2007), so it is exact to 0.1 %.
    """
    rise = onsets(heard)
    size = 1 << (2 * len(rise) - 1).bit_length()
    power = np.abs(np.fft.rfft(rise - rise.mean(), size)) ** 2
    alike = np.fft.irfft(power, size)[: len(rise)]
    alike /= np.maximum(len(rise) - np.arange(len(rise)), 1)
    tempi = np.exp(np.arange(np.log(60), np.log(190), 0.001))
    beats = np.arange(1, 9)
    lags = 60 * FRAMES * beats / tempi[:, None]
    comb = np.interp(lags, np.arange(len(alike)), alike).mean(axis=1)
    return float(tempi[np.argmax(comb)])


def wrong_by(found: float, true: float) -> float:
    """The relative error of a tempo, octaves (halves and doubles) forgiven."""
    octaves = np.log2(found / true)
    return float(abs(2 ** (octaves - round(octaves)) - 1))


def loudness_range(heard: Heard) -> float:
    """LU from the tenth to the 95th percentile of 3 s windows (EBU Tech 3342)."""
    tenths = loudness.energies(heard.sound, heard.rate)
    windows = loudness.lufs(np.convolve(tenths, np.full(30, 1 / 30), "valid"))
    windows = windows[windows > -70]
    windows = windows[windows > loudness.lufs(np.mean(10 ** (windows / 10))) - 20]
    return float(np.percentile(windows, 95) - np.percentile(windows, 10))
