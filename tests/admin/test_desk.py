"""Admins at work: every list opens, money moves through the ledger, songs can be ended."""

from uuid import uuid4

from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from generator.songs.models import Song, State
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.models import Transfer


def test_it_opens_every_list(desk: Client, song: Song) -> None:
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert desk.get(reverse(name)).status_code == 200, name
        assert desk.get(reverse(name), {"q": "alice"}).status_code == 200, name


def test_it_opens_every_row(desk: Client, song: Song) -> None:
    transfer = Transfer.objects.all()[0]
    for row in (song, song.team, song.user, song.model, transfer):
        name = f"admin:generator_{row._meta.model_name}_change"
        assert desk.get(reverse(name, args=[row.pk])).status_code == 200, name


def test_it_shows_today_at_a_glance(desk: Client, song: Song) -> None:
    page = desk.get("/admin/").content.decode()
    assert "Songs" in page
    assert "Credits" in page


def test_it_shows_how_the_providers_are(desk: Client) -> None:
    page = desk.get("/admin/providers/").content.decode()
    assert "studio" in page
    assert "apiin" in page


def test_it_keeps_out_whoever_is_no_admin(signed_in: Client) -> None:
    for path in ("/admin/", "/admin/providers/", reverse("admin:generator_song_changelist")):
        assert signed_in.get(path, follow=True).status_code in (403, 404) or (
            "/login" in signed_in.get(path).headers.get("Location", "")
        )


def test_it_never_changes_or_deletes_a_transfer(desk: Client, song: Song) -> None:
    transfer = Transfer.objects.all()[0]
    assert (
        desk.post(
            reverse("admin:generator_transfer_delete", args=[transfer.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert desk.get(reverse("admin:generator_transfer_add")).status_code == 403


def move(desk: Client, team: Team, action: str, **asked: object) -> None:
    form = {"action": action, "_selected_action": [team.pk], "sure": "yes", "token": str(uuid4())}
    desk.post(reverse("admin:generator_team_changelist"), {**form, **asked}, follow=True)


def test_it_grants_with_a_reason_and_once_a_press(desk: Client, team: Team, boss: User) -> None:
    token = str(uuid4())
    for _ in range(2):
        move(desk, team, "grant_credits", amount=50, reason="Sorry for the delay", token=token)
    assert ledger.balance_of(team).available == 150
    granted = Transfer.objects.get(memo="Sorry for the delay")
    assert granted.actor == boss


def test_it_adjusts_never_below_zero(desk: Client, team: Team) -> None:
    move(desk, team, "adjust_credits", amount=-40, reason="A mistake")
    assert ledger.balance_of(team).available == 60
    move(desk, team, "adjust_credits", amount=-61, reason="Too much")
    assert ledger.balance_of(team).available == 60


def test_it_fails_a_song_and_gives_the_credits_back(desk: Client, song: Song) -> None:
    form = {"action": "fail_and_release", "_selected_action": [song.pk], "sure": "yes"}
    desk.post(reverse("admin:generator_song_changelist"), {**form, "why": "Stuck"}, follow=True)
    song.refresh_from_db()
    assert song.state == State.FAILED
    assert ledger.balance_of(song.team).available == 100


def test_it_lists_many_songs_in_as_many_queries_as_few(
    desk: Client, song: Song, django_assert_max_num_queries: object
) -> None:
    Song.objects.bulk_create(
        Song(
            team=song.team, user=song.user, model=song.model, prompt=f"song {n}", price=0,
            bitrate=64_000, sample_rate=44_100, state="failed", finished_at=timezone.now(),
        )
        for n in range(60)
    )  # fmt: skip
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert desk.get(reverse("admin:generator_song_changelist")).status_code == 200
