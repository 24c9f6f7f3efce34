"""Stems: the voice, the drums, the bass and the music of a song as files of their own."""

from collections.abc import Iterator

import numpy as np

from generator.studio.mixing.mix import Mix
from generator.studio.mixing.tape import PIECE
from generator.studio.output import encode
from generator.studio.progress import Progress
from generator.studio.samples import RATE, Samples

COST = 22.0
"""Milliseconds for each second of the song (measured)."""

HIGHEST = 0.89
"""Peak of all stems played at once, -1 dBFS."""

MONO = frozenset({"voice", "bass"})
"""What stands in the middle, and is encoded in half the time."""

TOLD = 30
"""Pieces of a tape between two reports (45 s of the song)."""


def encoded(mix: Mix, peak: float, progress: Progress) -> dict[str, bytes]:
    """An MP3 of each group that plays, before mastering; together they are the mix.

    `peak` is the mix's own, so that the stems may be played at once without distortion.
    """
    gain = np.float32(HIGHEST / max(peak, 1e-6))
    found = {}
    for group in mix.tapes:
        pieces = _played(mix, group, gain, progress)
        found[group] = encode.stem(pieces, mono=group in MONO)
    return {group: mp3 for group, mp3 in found.items() if mp3}


def _played(mix: Mix, group: str, gain: np.float32, progress: Progress) -> Iterator[Samples]:
    """The group's tape, told of as it is used."""
    each = COST / len(mix.tapes) * TOLD * PIECE / RATE
    for start, piece in mix.tapes[group].pieces():
        if start % (TOLD * PIECE) == 0:
            progress.begin(f"Saving the {group}", each)
        yield piece * gain
