"""Where Django looks for tables. Each capability keeps its own; nobody imports from here."""

from generator.catalog.models import MusicModel, Price
from generator.songs.models import Call, Lease, Part, Song, Take
from generator.teams.models import Membership, Team, User
from generator.wallet.models import Account, Transfer

__all__ = [
    "Account", "Call", "Lease", "Membership", "MusicModel", "Part", "Price",
    "Song", "Take", "Team", "Transfer", "User",
]  # fmt: skip
