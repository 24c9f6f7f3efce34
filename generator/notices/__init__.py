"""Telling a person that a song of theirs has ended: on the page, and by email if they want.

    songs.progress ends a song -> songs.signals.song_ended -> receivers -> actions.announce

All in the transaction that ends the song, so there is a notice exactly where a song has ended.
A mail is only due then; the worker sends it, and the row remembers until it was. `actions.tell` is
for the few things that are no song's end: a webhook that was turned off.
"""
