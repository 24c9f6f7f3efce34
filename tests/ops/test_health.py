"""The three addresses for machines."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from generator.songs import jobs, leases
from generator.songs.models import Lease


def test_it_answers_healthz_without_the_database(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


def test_it_is_not_ready_before_a_worker_has_reported(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["worker"]["why"]


def test_it_is_ready_once_the_sweep_has_run(client: Client, db: None) -> None:
    jobs.sweep()
    assert client.get("/readyz").json()["ready"]


def test_it_is_not_ready_when_the_worker_has_fallen_silent(client: Client, db: None) -> None:
    jobs.sweep()
    long_ago = timezone.now() - timedelta(minutes=10)
    Lease.objects.filter(name=leases.SWEEP).update(seen_at=long_ago)
    assert client.get("/readyz").status_code == 503


def test_it_says_when_songs_cannot_be_stored(
    client: Client, db: None, settings: LazySettings
) -> None:
    settings.AUDIO_STORAGE = "/proc/nowhere"
    assert "stored" in client.get("/readyz").json()["checks"]["storage"]["why"]


def test_it_counts_songs_and_credits(client: Client, alice: object) -> None:
    text = client.get("/metrics").content.decode()
    assert 'songdesk_songs{state="queued"} 0' in text
    assert "# TYPE songdesk_songs gauge" in text


def test_it_shows_no_numbers_to_strangers(client: Client, db: None, settings: LazySettings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    settings.METRICS_TOKEN = "a token of some length"
    assert client.get("/metrics").status_code == 404
    known = {"Authorization": "Bearer a token of some length"}
    assert client.get("/metrics", headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/login/"])
def test_it_forbids_inline_scripts_and_styles(client: Client, db: None, path: str) -> None:
    policy = client.get(path, follow=True).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
