"""A song is what was asked for and the state it is in; a take is one audio file it yielded."""

import unicodedata
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from generator.catalog.models import MusicModel
from generator.causes import Cause
from generator.teams.models import Team


class State(models.TextChoices):
    QUEUED = "queued"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown", "no answer yet"
    RENDERING = "rendering"
    COPYING = "copying"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ENDS: tuple[State, ...] = (State.READY, State.FAILED, State.CANCELLED, State.EXPIRED)
PENDING: tuple[State, ...] = tuple(state for state in State if state not in ENDS)
_GIVEN_UP = {State.FAILED, State.CANCELLED, State.EXPIRED}

MOVES: dict[State, set[State]] = {
    State.QUEUED: {State.SUBMITTING} | _GIVEN_UP,
    # Back to QUEUED only where a second submission costs nothing (the studio), or none was made.
    State.SUBMITTING: {State.QUEUED, State.UNKNOWN, State.RENDERING, State.COPYING} | _GIVEN_UP,
    State.UNKNOWN: {State.RENDERING, State.COPYING} | _GIVEN_UP,
    State.RENDERING: {State.QUEUED, State.COPYING} | _GIVEN_UP,
    # Back to RENDERING to ask for fresh addresses when a file could not be fetched.
    State.COPYING: {State.QUEUED, State.RENDERING, State.READY} | _GIVEN_UP,
    **{end: set() for end in ENDS},
}


TITLE_KEY_BYTES = 120
NOTES_MOST = 5_000
"""Characters of a person's own notes on a song."""


def title_key(title: str) -> bytes:
    """What a title is sorted by: without case and accents, as bytes.

    Bytes, because every database (and Python, which merges the teams' lists) sorts them alike;
    text is sorted by the collation a server happens to have.
    """
    plain = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return letters.strip(" \"'“”‘’«»([").encode(errors="ignore")[:TITLE_KEY_BYTES]


def new_callback_token() -> str:
    return uuid.uuid4().hex + uuid.uuid4().hex


def _shelf_indexes() -> list[models.Index]:
    """One for each way a team's library is read: every sort, and each filter by itself.

    By id the length is looked at along the way; the condition's own column is there for SQLite,
    which checks it once more and would read each row for that.
    """
    ways = {
        "library": ["id", "seconds", "trashed_at"], "title": ["title_key", "id"],
        "length": ["seconds", "id"], "made": ["created_at"], "state": ["state", "id"],
        "model": ["model", "id"], "maker": ["user", "id"],
    }  # fmt: skip
    here = Q(trashed_at__isnull=True)
    return [
        models.Index(fields=["team", *fields], condition=here, name=f"song_{name}")
        for name, fields in ways.items()
    ]


