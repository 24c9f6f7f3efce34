"""Songs that end in every way, with a provider that works."""

from tests.songs.conftest import fake, make_song, minimax, own_storage, quick

__all__ = ["fake", "make_song", "minimax", "own_storage", "quick"]
