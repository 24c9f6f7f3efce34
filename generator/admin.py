"""Where Django looks for the admin's pages. Each capability keeps its own; nobody imports them."""

from generator.catalog import admin as catalog
from generator.keys import admin as keys
from generator.library import admin as library
from generator.notices import admin as notices
from generator.ops import admin as ops
from generator.sharing import admin as sharing
from generator.songs import admin as songs
from generator.teams import admin as teams
from generator.usage import admin as usage
from generator.wallet import admin as wallet
from generator.webhooks import admin as webhooks

__all__ = [
    "catalog",
    "keys",
    "library",
    "notices",
    "ops",
    "sharing",
    "songs",
    "teams",
    "usage",
    "wallet",
    "webhooks",
]
