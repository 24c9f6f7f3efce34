"""The front page, the providers' page, and who sees them."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import Failure, Success, Task

from generator import queue
from generator.causes import Cause
from generator.ops import behaviour, glance
from generator.songs import calls, leases, progress
from generator.songs.models import Song
from generator.teams.models import User
from tests.admin.conftest import Staff


def panels(user: User) -> dict[str, glance.Panel]:
    return {panel.title: panel for panel in glance.panels(user, now=timezone.now())}


def values(panel: glance.Panel) -> dict[str, str]:
    return {figure.label: figure.value for figure in panel.figures}


def test_it_counts_todays_songs_and_credits(boss: User, song: Song) -> None:
    found = panels(boss)
    assert values(found["Songs"]) == {"Queued": "1"}
    assert values(found["Credits"])["Held now"] == f"{song.price}"
    assert values(found["Credits"])["Granted today"] == "200"


def test_it_links_failures_to_the_list_of_just_those(desk: Client, boss: User, song: Song) -> None:
    progress.fail(song, cause=Cause.BAD_FILE, now=timezone.now())
    panel = panels(boss)["Failures"]
    assert (panel.total, panel.hard) == ("1", True)
    (figure,) = panel.figures
    assert figure.label == Cause.BAD_FILE.label
    assert list(desk.get(figure.url).context["cl"].result_list) == [song]


def test_it_follows_every_link_of_a_figure(desk: Client, boss: User, song: Song) -> None:
    for panel in panels(boss).values():
        for address in [panel.url, *(figure.url for figure in panel.figures)]:
            assert not address or desk.get(address).status_code == 200, address


def test_it_counts_neither_cancelled_songs_nor_yesterday(boss: User, song: Song) -> None:
    progress.cancel(song, now=timezone.now())
    assert (panels(boss)["Failures"].total, panels(boss)["Failures"].hard) == ("0", False)
    long_ago = timezone.now() - timedelta(days=2)
    Song.objects.update(created_at=long_ago, finished_at=long_ago)
    assert panels(boss)["Songs"].total == "0"
    assert panels(boss)["Failures"].figures == []


def test_it_says_how_long_the_oldest_song_has_waited(boss: User, song: Song) -> None:
    Song.objects.update(created_at=timezone.now() - timedelta(minutes=12))
    assert values(panels(boss)["Waiting"])["Oldest queued song"] == "12 min"


def test_it_says_when_the_worker_is_not_running(boss: User) -> None:
    assert panels(boss)["Waiting"].hard
    leases.take(leases.SWEEP, holder="sweep", now=timezone.now(), seconds=0)
    assert not panels(boss)["Waiting"].hard


def test_it_reports_each_providers_calls_and_times(song: Song) -> None:
    now = timezone.now()
    calls.record("studio", "submit", now=now - timedelta(hours=5), calls=30)
    calls.record("studio", "submit", now=now, calls=10, errors=5, error="No room for aio_abc123")
    took = [timedelta(seconds=10 * n) for n in range(1, 11)]
    Song.objects.bulk_create(
        Song(
            team=song.team, user=song.user, model=song.model, prompt="x", price=0, state="ready",
            bitrate=64_000, sample_rate=44_100, finished_at=now + one,
        )
        for one in took
    )  # fmt: skip
    Song.objects.filter(state="ready").update(created_at=now)
    (studio,) = [one for one in behaviour.of_all(now=now) if one.name == "studio"]
    assert (studio.hour.calls, studio.hour.rate) == (10, 50)
    assert (studio.day.calls, studio.day.errors) == (40, 5)
    assert studio.last_error == "No room for aio_[redacted]"
    assert (studio.median, studio.p80, studio.in_flight) == (55.0, pytest.approx(82.0), 1)
    assert studio.failing


def test_it_has_no_figures_for_a_provider_that_never_sang(boss: User) -> None:
    (apiin, _) = behaviour.of_all(now=timezone.now())
    assert (apiin.hour.rate, apiin.median, apiin.last_ok_at) == (None, None, None)


def test_it_shows_staff_nothing_they_have_no_right_to(staff: Staff, song: Song) -> None:
    client = staff()
    page = client.get("/admin/").content.decode()
    assert "gauge" not in page
    assert "You have no rights here yet." in page
    assert client.get("/admin/providers/").status_code == 403
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == 403, name


def test_it_shows_staff_just_what_they_may_see(staff: Staff, song: Song) -> None:
    page = staff("generator.view_song").get("/admin/").content.decode()
    assert page.count('<section class="gauge') == 2
    assert "/admin/generator/transfer/" not in page


def test_it_sends_visitors_to_the_sites_own_sign_in(client: Client, db: None) -> None:
    answer = client.get("/admin/generator/song/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    answer = client.get("/admin/login/?next=/admin/generator/song/")
    assert answer.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Fgenerator%2Fsong%2F"
    assert client.post("/admin/login/", {"username": "x", "password": "x"}).status_code == 302


def test_it_turns_people_without_rights_away_at_the_door(signed_in: Client) -> None:
    assert signed_in.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("path", ["", "providers/", "generator/song/", "generator/team/add/"])
def test_it_has_nothing_inline_for_the_policy_to_block(desk: Client, path: str) -> None:
    answer = desk.get(f"/admin/{path}")
    page = answer.content.decode()
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>\s*\S", page)


def test_it_lists_what_the_queue_gave_up_on_and_runs_it_again(
    drain_queue: object, desk: Client
) -> None:
    now = timezone.now()
    task = Failure.objects.create(
        id="a" * 32, name="x", func="generator.songs.jobs.sweep", args=(), kwargs={},
        started=now, stopped=now, success=False, result="boom : Bearer abcdefgh12345",
    )  # fmt: skip
    page = desk.get(reverse("admin:django_q_failure_changelist")).content.decode()
    assert "generator.songs.jobs.sweep" in page
    assert "abcdefgh12345" not in page
    form = {"action": "run_again", "_selected_action": task.pk}
    desk.post(reverse("admin:django_q_failure_changelist"), form)
    assert queue.waiting() == 1
    assert not Task.objects.exists()


def test_it_hides_the_tables_that_say_nothing(desk: Client) -> None:
    assert not admin.site.is_registered(Success)
    assert desk.post("/admin/generator/lease/add/").status_code == 403
    assert desk.post("/admin/django_q/schedule/add/").status_code == 403
