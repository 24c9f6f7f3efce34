"""The singer: words become speech sounds, speech sounds become a sung line.

    languages              which language a text, a line or a word is in
    spelling <- readings   what is read aloud for a written word; Japanese in kana
    espeak <- ipa, periods, libespeak    a text in speech sounds, and spoken
    syllables              what of those sounds goes on one note
    weights -> network -> neural     the English voice: a small decoder, in numpy
    vocoder                speech of known pitch taken apart into spectra, and sounded anew
    spoken                 a line spoken by its voice and taken apart
    timing                 which moment of the speech sounds at which moment of the song
    pitch                  the curve a voice draws through its notes
    choir                  what others sing with a chorus
    singer                 the lines of a score, sung

`speech` holds the words that all of them use.
"""
