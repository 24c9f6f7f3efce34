"""The embedded music engine: a brief in, a finished MP3 out, without network, key or Django.

A song goes through these rooms, and each has a map of its own:

    brief        what is asked
    speech/      words as speech sounds, in many languages
    reading/     what it means: a plan, and the lyrics in phrases
    writing/     the composer: form, chords, tune, band; all of it a score
    voice/       the singer
    orchestra/   the instruments and the drums
    mixing/      buses, effects, tapes, the master
    output/      MP3, stems, MIDI, chord sheet
    engine -> rendered    the way through; `__main__` is the same as a process

`samples` is what sound is made with, `progress` tells how far a song is.
"""

import os

# One core is one song's share, and numpy's BLAS reads these when it is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from generator.studio.brief import Brief
from generator.studio.engine import render
from generator.studio.rendered import Rendered, Section, Word

__all__ = ["Brief", "Rendered", "Section", "Word", "render"]
