"""The embedded music engine: a brief in, a finished MP3 out, without network, key or Django.

A song is made in the order of these files:

    brief                                  what is asked
    plan <- words, genres, casting         what the prompt means: genre, tempo, key, band, singer
    lyrics <- sections <- tags; phrases    sections, phrases, syllables, and what can't be sung
    form                                   passages: how many bars each, how full
    harmony <- progressions, spelling      chords, voicings, names
    melody <- rhythm, pitches              the tune: a place and a pitch for every syllable
    drummer <- grooves; band <- tabs       what everybody else plays
    arrange -> score                       all of it, written down in sixteenths
    partials -> struck, synths, blown -> instruments; drumkit      how things sound
    voice                                  the singer: a package with a map of its own
    play; vocals -> mix <- effects, tape   buses, levels, the hall; voice, drums, bass and music
    loudness -> master -> encode; stems    -14 LUFS, true peak, MP3; the groups apart
    midi -> smf; sheet; titles             the notes, the chords above the words, a name
    engine -> rendered                     the way through; `__main__` is the same as a process

`samples` and `spectra` are what sound is made with, `progress` tells how far a song is.
"""

import os

# One core is one song's share, and numpy's BLAS reads these when it is first imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from generator.studio.brief import Brief
from generator.studio.engine import render
from generator.studio.rendered import Rendered, Section, Word

__all__ = ["Brief", "Rendered", "Section", "Word", "render"]