class Song(models.Model):
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="songs")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="songs"
    )
    model = models.ForeignKey(MusicModel, on_delete=models.PROTECT, related_name="songs")
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    token = models.UUIDField(default=uuid.uuid4, help_text="one press of the button")

    # What was asked for.
    prompt = models.TextField()
    lyrics = models.TextField(blank=True)
    title = models.CharField(max_length=200, blank=True)
    bitrate = models.PositiveIntegerField(help_text="bits per second")
    sample_rate = models.PositiveIntegerField(help_text="hertz")
    price = models.PositiveIntegerField(help_text="credits, as shown when it was submitted")

    # Where it is.
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    revision = models.PositiveIntegerField(default=1, help_text="grows with every visible change")
    stage = models.CharField(max_length=80, blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)
    detail = models.CharField(max_length=500, blank=True, help_text="upstream's words, redacted")

    # In the library.
    title_key = models.BinaryField(max_length=TITLE_KEY_BYTES, default=b"", editable=False)
    seconds = models.FloatField(default=0, help_text="of its first take; 0 until there is one")
    notes = models.TextField(blank=True, max_length=NOTES_MOST)
    trashed_at = models.DateTimeField(null=True, blank=True)
    payer = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the team whose wallet paid, where the song has moved to another since",
    )  # fmt: skip

    # Upstream.
    upstream_id = models.CharField(max_length=200, blank=True, db_index=True)
    callback_token = models.CharField(max_length=64, unique=True, default=new_callback_token)
    clips = models.JSONField(default=list, help_text="what upstream said there is to copy")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="of the present step")
    misses = models.PositiveSmallIntegerField(default=0, help_text="polls without a usable answer")

    # When.
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    next_poll_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True, help_text="until then, somebody is at it")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "token"], name="one_press_one_song"),
        ]
        indexes = [
            *_shelf_indexes(),
            models.Index(
                fields=["trashed_at"],
                condition=Q(trashed_at__isnull=False),
                name="song_trash",
            ),
            models.Index(
                fields=["team"],
                condition=Q(state__in=["queued", "submitting", "unknown", "rendering", "copying"]),
                name="song_pending",
            ),
            models.Index(
                fields=["next_poll_at"],
                condition=Q(next_poll_at__isnull=False),
                name="song_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["queued", "submitting", "rendering", "copying"]),
                name="song_lease",
            ),
            models.Index(
                fields=["deadline_at"],
                condition=Q(state__in=["unknown", "rendering", "copying"]),
                name="song_deadline",
            ),
            models.Index(
                fields=["model", "-finished_at"], condition=Q(state="ready"), name="song_times"
            ),
            models.Index(
                fields=["model", "-finished_at", "state"],
                condition=Q(finished_at__isnull=False),
                name="song_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    @property
    def display_title(self) -> str:
        """The title, or else the first words of the lyrics or the prompt."""
        return titled(self.title, self.lyrics, self.prompt)

    @property
    def pending(self) -> bool:
        return self.state in PENDING

    @property
    def clips_are_here(self) -> bool:
        """Whether what is to be copied lies on this machine, as the studio's songs do."""
        return any(clip["path"] for clip in self.clips)

    def move(self, *, to: State, **fields: Any) -> bool:
        """Step from the state last read; False when another worker was first."""
        if to not in MOVES[State(self.state)]:
            raise ValueError(f"A song can't go from {self.state} to {to}.")
        return self.change(state=to, **fields)

    def change(self, **fields: Any) -> bool:
        """Update visible columns, if the song is still in the state last read."""
        rows = Song.objects.filter(pk=self.pk, state=self.state)
        if "title" in fields:
            fields["title_key"] = title_key(titled(fields["title"], self.lyrics, self.prompt))
        if not rows.update(revision=F("revision") + 1, **fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        self.revision += 1
        return True


def titled(title: str, lyrics: str, prompt: str) -> str:
    """What a song is called, be it given a title or not."""
    return title or first_words(lyrics) or first_words(prompt) or "Untitled"


def first_words(text: str, most: int = 48) -> str:
    """The first line of words (section tags are not words), cut at a word."""
    for line in text.splitlines():
        words = line.strip()
        if words and not words.startswith("["):
            return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"
    return ""


class Take(models.Model):
    song = models.ForeignKey(Song, on_delete=models.CASCADE, related_name="takes")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(max_length=200)
    content_type = models.CharField(max_length=40)
    seconds = models.FloatField()
    size = models.PositiveBigIntegerField(help_text="bytes")
    bitrate = models.PositiveIntegerField(help_text="bits per second, measured")
    sample_rate = models.PositiveIntegerField(help_text="hertz, measured")
    channels = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    peaks = models.JSONField(help_text="waveform: loudness of equal slices, 0 to 100")
    marks = models.JSONField(default=list, help_text="sections: [name, start, end] in seconds")
    words = models.JSONField(default=list, help_text="sung: [text, start, end, line], in seconds")
    facts = models.JSONField(default=dict, help_text="genre, tempo, key, metre, language, voice")
    notice = models.CharField(max_length=500, blank=True, help_text="what was not sung")
    created_at = models.DateTimeField(auto_now_add=True)
    kept = models.BooleanField(default=False, help_text="a person's pick among the song's takes")
    trashed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [models.UniqueConstraint(fields=["song", "number"], name="one_take_a_number")]

    def __str__(self) -> str:
        return f"{self.song}, take {self.number}"

    def file_names(self) -> list[str]:
        """Every file in the storage that is this take's and goes with it."""
        return [str(self.file), *(str(part.file) for part in self.parts.all())]


class Erased(models.Model):
    """A song that was deleted for good: what the ledger's rows about it were for.

    Nothing that a person wrote is in it.
    """

    number = models.PositiveBigIntegerField(primary_key=True, help_text="the song's id")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(MusicModel, on_delete=models.PROTECT, related_name="+")
    price = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"song {self.number}, erased"


class Part(models.Model):
    """A further file of a take: one of its stems, its notes, its chords."""

    class Kind(models.TextChoices):
        VOICE = "voice", "Voice"
        DRUMS = "drums", "Drums"
        BASS = "bass", "Bass"
        MUSIC = "music", "Other instruments"
        MIDI = "midi", "MIDI"
        CHORDS = "chords", "Chord sheet"

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    file = models.FileField(max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.UniqueConstraint(fields=["take", "kind"], name="one_part_a_kind")]

    def __str__(self) -> str:
        return f"{self.take}: {self.get_kind_display()}"

    @property
    def is_stem(self) -> bool:
        """Whether it is sound, which plays as the take does."""
        return self.kind not in (self.Kind.MIDI, self.Kind.CHORDS)

    @property
    def ending(self) -> str:
        """What its file's name ends with."""
        return PART_FORMATS[self.Kind(self.kind)][0]


_STEM = ("mp3", "audio/mpeg")
PART_FORMATS: dict[Part.Kind, tuple[str, str]] = {
    Part.Kind.VOICE: _STEM,
    Part.Kind.DRUMS: _STEM,
    Part.Kind.BASS: _STEM,
    Part.Kind.MUSIC: _STEM,
    Part.Kind.MIDI: ("mid", "audio/midi"),
    Part.Kind.CHORDS: ("txt", "text/plain; charset=utf-8"),
}
"""How a part's file name ends, and its content type."""


class Lease(models.Model):
    """A duty that one process at a time takes on, by name: following, sweeping."""

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, help_text="when a holder last reported")

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One provider's hour: how many calls were made and how they went. For admins and /metrics."""

    provider = models.CharField(max_length=20)
    verb = models.CharField(max_length=10, choices=[("submit", "submit"), ("fetch", "fetch")])
    hour = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "verb", "hour"], name="one_row_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.verb} {self.hour:%Y-%m-%d %H}:00"
