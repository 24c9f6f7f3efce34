"""What every page knows: the site's name and, for the signed-in, the credits at hand."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from generator.library.queries import favourite_ids
from generator.teams.models import Team, User
from generator.teams.queries import TEAM_KEY, teams_of, teams_to_make_for
from generator.wallet import ledger


@dataclass
class Desk:
    """One person's team and its credits, each read on first use."""

    user: User
    chosen: object = None
    """The id of a team; one the person is not in (any more) is as good as none."""

    @cached_property
    def teams(self) -> list[Team]:
        """Those to choose from: where the person may make songs, their own first."""
        return list(teams_to_make_for(self.user))

    @cached_property
    def team(self) -> Team | None:
        own = next((team for team in self.teams if team.personal_of_id == self.user.pk), None)
        return next((team for team in self.teams if team.pk == self.chosen), own)

    @cached_property
    def makes(self) -> frozenset[int]:
        """Ids of the teams whose songs the person may change."""
        return frozenset(team.pk for team in self.teams)

    @cached_property
    def places(self) -> frozenset[int]:
        """Ids of the teams the person is in, be it to listen."""
        return frozenset(teams_of(self.user).values_list("pk", flat=True))

    @cached_property
    def favourites(self) -> frozenset[int]:
        """Ids of the songs the person likes."""
        return favourite_ids(self.user)

    @cached_property
    def _balance(self) -> ledger.Balance:
        return ledger.balance_of(self.team) if self.team else ledger.Balance(0, 0)

    @property
    def available(self) -> int:
        return self._balance.available

    @property
    def held(self) -> int:
        return self._balance.held


def desk(request: HttpRequest) -> dict[str, object]:
    """`desk` costs nothing until a template shows something of it, so fragments may ignore it."""

    def open_desk() -> Desk | None:
        user = getattr(request, "user", None)  # early errors happen before anybody is known
        return Desk(user, request.session.get(TEAM_KEY)) if isinstance(user, User) else None

    return {"SITE_NAME": settings.SITE_NAME, "desk": SimpleLazyObject(open_desk)}
