"""Playlists and what was erased, to look at."""

from django.contrib import admin

from generator.library.models import Playlist, PlaylistEntry
from generator.ops.adminparts import ReadOnly, ReadOnlyRows
from generator.songs.models import Erased


class EntryRows(ReadOnlyRows):
    model = PlaylistEntry
    fields = ("place", "song")
    readonly_fields = fields


@admin.register(Playlist)
class PlaylistAdmin(ReadOnly):
    list_display = ("name", "user", "team", "created_at")
    list_select_related = ("user", "team")
    search_fields = ("name", "user__email", "team__name")
    fields = ("name", "user", "team", "created_at")
    inlines = (EntryRows,)


@admin.register(Erased)
class ErasedAdmin(ReadOnly):
    list_display = ("number", "team", "model", "price", "made_at", "erased_at")
    list_select_related = ("team", "model")
    search_fields = ("number__exact",)
