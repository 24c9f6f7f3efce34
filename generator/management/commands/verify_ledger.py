"""Prove every balance, and every song's money."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generator.songs import audit as songs_audit
from generator.songs.models import Song
from generator.wallet import audit as wallet_audit
from generator.wallet.models import Account, Transfer


class Command(BaseCommand):
    help = "Prove every balance from its transfers; exit 1 when anything disagrees."

    # Every check is one statement, so it may run while songs are made, and holds nobody up.
    def handle(self, *args: Any, **options: Any) -> None:
        found = [*wallet_audit.disagreements(), *songs_audit.disagreements()]
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} disagreements.")
        accounts, transfers = Account.objects.count(), Transfer.objects.count()
        songs = Song.objects.count()
        self.stdout.write(
            f"{accounts} accounts, {transfers} transfers, {songs} songs: everything agrees."
        )
