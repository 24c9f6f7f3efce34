"""The curve a voice draws through its notes.

What singers add to the notes is that of T. Saitou, M. Goto, M. Unoki, M. Akagi, "Speech-to-singing
synthesis: converting speaking voices to singing voices by controlling acoustic features unique to
singing voices" (2007): a glide with a little overshoot, vibrato, and a fine unrest.
"""

import numpy as np

from generator.studio.samples import Samples

GLIDE = 2 * np.pi * 6.5
DAMPING = 0.75
"""The second-order system that smooths a step: radians per second, and its damping."""

EARLY = 0.045
"""Seconds by which a voice leaves for the next note before its beat."""

VIBRATO, DEPTH = 5.4, 0.28
"""Hz, and semitones to either side."""

PATIENCE = 0.28
"""Seconds a note is held before the vibrato begins."""


def curve(
    starts: Samples, ends: Samples, pitches: Samples, clock: Samples, dice: np.random.Generator
) -> Samples:
    """MIDI pitch at each moment of `clock` (seconds, evenly spaced) for notes in order."""
    step = clock[1] - clock[0]
    which = np.clip(np.searchsorted(starts - EARLY, clock, side="right") - 1, 0, None)
    wanted = pitches[which].astype(np.float64)
    # A phrase is entered from a little below.
    wanted[clock < starts[0] + 0.05] -= 0.5
    glide = _glide(step)
    line = np.convolve(np.concatenate([np.full(len(glide), wanted[0]), wanted]), glide)
    line = line[len(glide) : len(glide) + len(wanted)]
    return np.asarray(line + _vibrato(starts, ends, clock, dice) + _unrest(len(clock), step, dice))


def _glide(step: float) -> Samples:
    """The impulse response of the smoothing, summing to 1."""
    t = np.arange(int(0.25 / step)) * step
    fast = GLIDE * np.sqrt(1 - DAMPING**2)
    response = np.exp(-DAMPING * GLIDE * t) * np.sin(fast * t)
    return np.asarray(response / response.sum())


def _vibrato(starts: Samples, ends: Samples, clock: Samples, dice: np.random.Generator) -> Samples:
    """On notes that are held: it comes late, grows, and is never quite even."""
    out = np.zeros(len(clock))
    for start, end in zip(starts, ends, strict=True):
        if end - start < PATIENCE + 0.2:
            continue
        rate, depth = VIBRATO * dice.uniform(0.95, 1.06), DEPTH * dice.uniform(0.8, 1.15)
        since = clock - start - PATIENCE
        swell = np.clip(since / 0.35, 0, 1) * np.clip((end - clock) / 0.08, 0, 1)
        out += depth * swell * np.sin(2 * np.pi * rate * since)
    return out


def _unrest(count: int, step: float, dice: np.random.Generator) -> Samples:
    """A slow drift of about four cents."""
    size = max(3, int(0.3 / step)) | 1
    window = np.hanning(size + 2)[1:-1]
    walk = np.convolve(dice.standard_normal(count + size - 1), window, "valid")
    return np.asarray(0.04 * walk / np.sqrt(np.sum(window**2)))
