"""The embedded music engine: a brief in, a finished MP3 out, without network, key or Django.

A song is made in the order of these files:

    brief                                  what is asked
    plan <- words, genres                  what the prompt means: genre, tempo, metre, key, band
    lyrics <- sections <- tags; phrases    sections, phrases, syllables, and what can't be sung
    form                                   passages: how many bars each, how full
    harmony <- progressions                chords and voicings
    melody <- rhythm                       the tune: a place and a pitch for every syllable
    drummer <- grooves; band <- tabs       what everybody else plays
    arrange -> score                       all of it, written down in sixteenths
    partials -> struck, synths, blown -> instruments; drumkit      how things sound
    play -> effects -> mix                 buses, levels, the hall
    loudness -> master -> encode           -14 LUFS, true peak, MP3
    engine                                 the way through; `__main__` is the same as a process
"""

import os

# One core is one song's share, and numpy's BLAS reads these when it is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from generator.studio.brief import Brief
from generator.studio.engine import render
from generator.studio.rendered import Rendered, Section, Word

__all__ = ["Brief", "Rendered", "Section", "Word", "render"]
