"""Songs and credits on their way into teams that close just then: `python -m tests.teams.races`.

In each race every team has a thread in each of the processes: three who put something in, and
its owner, who deletes it. In the last one a song goes to and fro between two teams, which their
owners delete. All the teams of a race start together.
"""

import json
import os
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Sum  # noqa: E402

from generator.catalog.models import MusicModel  # noqa: E402
from generator.library.actions import move  # noqa: E402
from generator.songs.models import Song, State  # noqa: E402
from generator.teams.actions import open_personal_team  # noqa: E402
from generator.teams.models import Membership, Team, User  # noqa: E402
from generator.teamwork.closing import close_team  # noqa: E402
from generator.wallet import ledger  # noqa: E402
from generator.wallet.models import Account  # noqa: E402
from generator.wallet.moving import move_credits  # noqa: E402
from tests.wallet import races  # noqa: E402

TEAMS = races.THREADS
PRICE = 5
OWN = 20
"""Credits that everybody has in their own wallet."""
FRO = 4
"""How often a song is sent over."""


def person(name: str, team: Team, role: str) -> Membership:
    user = User.objects.create_user(f"{name}-{team.pk}@songdesk.example")
    ledger.grant(open_personal_team(user), OWN, key=f"own:{user.pk}", memo="")
    return Membership.objects.create(team=team, user=user, role=role)


def band(credits: int) -> dict[str, Membership]:
    team = Team.objects.create(name="Band")
    if credits:
        ledger.grant(team, credits, key=f"band:{team.pk}", memo="")
    roles = {"ben": "member", "kim": "member", "max": "manager", "owner": "owner"}
    return {name: person(name, team, role) for name, role in roles.items()}


def press(studio: MusicModel, place: Membership) -> None:
    races.press(place.user, place.team, studio, 0)


def fill(place: Membership) -> None:
    own = place.user.personal_team
    move_credits(place.user, source=own, to=place.team, amount=PRICE, token=uuid4())


def empty_and_close(place: Membership) -> None:
    left = ledger.balance_of(place.team).available
    if left:
        own = place.user.personal_team
        move_credits(place.user, source=place.team, to=own, amount=left, token=uuid4())
    close_team(place)


def pair(studio: MusicModel) -> dict[str, Membership]:
    """Two teams, and a song in the first that held credits there; Ben and Kim are in both."""
    there, here = band(0), band(PRICE)
    for name in ("ben", "kim"):
        place = here[name]
        Membership.objects.create(team=there["owner"].team, user=place.user, role="member")
    _returned_song(here["ben"], studio)
    return {**here, "max": there["owner"]}


def _returned_song(place: Membership, studio: MusicModel) -> None:
    song = Song.objects.create(
        team=place.team, user=place.user, model=studio, prompt="waltz", price=PRICE,
        state=State.FAILED, bitrate=64_000, sample_rate=44_100,
    )  # fmt: skip
    for step in (ledger.hold, ledger.release):
        step(place.team, PRICE, key=f"song:{song.pk}:{step.__name__}", memo="")


def send(source: Membership, to: Membership, sender: Membership) -> None:
    """As somebody who has the list of the source's songs before them."""
    for _ in range(FRO):
        move(list(Song.objects.filter(team=source.team)), to=to.team, user=sender.user)


def to_and_fro(bands: list[dict[str, Membership]]) -> object:
    """What `race` tells of the first teams, and the same of the second."""

    def do(name: str, number: int) -> None:
        here = bands[number // 100 % 1000]
        first, second = here["owner"], here["max"]
        {
            "ben": partial(send, first, second, here["ben"]),
            "kim": partial(send, second, first, here["kim"]),
            "max": partial(close_team, second),
            "owner": partial(close_team, first),
        }[name]()

    found = races.race(bands[0]["owner"].team, [partial(do, name) for name in bands[0]])
    teams = [band[name].team for name in ("owner", "max") for band in bands]
    return found | {"teams": [_told(team) for team in teams], "credits": _credits(teams)}


def race(bands: list[dict[str, Membership]], acts: dict[str, Callable[..., None]]) -> object:
    """The outcome, and what became of each team."""

    def do(name: str, number: int) -> None:
        acts[name](bands[number // 100 % 1000][name])

    teams = [band["owner"].team for band in bands]
    found = races.race(teams[0], [partial(do, name) for name in acts])
    return found | {"teams": [_told(team) for team in teams], "credits": _credits(teams)}


def _told(team: Team) -> dict[str, object]:
    team.refresh_from_db()
    balance = ledger.balance_of(team)
    return {
        "closed": team.closed_at is not None,
        "people": Membership.objects.filter(team=team).count(),
        "songs": Song.objects.filter(team=team).count(),
        "credits": balance.available + balance.held,
    }


def _credits(teams: list[Team]) -> int:
    """In these teams and in the wallets of everybody who is or was in one of them."""
    people = User.objects.filter(email__regex=rf"-({'|'.join(str(team.pk) for team in teams)})@")
    wallets = [*teams, *Team.objects.filter(personal_of__in=people)]
    total = Account.objects.filter(team__in=wallets).aggregate(total=Sum("balance"))["total"]
    assert isinstance(total, int)
    return total


def main() -> None:
    call_command("migrate", verbosity=0)
    studio = MusicModel.objects.get(slug="studio")
    sing = partial(press, studio)
    paid = {"ben": sing, "kim": sing, "max": fill, "owner": empty_and_close}
    found = {"last credits": race([band(PRICE) for _ in range(TEAMS)], paid)}
    studio.prices.create(credits=0)
    free = {"ben": sing, "kim": sing, "max": sing, "owner": close_team}
    found["free songs"] = race([band(0) for _ in range(TEAMS)], free)
    found["to and fro"] = to_and_fro([pair(studio) for _ in range(TEAMS)])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
