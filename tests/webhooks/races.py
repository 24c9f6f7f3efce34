"""Four workers and the same deliveries, on an empty database: `python -m tests.webhooks.races`."""

import json
import multiprocessing
import os
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from generator.teams.models import Membership  # noqa: E402
from generator.wallet.audit import disagreements  # noqa: E402
from generator.webhooks import actions, courier, rounds  # noqa: E402
from generator.webhooks.models import Attempt, Delivery  # noqa: E402
from tests.outward.conftest import answer, running  # noqa: E402
from tests.wallet.races import PROCESSES, open_team  # noqa: E402

MESSAGES = 40


def work(barrier: object) -> None:
    """As `jobs.deliver`, without the duty that keeps it to one at a time."""
    barrier.wait(60)  # type: ignore[attr-defined]
    rounds.send_due(courier.policy(), seconds=60)


def main() -> None:
    call_command("migrate", verbosity=0)
    team, owner = open_team("race", 1)
    place = Membership.objects.select_related("user", "team").get(team=team, user=owner)
    for site in running():
        settings.WEBHOOK_ORIGINS = [site.origin]
        site.pages["/hook"] = lambda request: answer(request, status=204)
        endpoint = actions.add(place, url=site.url("/hook"), name="", events=[])
        for _ in range(MESSAGES):
            actions.send_test(endpoint, now=timezone.now())
        connection.close()  # a connection can't be shared with who is forked
        fork = multiprocessing.get_context("fork")
        barrier = fork.Barrier(PROCESSES)
        workers = [fork.Process(target=work, args=(barrier,)) for _ in range(PROCESSES)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        came = Counter(
            value for _, _, headers, _ in site.requests
            for name, value in headers.items() if name.lower() == "webhook-id"
        )  # fmt: skip
        found = {
            "wrong": [str(one) for one in disagreements()],
            "exits": [one.exitcode for one in workers], "messages": len(came),
            "most": max(came.values()), "attempts": Attempt.objects.count(),
            "accepted": Delivery.objects.exclude(accepted_at=None).filter(tries=1).count(),
        }  # fmt: skip
        print(json.dumps({"one message each": found}))


if __name__ == "__main__":
    main()
