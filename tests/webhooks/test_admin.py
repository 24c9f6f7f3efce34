"""Django admin: where events go, what became of each, and the switch."""

import pytest
from django.test import Client
from django.utils import timezone

from generator.notices.models import Notice
from generator.teams.models import User
from generator.webhooks import actions
from generator.webhooks.models import Endpoint
from tests.webhooks.conftest import Receiver, only, send


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin@songdesk.example"))
    return client


def test_it_shows_deliveries_and_no_secrets(
    admin: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.plans(500, b"closed")
    actions.send_test(endpoint, now=timezone.now())
    send()
    pages = [
        admin.get(f"/admin/generator/{path}/").content.decode()
        for path in ("endpoint", f"endpoint/{endpoint.pk}/change", "delivery",
                     f"delivery/{only().pk}/change")
    ]  # fmt: skip
    assert receiver.url in pages[0]
    assert only().message_id in pages[3]
    assert "closed" in pages[3]
    assert not any("whsec_" in page for page in pages)


def test_it_turns_one_off_and_tells_the_team(
    admin: Client, endpoint: Endpoint, alice: User
) -> None:
    form = {"action": "turn_off", "_selected_action": [endpoint.pk]}
    admin.post("/admin/generator/endpoint/", form)
    endpoint.refresh_from_db()
    assert endpoint.disabled_why == "by_admin"
    assert Notice.objects.get().said.startswith("An admin of this site turned it off.")
