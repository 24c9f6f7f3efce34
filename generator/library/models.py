"""What people make of their songs: favourites, and playlists of their own or of a team."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from generator.songs.models import Song
from generator.teams.models import Team


class Favourite(models.Model):
    """A song that one person likes; nobody else sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites"
    )
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="favourites")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "song"], name="one_favourite_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.song}, liked by {self.user}"


class Playlist(models.Model):
    """Songs in an order. Without a team it is its maker's own; with one it is the team's."""

    name = models.CharField(max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="playlists"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="playlists"
    )
    songs: "models.ManyToManyField[Song, PlaylistEntry]" = models.ManyToManyField(
        Song, through="PlaylistEntry", related_name="playlists"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, team=None)
                | models.Q(user=None, team__isnull=False),
                name="playlist_of_a_person_or_a_team",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlaylistEntry(models.Model):
    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="entries")
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveIntegerField(help_text="0 is the first")

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["playlist", "song"], name="one_entry_a_song")
        ]

    def __str__(self) -> str:
        return f"{self.place + 1}. {self.song}"
