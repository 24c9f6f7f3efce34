"""The composer: a plan and lyrics become a score.

    form                         passages: how many bars each, how full
    harmony <- progressions      chords, voicings, names
    melody <- rhythm, pitches    the tune: a place and a pitch for every syllable
    drummer <- grooves           the drums
    band <- tabs                 what everybody else plays
    arrange -> score             all of it, written down in sixteenths

`titles` names a song that was given none.
"""
