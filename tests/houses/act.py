"""What is done in a house from outside: `python -m tests.houses.act key 1000`, and so on."""

import os
import sys
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from generator.accounts.actions import welcome  # noqa: E402
from generator.catalog.models import MusicModel  # noqa: E402
from generator.keys.actions import issue  # noqa: E402
from generator.ops import prepare  # noqa: E402
from generator.songs import audit  # noqa: E402
from generator.teams.models import Membership, User  # noqa: E402
from generator.wallet import ledger  # noqa: E402
from generator.wallet.audit import disagreements  # noqa: E402
from generator.wallet.models import Transfer  # noqa: E402


def key(amount: str) -> str:
    """Alice's, whose team is given so many credits more."""
    prepare.database()
    user, made = User.objects.get_or_create(email="alice@songdesk.example")
    team = welcome(user) if made else user.personal_team
    ledger.grant(team, int(amount), key="houses", memo="")
    place = Membership.objects.select_related("user", "team").get(user=user, team=team)
    return issue(place, name="Bot", scopes=["make", "read", "usage"])[1]


def sing(slug: str) -> str:
    """From now on the house's own studio makes what it sells under that name."""
    MusicModel.objects.filter(slug=slug).update(provider="studio", upstream_model="studio")
    return slug


def captured() -> int:
    """Credits, of all songs."""
    return sum(Transfer.objects.filter(kind="capture").values_list("amount", flat=True))


def books() -> list[str]:
    """What disagrees in the ledger."""
    return [*disagreements(), *audit.disagreements()]


VERBS: dict[str, Callable[..., object]] = {
    "key": key, "sing": sing, "captured": captured, "books": books,
}  # fmt: skip

if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    print(VERBS[verb](*words))
