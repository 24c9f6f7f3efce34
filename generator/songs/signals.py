"""What songs tell the rest of the house, which they know nothing of. See `generator.receivers`."""

from django.dispatch import Signal

song_ended = Signal()
"""Sent with `song` and `now`, once, in the transaction that ends it: ready or given up.

What a receiver raises ends that transaction, so a receiver writes a row and leaves the rest to a
job."""
