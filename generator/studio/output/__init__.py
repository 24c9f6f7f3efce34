"""What a song leaves the studio as.

`encode` makes the MP3, `stems` one for each group of the mix, `midi` (by `smf`) the notes and
`sheet` the chords above the words.
"""
