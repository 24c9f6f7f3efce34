"""Where Django looks for tables. Each capability keeps its own; nobody imports from here."""

from generator.api.models import IdempotentCall
from generator.catalog.models import MusicModel, Price
from generator.keys.models import ApiKey
from generator.library.models import Favourite, Playlist, PlaylistEntry
from generator.notices.models import Notice, Wish
from generator.sharing.models import Link, Share, Visit
from generator.songs.models import Call, Erased, Lease, Part, Song, Take
from generator.teams.models import Ask, Invite, Membership, Team, User
from generator.usage.models import ApiCall
from generator.wallet.models import Account, Transfer
from generator.webhooks.models import Attempt, Callback, CallbackKey, Delivery, Endpoint

__all__ = [
    "Account", "ApiCall", "ApiKey", "Ask", "Attempt", "Call", "Callback", "CallbackKey", "Delivery",
    "Endpoint", "Erased", "Favourite", "IdempotentCall", "Invite", "Lease", "Link",
    "Membership", "MusicModel", "Notice", "Part", "Playlist", "PlaylistEntry", "Price", "Share",
    "Song", "Take", "Team", "Transfer", "User", "Visit", "Wish",
]  # fmt: skip
