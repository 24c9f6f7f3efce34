"""Letting others hear a song: another of one's teams, or whoever has a public link.

Nothing is public by default. A share lets a team's people read a song that stays another team's;
a link opens one song to whoever has its address, until it expires or is revoked.
"""
