"""How things sound: one note or one stroke at a time.

`instruments` lists every pitched instrument with its range; `struck`, `blown` and `synths` sound
them, mostly from the sines of `partials`. `drumkit` has the drums and cymbals.
"""
