"""A share puts a song into a team's library; a link opens it to whoever has the address."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from generator.songs.models import Song
from generator.teams.models import Team, User

TOKEN_BYTES = 24
"""192 bits: 32 characters, also long enough for the request log to cut them (ops.middleware)."""


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class Share(models.Model):
    """The team's people may read the song. It stays the other team's, and so does its wallet."""

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="shares")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="shares")
    shared_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.UniqueConstraint(fields=["song", "team"], name="one_share_per_team")]
        indexes = [models.Index(fields=["team", "-song"], name="share_library")]

    def __str__(self) -> str:
        return f"{self.song} in {self.team}"


class Link(models.Model):
    """One public address of one song.

    The token is kept as it is, and not as a hash like an invitation's: its maker copies the address
    again on another day. It opens one song's sound to read, which whoever reads this table can
    read anyway; an invitation would let them into a team.
    """

    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="links")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveIntegerField(default=0)
    download = models.BooleanField("the file to keep", default=False)
    lyrics = models.BooleanField("the lyrics", default=False)
    prompt = models.BooleanField("the prompt", default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["song"], condition=Q(revoked_at=None), name="one_open_link_per_song"
            )
        ]

    def __str__(self) -> str:
        return f"Link to {self.song}"


class Visit(models.Model):
    """An address looked at a link on a day, so that it isn't counted again on that day.

    Kept until the link's next day only, and not the address itself but a keyed hash of it.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="visits")
    day = models.DateField()
    visitor = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "visitor", "day"], name="one_visit_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.link} on {self.day}"
