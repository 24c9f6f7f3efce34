"""Reads: whose endpoints one may manage, which want an event, what is due."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from generator.songs.models import Song
from generator.teams.models import Membership, Team, User
from generator.teams.queries import teams_of, teams_where_one_may
from generator.teams.roles import MAY, Act
from generator.webhooks.models import Delivery, Endpoint


def managed_teams(user: User) -> QuerySet[Team]:
    return teams_where_one_may(user, Act.HOOK)


def endpoints_of(user: User) -> QuerySet[Endpoint]:
    """Those of the person's teams, whether they may manage them or not."""
    return Endpoint.objects.filter(team__in=teams_of(user)).select_related("team")


def deliveries_of(user: User) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(team__in=teams_of(user))
    return rows.select_related("team", "endpoint", "song")


def managers_of(team: Team) -> list[User]:
    places = Membership.objects.filter(team=team, role__in=MAY[Act.HOOK]).select_related("user")
    return [place.user for place in places]


def listening(song: Song, event: str) -> list[Endpoint]:
    """The endpoints that get the event. JSON is not searched alike by every database."""
    rows = Endpoint.objects.filter(team=song.team_id, disabled_at=None)
    return [endpoint for endpoint in rows if event in endpoint.events]


def due(now: datetime, *, but_not: Collection[str] = ()) -> QuerySet[Delivery]:
    """What is to be tried now, oldest first, and nothing for the addresses in `but_not`.

    What waits for an endpoint that is turned off goes on when that is turned on.
    """
    off = Q(endpoint__disabled_at__isnull=False)
    full = Q(endpoint__url__in=but_not) | Q(endpoint=None, callback_url__in=but_not)
    rows = Delivery.objects.filter(next_try_at__lte=now).exclude(off)
    rows = rows.exclude(full) if but_not else rows
    return rows.select_related("endpoint", "team").order_by("next_try_at")
