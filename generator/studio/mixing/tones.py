"""The spectrum that the records of each genre have, which mastering moves a song towards."""

import numpy as np

from generator.studio.samples import Samples

CENTRES = np.array([40.0, 80, 160, 320, 640, 1250, 2500, 5000, 10_000])
"""Hz in the middle of the octaves that are compared."""

USUAL = np.array([-4.0, 0.0, -2.0, -4.5, -6.5, -8.5, -11.0, -15.0, -22.0])
"""Level of each octave in records of all kinds, dB (after P. Pestana et al., "Spectral
characteristics of popular commercial recordings 1950-2010", AES 135, 2013: per hertz it falls by
5 dB an octave from 100 Hz to 4 kHz, and sooner above; an octave is twice as wide as the last)."""

ANCHORS = np.array([40.0, 80, 500, 2500, 10_000])

TONES = {
    "pop": (1.0, 0.0, 0.0, 0.0, 1.0),
    "ballad": (-4.0, -3.0, 1.0, 0.0, -1.0),
    "house": (4.0, 2.0, -2.0, -1.0, 1.0),
    "drum and bass": (5.0, 1.5, -2.0, -1.0, 2.0),
    "synthwave": (1.0, 1.0, 0.0, 0.0, -1.0),
    "rock": (-3.0, 0.0, 1.0, 1.5, 1.0),
    "punk": (-4.0, -1.0, 1.5, 2.5, 1.0),
    "metal": (-1.0, 1.0, -2.0, 1.5, 1.0),
    "hip hop": (4.0, 2.0, -1.0, -1.0, 0.0),
    "trap": (7.0, 2.0, -2.0, -2.0, 1.0),
    "lofi": (0.0, 1.0, 0.5, -3.0, -8.0),
    "jazz": (-5.0, -1.0, 1.5, -1.0, -1.0),
    "bossa nova": (-7.0, -2.0, 1.5, -1.0, -2.0),
    "blues": (-5.0, -1.0, 1.0, 0.0, -1.0),
    "folk": (-9.0, -3.0, 1.5, 0.0, -1.0),
    "country": (-4.0, -1.0, 0.5, 0.0, 1.0),
    "ambient": (0.0, 0.0, 1.0, -5.0, -8.0),
    "cinematic": (-1.0, 0.0, 1.0, -3.0, -4.0),
    "soul": (0.0, 1.0, 0.0, -0.5, -1.0),
    "funk": (-2.0, 1.0, 0.0, 0.0, 1.0),
    "disco": (-2.0, 1.0, 0.0, 0.0, 1.0),
    "reggae": (3.0, 2.5, -1.0, -1.5, -1.0),
    "reggaeton": (4.0, 2.0, -1.0, -1.0, 1.0),
    "salsa": (-5.0, 0.0, 0.5, 1.0, 1.0),
}
"""What a genre has more or less of than `USUAL`, dB at `ANCHORS`: a judgement, where `USUAL`
is a measurement."""


def wanted(genre: str, brighter: float) -> Samples:
    """The level of each octave, dB, in records of a genre; `brighter` -1..1 tilts it."""
    tone = np.interp(np.log(CENTRES), np.log(ANCHORS), TONES[genre])
    return np.asarray(USUAL + tone + 6 * brighter * np.linspace(-0.5, 1, len(CENTRES)))
