"""Songs and credits on their way into teams that close just then: `python -m tests.teams.races`.

In each race every team has a thread in each of the processes: three who put something in, and
its owner, who deletes it. All the teams of a race start together.
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
from generator.songs.models import Song  # noqa: E402
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
    print(json.dumps(found))


if __name__ == "__main__":
    main()
