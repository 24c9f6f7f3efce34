"""Reads: who has been let in, and what a link opens."""

from datetime import datetime

from django.db.models import Q, QuerySet

from generator.sharing.models import Link, Share
from generator.songs.models import Song, State
from generator.songs.queries import seen_by
from generator.teams.models import Team, User
from generator.teams.queries import teams_where_one_may
from generator.teams.roles import Act


def open_links(now: datetime) -> QuerySet[Link]:
    """Links that open something at this moment."""
    lasting = Q(expires_at=None) | Q(expires_at__gt=now)
    return Link.objects.filter(
        lasting, revoked_at=None, song__state=State.READY, song__trashed_at=None
    )


def link_of(song: Song) -> Link | None:
    """The song's link, be it expired; a revoked one is gone for good."""
    return Link.objects.filter(song=song, revoked_at=None).first()


def shares_of(song: Song) -> QuerySet[Share]:
    return Share.objects.filter(song=song).select_related("team", "shared_by")


def teams_to_share_into(song: Song, *, user: User) -> QuerySet[Team]:
    """Teams the person may make songs for and that do not have this one yet."""
    teams = teams_where_one_may(user, Act.MAKE).exclude(pk=song.team_id)
    return teams.exclude(pk__in=Share.objects.filter(song=song).values("team"))


def visible_shares(user: User) -> QuerySet[Share]:
    """Shares of the songs a person sees, and those they made themselves."""
    theirs = seen_by(user, "song__") | Q(shared_by=user)
    return Share.objects.filter(theirs).select_related("song", "team")


def may_unshare(share: Share, *, user: User) -> bool:
    """Whoever shared it, and whoever manages either of the two teams."""
    if share.shared_by_id == user.pk:
        return True
    managed = teams_where_one_may(user, Act.INVITE)
    return managed.filter(pk__in=[share.team_id, share.song.team_id]).exists()
