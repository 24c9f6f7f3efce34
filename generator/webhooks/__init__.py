"""Telling a team's own programs that a song has ended: https://www.standardwebhooks.com

    songs.progress ends a song -> songs.signals.song_ended -> receivers -> actions.announce

writes one Delivery for each endpoint that wants it, and one for the song's own `callback_url`, in
the transaction that ends the song. `jobs.deliver` then sends what is due, and a sweep each minute
finds what a lost message left behind:

    Delivery   waiting --> accepted
                 ^  |
                 |  +--> given up (all tries failed, the endpoint was turned off, 410 Gone)
                 +-------- "Send it again" starts the schedule anew, with the same id and body
"""
