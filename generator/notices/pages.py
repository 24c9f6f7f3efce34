"""What the list of notices shows, and what a page says it has shown already."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from generator.notices import queries
from generator.notices.models import Notice
from generator.notices.queries import Unread
from generator.songs.cards import Card
from generator.songs.models import State
from generator.teams.models import User

PAGE = 30
TOASTS = 4
"""So many at once; the bell counts the others."""


@dataclass(frozen=True)
class Told:
    """A notice in words."""

    notice: Notice

    @property
    def card(self) -> Card | None:
        """None where the notice is about something else than a song."""
        return Card(self.notice.song, timezone.now()) if self.notice.song else None

    @property
    def title(self) -> str:
        return self.notice.song.display_title if self.notice.song else self.notice.title

    @property
    def sentence(self) -> str:
        """What became of it, after its title."""
        card = self.card
        if card is None:
            return self.notice.said
        if card.song.state != State.READY:
            return f"{card.headline} {card.money}".strip()
        takes = len(card.takes)
        return "Ready to play." if takes == 1 else f"Ready to play, in {takes} takes."

    @property
    def advice(self) -> str:
        card = self.card
        return card.advice if card and card.song.state != State.READY else ""


def index(user: User, query: QueryDict) -> dict[str, Any]:
    """Newest first, by key and not by count."""
    before = _number(query.get("before", ""))
    rows = queries.notices_of(user)
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return {
        "unread": queries.unread(user),
        "rows": [Told(notice) for notice in found[:PAGE]],
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "first": not before,
    }


def shown(query: QueryDict) -> Unread:
    """What the page that asks has shown: the last notice, and the number on its bell."""
    return Unread(_number(query.get("unread", "")), _number(query.get("after", "")))


def news(user: User, query: QueryDict) -> dict[str, Any]:
    """What is new on a page that says what it has shown; empty for one that does not."""
    if "after" not in query:
        return {}
    after, unread = shown(query).newest, queries.unread(user)
    fresh = queries.news(user, after=after, most=TOASTS) if unread.newest > after else []
    newest = max(after, unread.newest)
    return {"toasts": [Told(one) for one in fresh], "unread": unread, "newest": newest}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
