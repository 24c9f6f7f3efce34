"""How the admin's list of songs can be narrowed: by age, and by the teams that are busy."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from generator.ops.adminparts import team_name
from generator.songs.models import PENDING, Song
from generator.teams.models import Team

MOST_TEAMS = 15


def _late(now: datetime) -> Q:
    """Pending for longer than any song should be."""
    deadline = timedelta(seconds=settings.SONG_DEADLINE_SECONDS)
    return Q(state__in=PENDING, created_at__lt=now - deadline)


class AgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "age"
    RULES: ClassVar[dict[str, tuple[str, Callable[[datetime], Q]]]] = {
        "hour": ("Last hour", lambda now: Q(created_at__gte=now - timedelta(hours=1))),
        "day": ("Last 24 hours", lambda now: Q(created_at__gte=now - timedelta(days=1))),
        "week": ("Last 7 days", lambda now: Q(created_at__gte=now - timedelta(days=7))),
        "older": ("Older", lambda now: Q(created_at__lt=now - timedelta(days=7))),
        "late": ("Pending past the deadline", _late),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, words) for name, (words, _) in self.RULES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> QuerySet[Song]:
        rule = self.RULES.get(self.value() or "")
        return queryset.filter(rule[1](timezone.now())) if rule else queryset


class TeamFilter(admin.SimpleListFilter):
    """The teams whose songs are the newest, and the one already picked; search finds the rest."""

    title = "team"
    parameter_name = "team__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        latest = Song.objects.order_by("-pk").values("team")[:500]
        busy = Team.objects.filter(pk__in=list({row["team"] for row in latest}))
        busy = busy.annotate(last=Max("songs__pk")).order_by("-last").select_related("personal_of")
        teams = list(busy[:MOST_TEAMS])
        picked = self.value() or ""
        if picked.isdecimal() and picked not in {str(team.pk) for team in teams}:
            other = Team.objects.filter(pk=int(picked)).select_related("personal_of")
            return [(str(team.pk), team_name(team)) for team in [*teams, *other]]
        return [(str(team.pk), team_name(team)) for team in teams]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Song]) -> QuerySet[Song]:
        picked = self.value() or ""
        return queryset.filter(team=int(picked)) if picked.isdecimal() else queryset
