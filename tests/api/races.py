"""64 clients with one Idempotency-Key, on an empty database: `python -m tests.api.races`."""

import json
import os
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402

from generator.keys.actions import issue  # noqa: E402
from generator.keys.models import ApiKey  # noqa: E402
from generator.teams.models import Membership  # noqa: E402
from generator.wallet.keycaps import standing  # noqa: E402
from tests.wallet.races import PROCESSES, open_team, race  # noqa: E402

SONG = json.dumps({"model": "studio", "prompt": "A calm waltz"})


def call(secret: str, once: str) -> HttpResponse:
    headers = {"Authorization": f"Bearer {secret}", "Host": "localhost"}
    headers |= {"Idempotency-Key": once} if once else {}
    return Client().post(
        "/api/v1/audio/music", SONG, content_type="application/json", headers=headers
    )


def press(secret: str, once: str, number: int) -> None:
    """Made, answered again, running, or over the cap; anything else ends the race."""
    answer = call(secret, once)
    assert answer.status_code in ((200, 409) if once else (200, 402)), answer.content


def key(name: str, credits: int, **caps: int) -> tuple[ApiKey, str]:
    team, owner = open_team(name, credits)
    place = Membership.objects.select_related("user", "team").get(team=team, user=owner)
    return issue(place, name=name, scopes=["make"], **caps)  # type: ignore[arg-type]


def main() -> None:
    call_command("migrate", verbosity=0)
    found = {}
    one, secret = key("same", 100)
    found["one key"] = race(one.team, [partial(press, secret, "order-7")] * PROCESSES)
    found["one key"]["answers"] = [call(secret, "order-7").json()["data"] for _ in range(2)]
    one, secret = key("capped", 100, daily_cap=34)
    found["one cap"] = race(one.team, [partial(press, secret, "")] * PROCESSES)
    found["one cap"]["left"] = standing(one)[0].left
    print(json.dumps(found))


if __name__ == "__main__":
    main()
