"""The wallets a person may make songs from, each with what they may spend of it."""

from dataclasses import dataclass
from datetime import datetime

from generator.teams.models import Team, User
from generator.teams.queries import places_of
from generator.teams.roles import Act, may
from generator.wallet import caps
from generator.wallet.models import Account


@dataclass(frozen=True)
class Purse:
    team: Team
    available: int
    cap: caps.Cap | None
    """The tightest of the person's caps there."""

    @property
    def spendable(self) -> int:
        """Credits the next song may cost."""
        return min(self.available, self.cap.left) if self.cap else self.available

    @property
    def is_capped(self) -> bool:
        """Whether it is the cap, and not the wallet, that ends the spending."""
        return self.cap is not None and self.cap.left < self.available


def purses_of(user: User, *, now: datetime) -> list[Purse]:
    """In the order of the person's teams."""
    places = [place for place in places_of(user) if may(place, Act.MAKE)]
    teams = [place.team_id for place in places]
    pots = Account.objects.filter(team__in=teams, kind=Account.Kind.AVAILABLE)
    balances = dict(pots.values_list("team", "balance"))
    standing = caps.standing(places, now=now)
    return [
        Purse(
            place.team,
            balances.get(place.team_id) or 0,
            min(standing[place.pk], key=lambda cap: cap.left, default=None),
        )
        for place in places
    ]
