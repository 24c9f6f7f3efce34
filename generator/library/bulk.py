"""One thing done to several songs at once, and told in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from generator.errors import BadInput
from generator.library import actions, playlists, queries
from generator.library.forms import NEW_LIST, PlaylistForm, sentence
from generator.library.models import Playlist
from generator.sharing.actions import share_songs
from generator.songs.models import Song, State
from generator.songs.queries import visible_songs
from generator.teams.models import Team, User
from generator.teams.queries import teams_to_make_for

MOST = 200


@dataclass(frozen=True)
class Chosen:
    """The songs a person ticked and sees; `mine` are those they may change."""

    songs: Sequence[Song]
    mine: Sequence[Song]

    @property
    def not_mine(self) -> str:
        """A sentence about what was left alone; empty where nothing was."""
        left = len(self.songs) - len(self.mine)
        return f" {counted(left)} left: listeners change nothing." if left else ""


def chosen(user: User, post: QueryDict, *, trashed: bool) -> Chosen:
    """The songs of the form, in its order, as far as they exist for the person."""
    numbers = [int(text) for text in post.getlist("song") if text.isascii() and text.isdigit()]
    numbers = [number for number in numbers if number < 2**63][:MOST]
    found = queries.trashed_songs(user, now=timezone.now()) if trashed else visible_songs(user)
    songs = found.filter(pk__in=numbers).select_related("team")
    ordered = queries.in_order(list(songs), numbers)
    teams = set(teams_to_make_for(user).values_list("pk", flat=True))
    return Chosen(ordered, [song for song in ordered if song.team_id in teams])


def trash(chosen: Chosen, user: User, post: QueryDict) -> str:
    done = actions.trash(chosen.mine, now=timezone.now())
    told = f"{counted(done)} put into the trash. You can restore them for 30 days."
    if done == 1:
        told = "1 song was put into the trash. You can restore it for 30 days."
    return _told(told if done else "", len(chosen.mine) - done) + chosen.not_mine


def restore(chosen: Chosen, user: User, post: QueryDict) -> str:
    done = actions.restore(chosen.mine, user=user, now=timezone.now())
    return f"{counted(done)} put back into the library."


def move(chosen: Chosen, user: User, post: QueryDict) -> str:
    """Raises `BadInput` where the team is none the person may make songs for."""
    team = _team(user, post)
    movable = [song for song in chosen.mine if song.team_id != team.pk]
    done = actions.move(movable, to=team, user=user)
    there = "already there" if not movable and chosen.mine else ""
    told = f"{counted(done)} moved to “{team}”. What they cost stays where it was paid."
    if there:
        return f"{counted(len(chosen.mine))} {there}."
    return _told(told if done else "", len(movable) - done) + chosen.not_mine


def share(chosen: Chosen, user: User, post: QueryDict) -> str:
    """Let another team hear them, too. Raises `BadInput` as `move` does."""
    team = _team(user, post)
    others = [song for song in chosen.mine if song.team_id != team.pk]
    ready = [song for song in others if song.state == State.READY]
    done = share_songs(ready, user=user, team=team)
    already = len(ready) - done + len(chosen.mine) - len(others)
    told = f"{counted(done)} shared with “{team}”." if done else ""
    told += f" {counted(already)} in its library already." if already else ""
    return _not_ready(told, len(others) - len(ready)) + chosen.not_mine


def _team(user: User, post: QueryDict) -> Team:
    team = teams_to_make_for(user).filter(pk=_number(post.get("team", ""))).first()
    if team is None:
        raise BadInput("Pick a team that you can make songs for.")
    return team


def enlist(chosen: Chosen, user: User, post: QueryDict) -> str:
    """Put them into a playlist, or a new one. Raises `BadInput` and `Conflict`."""
    playlist = _playlist(user, post)
    done = playlists.add(playlist, chosen.songs)
    already = len(chosen.songs) - done
    there = f" {counted(already)} in it already." if already else ""
    return (f"{counted(done)} added to “{playlist}”." if done else "") + there


def _playlist(user: User, post: QueryDict) -> Playlist:
    if post.get("playlist") == NEW_LIST:
        form = PlaylistForm({"name": post.get("name", "")}, user=user)
        if not form.is_valid():
            raise BadInput(sentence(form))
        return playlists.start(form.cleaned_data["name"], user=user, team=None)
    number = _number(post.get("playlist", ""))
    playlist = queries.playlists_to_fill(user).filter(pk=number).first()
    if playlist is None:
        raise BadInput("Pick a playlist that you can change, or a new one.")
    return playlist


DEEDS: dict[str, Callable[[Chosen, User, QueryDict], str]] = {
    "trash": trash, "restore": restore, "move": move, "share": share, "playlist": enlist,
}  # fmt: skip
FOR_ALL = ("playlist", "zip")
"""What one may do with songs that one only listens to."""


def counted(number: int) -> str:
    """As in "1 song was", "3 songs were"."""
    return "1 song was" if number == 1 else f"{number:,} songs were"


def _told(done: str, busy: int) -> str:
    """`busy` songs were in the works, where nothing can be done to them."""
    if not busy:
        return done
    left = "1 song is" if busy == 1 else f"{busy:,} songs are"
    return f"{done} {left} still in the works: cancel or await them first.".strip()


def _not_ready(done: str, others: int) -> str:
    """`others` never became a song one can hear, or have not yet."""
    if not others:
        return done
    left = "1 song is" if others == 1 else f"{others:,} songs are"
    return f"{done} {left} not ready: only what can be heard is shared.".strip()


def _number(text: str) -> int:
    """0, which is nobody's number, where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
