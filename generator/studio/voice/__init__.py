"""The singer: speech sounds become a sung line.

    weights -> network -> neural    the English voice: a small decoder, in numpy
    vocoder                         speech of known pitch taken apart, and sounded anew
    spoken                          a line spoken by its voice and taken apart
    timing                          which moment of the speech sounds at which of the song
    pitch                           the curve a voice draws through its notes
    choir                           what others sing with a chorus

`singer` does all of it for the lines of a score.
"""
