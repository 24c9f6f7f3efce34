"""The catalogue and its prices."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from generator.catalog.adminforms import MusicModelForm
from generator.catalog.models import MusicModel, Price
from generator.ops.adminparts import link, tag, url
from generator.providers import registry
from generator.songs.models import Song


class PriceRows(admin.TabularInline):  # type: ignore[type-arg]
    """A new price is a new row; the old ones tell what earlier songs cost."""

    model = Price
    extra = 0
    can_delete = False
    verbose_name_plural = "prices (a new one is a new row; the latest that has started counts)"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MusicModel)
class MusicModelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = MusicModelForm
    inlines = (PriceRows,)
    list_display = (
        "name", "slug", "provider", "connection", "price", "songs_today", "active", "position",
    )  # fmt: skip
    search_fields = ("name", "slug", "upstream_model")
    fieldsets = (
        (None, {"fields": ("name", "slug", "description", "active", "position")}),
        ("Who makes it sing", {"fields": ("provider", "upstream_model", "takes", "callbacks")}),
        ("Words", {"fields": (
            "prompt_max", "takes_lyrics", "lyrics_max", "title_max", "section_tags",
        )}),
        ("Sound", {"fields": (
            "bitrates", "default_bitrate", "sample_rates", "default_sample_rate",
        )}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[MusicModel]:
        now = timezone.now()
        prices = Price.objects.filter(model=OuterRef("pk"), starts_at__lte=now)
        recent = Song.objects.filter(model=OuterRef("pk"), created_at__gte=now - timedelta(days=1))
        number = recent.order_by().values("model").annotate(number=Count("pk")).values("number")
        rows: QuerySet[MusicModel] = super().get_queryset(request).annotate(
            credits=Subquery(prices.values("credits")[:1], output_field=IntegerField()),
            recent=Coalesce(Subquery(number), 0),
        )  # fmt: skip
        return rows

    @admin.display(description="provider is")
    def connection(self, model: MusicModel) -> SafeString:
        if model.provider in registry.connected():
            return tag("Connected", "done")
        return tag("Not connected", "held")

    @admin.display(description="price", ordering="credits")
    def price(self, model: Any) -> str | SafeString:
        if model.credits is None:
            return tag("No price: not on offer", "hard")
        return f"{model.credits:,}"

    @admin.display(description="songs in 24 h", ordering="recent")
    def songs_today(self, model: Any) -> SafeString:
        return link(url(Song, "changelist", model__id__exact=model.pk), f"{model.recent:,}")
