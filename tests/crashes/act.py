"""What a test of crashes does from outside: a process that lives on while workers are killed.

Each line it reads is a verb and its arguments, `["look", 7]`; each line it writes, the answer.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from generator.accounts.actions import welcome  # noqa: E402
from generator.catalog.models import MusicModel  # noqa: E402
from generator.songs import actions, audit, jobs  # noqa: E402
from generator.songs.models import Song  # noqa: E402
from generator.teams.models import User  # noqa: E402
from generator.wallet.audit import disagreements  # noqa: E402
from generator.wallet.ledger import balance_of  # noqa: E402


def press(slug: str, prompt: str) -> int:
    user = User.objects.filter(email="alice@songdesk.example").first()
    user = user or User.objects.create_user("alice@songdesk.example", None)
    song = actions.submit_song(
        welcome(user), user=user, model=MusicModel.objects.get(slug=slug), prompt=prompt,
        lyrics="[Verse]\nHello there, all of you", bitrate=64_000, sample_rate=44_100,
    )  # fmt: skip
    return song.pk


def look(song_id: int) -> dict[str, object]:
    song = Song.objects.get(pk=song_id)
    balance = balance_of(song.team)
    jobs.sweep()
    return {
        "state": song.state, "stage": song.stage, "cause": song.cause, "takes": song.takes.count(),
        "available": balance.available, "held": balance.held, "attempts": song.attempts,
    }  # fmt: skip


def books() -> list[str]:
    return [*disagreements(), *audit.disagreements()]


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # whatever else is printed is no answer
    verbs = {"press": press, "look": look, "books": books}
    for line in sys.stdin:
        verb, *args = json.loads(line)
        print(json.dumps(verbs[verb](*args)), file=answers, flush=True)


if __name__ == "__main__":
    main()
