"""A notice: one person is told that one song has ended. And who wants that by email, too."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from generator.songs.models import Song
from generator.teams.models import User


class Notice(models.Model):
    """How the song ended is read from the song itself.

    About anything else the notice has words of its own, and the path of the page it leads to.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    song = models.ForeignKey(Song, null=True, on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True, help_text="when to send it, or to try again")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "song"], name="one_notice_per_song")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_list"),
            # What every open page asks for, however many notices were read.
            models.Index(
                fields=["user", "-id"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail_due_at__isnull=False),
                name="notice_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.song or self.title}, for {self.user}"


class Wish(models.Model):
    """How a person wants to be told; no row is the default, the page alone."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="notice_wish"
    )
    by_mail = models.BooleanField("Send me an email when a song of mine is ready or has failed")

    def __str__(self) -> str:
        return f"{self.user}: {'email' if self.by_mail else 'no email'}"
