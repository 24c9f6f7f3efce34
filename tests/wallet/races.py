"""Many who want the same credits at once, on an empty database: `python -m tests.wallet.races`.

Each race forks its processes, lets them start together, and tells as JSON what each got and what
the books say then. One run for all of them: starting Django takes longer than any race.
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from generator.catalog.models import MusicModel  # noqa: E402
from generator.errors import CapReached, Conflict, InsufficientCredits, NotAllowed  # noqa: E402
from generator.songs import actions  # noqa: E402
from generator.songs.audit import disagreements as songs_disagreements  # noqa: E402
from generator.teams.actions import start_team  # noqa: E402
from generator.teams.models import Membership, Team, User  # noqa: E402
from generator.wallet import ledger  # noqa: E402
from generator.wallet.audit import disagreements  # noqa: E402

PROCESSES, THREADS, TRIES = 4, 16, 3
Act = Callable[[int], object]
"""Takes credits; its number tells it from the others of its process."""


@dataclass
class Outcome:
    """How often each process got something, and what the books say afterwards."""

    got: list[int]
    available: int
    held: int
    holds: int
    songs: int
    wrong: list[str] = field(default_factory=list)


def race(team: Team, acts: list[Act], *, tries: int = 1) -> dict[str, object]:
    """Each act in a process of its own with 16 threads, each of which tries so often."""
    connection.close()  # a connection can't be shared with who is forked
    fork = multiprocessing.get_context("fork")
    barrier, pipe = fork.Barrier(len(acts)), fork.SimpleQueue()
    running = [
        fork.Process(target=_run, args=(number, act, tries, barrier, pipe))
        for number, act in enumerate(acts)
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert [one.exitcode for one in running] == [0] * len(acts)
    got = dict(pipe.get() for _ in running)
    balance = ledger.balance_of(team)
    return asdict(
        Outcome(
            [got[number] for number in range(len(acts))], balance.available, balance.held,
            team.transfers.filter(kind="hold").count(), team.songs.count(),
            [*disagreements(), *songs_disagreements()],
        )
    )  # fmt: skip


def _run(number: int, act: Act, tries: int, barrier: object, pipe: object) -> None:
    barrier.wait(60)  # type: ignore[attr-defined]
    first = number * 1000
    with ThreadPoolExecutor(THREADS) as pool:
        got = sum(pool.map(partial(_try, act, tries), range(first, first + THREADS)))
    pipe.put((number, got))  # type: ignore[attr-defined]


def _try(act: Act, tries: int, number: int) -> int:
    """How often it worked. Anything but a clear no ends the process, and with it the race."""
    got = 0
    for attempt in range(tries):
        try:
            act(number * 100 + attempt)
            got += 1
        except (CapReached, Conflict, InsufficientCredits, NotAllowed):
            pass
    connection.close()
    return got


def hold(team: Team, key: str, number: int) -> None:
    ledger.hold(team, 1, key=f"{key or f'{team.pk}:{number}'}:hold", memo="")


def press(user: User, team: Team, model: MusicModel, number: int) -> None:
    actions.submit_song(
        team, user=user, model=model, prompt="waltz", bitrate=64_000, sample_rate=44_100
    )


def open_team(name: str, credits: int) -> tuple[Team, User]:
    owner = User.objects.create_user(f"{name}@songdesk.example")
    team = start_team(owner, name=name)
    ledger.grant(team, credits, key=name, memo="")
    return team, owner


def join(team: Team, daily: int) -> User:
    user = User.objects.create_user(f"{team.name}-{daily}@songdesk.example")
    Membership.objects.create(team=team, user=user, daily_cap=daily)
    return user


def main() -> None:
    call_command("migrate", verbosity=0)
    studio = MusicModel.objects.get(slug="studio")
    found = {}
    team, _ = open_team("last", 40)
    found["last credits"] = race(team, [partial(hold, team, "")] * PROCESSES, tries=TRIES)
    team, _ = open_team("key", 40)
    found["one key"] = race(team, [partial(hold, team, "x:1")] * PROCESSES, tries=TRIES)
    team, owner = open_team("band", 100)
    people = [join(team, 10), join(team, 34), owner, owner]
    found["shared wallet"] = race(team, [partial(press, one, team, studio) for one in people])
    team, _ = open_team("choir", 100)
    found["one cap"] = race(team, [partial(press, join(team, 34), team, studio)] * PROCESSES)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
