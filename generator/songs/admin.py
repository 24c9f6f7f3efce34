"""Songs, to look at; and the two things an admin does to one: ask now, and end it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from generator.audio.serve import audio_response
from generator.causes import Cause
from generator.errors import LedgerError
from generator.ops.adminparts import ReadOnly, ReadOnlyRows, in_words, link, tag, team_name, url
from generator.songs import actions, cards, progress
from generator.songs.adminfilters import AgeFilter, TeamFilter
from generator.songs.models import Song, State, Take
from generator.songs.takes import clock
from generator.teams.models import Team
from generator.wallet.models import Transfer

LEFT = "ended already, or the hold is not in order (manage.py verify_ledger tells)"


class FailForm(forms.Form):
    why = forms.CharField(
        max_length=400,
        required=False,
        help_text="The person reads it on the song's card. It may stay empty.",
        error_messages={"max_length": "Keep it to 400 characters."},
    )


class TakeRows(ReadOnlyRows):
    model = Take
    fields = ("sound", "length", "measured", "bytes_text")
    readonly_fields = fields

    @admin.display(description="sound")
    def sound(self, take: Take) -> SafeString:
        return link(reverse("admin:take_audio", args=[take.pk]), f"Listen to take {take.number}")

    @admin.display(description="length")
    def length(self, take: Take) -> str:
        return clock(take.seconds)

    @admin.display(description="measured")
    def measured(self, take: Take) -> str:
        return f"{take.bitrate:,} bit/s, {take.sample_rate:,} Hz, {take.channels} channels"

    @admin.display(description="size")
    def bytes_text(self, take: Take) -> str:
        return filesizeformat(take.size)


@admin.register(Song)
class SongAdmin(ReadOnly):
    list_display = (
        "id", "what", "state_tag", "model", "owner", "user", "price", "age", "took", "why",
    )  # fmt: skip
    list_display_links = ("id", "what")
    list_filter = ("state", "model", AgeFilter, TeamFilter, "cause")
    list_select_related = ("model", "team__personal_of", "user")
    list_per_page = 50
    search_fields = ("id__exact", "title", "prompt", "upstream_id")
    search_help_text = "Number, title, prompt or upstream id"
    actions = ("poll_now", "fail_and_release")
    inlines = (TakeRows,)
    readonly_fields = ("state_tag", "owner_link", "ledger", "why", "age", "took", "asked_again")
    fieldsets = (
        (None, {"fields": ("state_tag", "stage", "percent", "why", "detail", "age", "took")}),
        ("Who and for what", {"fields": ("owner_link", "user", "model", "price", "ledger")}),
        ("What was asked for", {"fields": (
            "title", "prompt", "lyrics", "bitrate", "sample_rate", "asked_again",
        )}),
        ("Upstream", {"fields": (
            "upstream_id", "attempts", "misses", "created_at", "sent_at", "next_poll_at",
            "lease_until", "deadline_at", "finished_at",
        )}),
    )  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.take_audio)
        return [path("takes/<int:pk>/audio", view, name="take_audio"), *super().get_urls()]

    def take_audio(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """An admin hears any song: complaints are about what it sounds like."""
        if not request.user.has_perm("generator.view_take"):
            raise PermissionDenied
        take = get_object_or_404(Take, pk=pk)
        try:
            return audio_response(
                request, open_file=take.file.open, size=take.size, etag=take.sha256,
                content_type=take.content_type, filename=None, accel_path=None,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise Http404 from error

    def has_steer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generator.change_song")

    @admin.action(description="Poll now", permissions=["steer"])
    def poll_now(self, request: HttpRequest, songs: QuerySet[Song]) -> HttpResponse | None:
        asked = [actions.ask_now(song) for song in songs]
        self._tell(request, asked, "asked about now", "not with a provider, so nothing to ask")
        return self.back(request)

    @admin.action(description="Fail and release…", permissions=["steer"])
    def fail_and_release(self, request: HttpRequest, songs: QuerySet[Song]) -> HttpResponse | None:
        form = FailForm(request.POST if "sure" in request.POST else None)
        if not form.is_valid():
            title = "Fail and release"
            return self.ask(request, songs, form=form, title=title, button="End and give back")
        ended = [_fail(song, detail=form.cleaned_data["why"]) for song in songs]
        self._tell(request, ended, "ended, and the credits went back", LEFT)
        return self.back(request)

    def _tell(self, request: HttpRequest, done: list[bool], yes: str, no: str) -> None:
        if sum(done):
            self.message_user(request, f"{_songs(sum(done))} {yes}.", messages.SUCCESS)
        if len(done) - sum(done):
            words = f"{_songs(len(done) - sum(done))} left as before: {no}."
            self.message_user(request, words, messages.WARNING)

    @admin.display(description="song")
    def what(self, song: Song) -> str:
        return song.display_title

    @admin.display(description="state", ordering="state")
    def state_tag(self, song: Song) -> SafeString:
        return tag(*cards.TAGS[song.state])

    @admin.display(description="team", ordering="team")
    def owner(self, song: Song) -> str:
        own = song.team.personal_of_id is not None and song.team.personal_of_id == song.user_id
        return "their own" if own else team_name(song.team)

    @admin.display(description="team")
    def owner_link(self, song: Song) -> SafeString:
        return link(url(Team, "change", song.team_id), team_name(song.team))

    @admin.display(description="age", ordering="-created_at")
    def age(self, song: Song) -> str:
        return in_words(timezone.now() - song.created_at)

    @admin.display(description="ready after")
    def took(self, song: Song) -> str:
        if song.state != State.READY or song.finished_at is None:
            return "–"
        return f"{(song.finished_at - song.created_at).total_seconds():,.0f} s"

    @admin.display(description="cause", ordering="cause")
    def why(self, song: Song) -> str:
        return Cause(song.cause).label if song.cause else "–"

    @admin.display(description="made again from")
    def asked_again(self, song: Song) -> str | SafeString:
        first = song.retry_of_id
        return link(url(Song, "change", first), f"song {first}") if first else "–"

    def ledger(self, song: Song) -> str | SafeString:
        """The song's rows in the ledger."""
        keys = [f"song:{song.pk}:{move}" for move in ("hold", "capture", "release")]
        moves = Transfer.objects.filter(key__in=keys).order_by("pk")
        lines = format_html_join(
            "", "<li>{}, {}: {}</li>",
            (
                (f"{timezone.localtime(move.created_at):%Y-%m-%d %H:%M:%S}", str(move),
                 link(url(Transfer, "change", move.pk), move.key))
                for move in moves
            ),
        )  # fmt: skip
        return format_html("<ul>{}</ul>", lines) if lines else "–"


def _fail(song: Song, *, detail: str) -> bool:
    """False where it ended otherwise meanwhile, or where its hold is not what it should be."""
    now = timezone.now()
    try:
        return song.pending and progress.fail(
            song, cause=Cause.STOPPED_BY_ADMIN, detail=detail, now=now
        )
    except LedgerError:
        return False


def _songs(number: int) -> str:
    return "1 song" if number == 1 else f"{number:,} songs"
