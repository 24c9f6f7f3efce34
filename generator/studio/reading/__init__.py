"""What is asked, understood: the files in the order a brief goes through them.

    plan <- words, genres, casting    what the prompt means: genre, tempo, key, band, singer
    lyrics <- sections <- tags        sections from tags, or from blank lines and what comes back
    phrases                           lines as they are sung, and what can't be

`voices` lists who can sing, `spelling` how notes and keys are spelt.
"""
