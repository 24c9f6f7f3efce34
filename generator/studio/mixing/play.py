"""The players: notes and strokes become stereo buses."""

from collections import defaultdict

import numpy as np

from generator.studio.orchestra.drumkit import PLACES, strike
from generator.studio.orchestra.instruments import ORCHESTRA, Instrument
from generator.studio.samples import RATE, Samples, hertz, level
from generator.studio.writing.drummer import KEEPERS
from generator.studio.writing.score import Clock, Note, Part, Score

LAYERS = (0.35, 0.6, 0.9)
"""Strengths an instrument is sampled at; in between only the loudness changes."""

MOST_KEPT = 8_000_000
"""Samples of tones kept at a time (32 MB)."""

SHORTEST = 0.05

HARDER = 0.5
"""How much louder an energetic drummer keeps the time."""


def part(part: Part, clock: Clock, count: int, seed: int) -> Samples:
    """One player's bus, about -20 dB RMS while a full chord sounds.

    (2, count), or (1, count) where the instrument has no width of its own.
    """
    instrument = ORCHESTRA[part.instrument]
    bus = np.zeros((0, count), dtype=np.float32)
    longest, timed = _timed(part.notes, instrument, clock)
    kept: dict[tuple[int, int], Samples] = {}
    size = 0
    dice = np.random.default_rng(seed)
    for start, seconds, pitch, strength in timed:
        layer = int(np.argmin([abs(strength - at) for at in LAYERS]))
        tone = kept.get((pitch, layer))
        if tone is None:
            tone = _tone(instrument, pitch, LAYERS[layer], longest[pitch], seed)
            size += tone.size
            if size > MOST_KEPT:
                kept, size = {}, tone.size
            kept[pitch, layer] = tone
        if not len(bus):
            bus = np.zeros((len(tone), count), dtype=np.float32)
        late = max(0, int((start + dice.normal(0, 0.003)) * RATE))
        held = int((seconds + instrument.ring) * RATE)
        gain = 0.25 + 0.75 * strength
        _add(bus, tone, late, held, int(instrument.release * RATE), gain)
    return bus


def _timed(
    notes: list[Note], instrument: Instrument, clock: Clock
) -> tuple[dict[int, float], list[tuple[float, float, int, float]]]:
    """Notes in seconds, moved into the instrument's range, and the longest of each pitch."""
    longest: dict[int, float] = defaultdict(float)
    timed = []
    for note in notes:
        start = clock.seconds(note.start)
        seconds = max(SHORTEST, clock.seconds(note.start + note.length) - start)
        pitch = within(instrument, note.pitch)
        longest[pitch] = max(longest[pitch], seconds)
        timed.append((start, seconds, pitch, note.strength))
    return longest, timed


def within(instrument: Instrument, pitch: int) -> int:
    """The pitch moved by octaves into what the instrument can play."""
    while pitch < instrument.low:
        pitch += 12
    while pitch > instrument.high:
        pitch -= 12
    return pitch


def _tone(
    instrument: Instrument, pitch: int, strength: float, seconds: float, seed: int
) -> Samples:
    """The longest note of that pitch, (channels, count), as loud as every other."""
    count = int((seconds + instrument.ring + instrument.release) * RATE) + 64
    sound = instrument.voice(hertz(pitch), strength, count, seed % 1000 + pitch)
    # The ear is less keen on low notes: let them keep a little more.
    loud = level(sound[..., : int(0.35 * RATE)]) * (1 + 0.004 * (pitch - 60))
    sound = sound * (0.1 / max(loud, 1e-6))
    if sound.ndim == 1 and not instrument.spread:
        sound = sound[None, :]
    elif sound.ndim == 1:
        side = instrument.spread * np.clip((pitch - 62) / 24, -1, 1)
        sound = np.stack([sound * np.sqrt(1 - side), sound * np.sqrt(1 + side)])
    return sound.astype(np.float32)


def _add(bus: Samples, tone: Samples, start: int, held: int, release: int, gain: float) -> None:
    """Mix a tone into the bus, held for so long, then faded."""
    loud = np.float32(gain)
    held = min(held, tone.shape[1], bus.shape[1] - start)
    if held <= 0:
        return
    bus[:, start : start + held] += tone[:, :held] * loud
    rest = min(release, tone.shape[1] - held, bus.shape[1] - start - held)
    if rest > 0:
        fade = np.square(np.linspace(1, 0, rest, dtype=np.float32)) * loud
        bus[:, start + held : start + held + rest] += tone[:, held : held + rest] * fade


def drums(score: Score, count: int) -> tuple[Samples, Samples]:
    """The kit's bus, (2, count), and the seconds of every kick."""
    bus = np.zeros((2, count), dtype=np.float32)
    kit = score.plan.genre.kit
    harder = 1 + HARDER * max(score.plan.drive, 0.0)
    kicks = []
    for stroke in score.strokes:
        seconds = score.clock.seconds(stroke.start)
        if stroke.piece == "kick":
            kicks.append(seconds)
        sound = strike(kit, stroke.piece)
        gain, side = PLACES[stroke.piece]
        gain *= harder if stroke.piece in KEEPERS else 1.0
        start = int(seconds * RATE)
        sound = sound[: max(0, count - start)]
        loud = gain * stroke.strength**1.4 * 0.5
        bus[0, start : start + len(sound)] += sound * np.float32(loud * np.sqrt(1 - side))
        bus[1, start : start + len(sound)] += sound * np.float32(loud * np.sqrt(1 + side))
    return bus, np.array(kicks)
