"""Stems: the voice, the drums, the bass and the music of a song as files of their own."""

from generator.studio import encode
from generator.studio.mix import Mix
from generator.studio.progress import Progress
from generator.studio.samples import RATE

COST = 17.0
"""Milliseconds for each second of the song (measured)."""

HIGHEST = 0.89
"""Peak of all stems played at once, -1 dBFS."""


def encoded(mix: Mix, peak: float, progress: Progress) -> dict[str, bytes]:
    """An MP3 of each group that plays, before mastering; together they are the mix.

    `peak` is the mix's own, so that the stems may be played at once without distortion.
    """
    gain = HIGHEST / max(peak, 1e-6)
    found = {}
    for group, tape in mix.tapes.items():
        progress.begin(f"Saving the {group}", COST / len(mix.tapes) * tape.count / RATE)
        found[group] = encode.stem(
            (piece * gain for _, piece in tape.pieces()), mono=group == "bass"
        )
    return {group: mp3 for group, mp3 in found.items() if mp3}
