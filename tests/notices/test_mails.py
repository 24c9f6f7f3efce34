"""The mail, for those who want one: once, later where it can't be sent, never on doubt."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from generator.notices import actions, jobs
from generator.notices.models import Notice
from generator.songs.models import State
from generator.teams.models import User
from tests.notices.post import Flaky
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring


@pytest.fixture
def wishes(alice: User) -> None:
    actions.wish_mail(alice, True)


def test_it_mails_nobody_who_has_not_asked(make_song: Make) -> None:
    bring(make_song(), State.FAILED)
    jobs.send_mails()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_it_mails_who_has_asked(
    drain_queue: Callable[[], int], make_song: Make, wishes: None, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = "https://songs.example"
    song = make_song()
    drain_queue()
    (letter,) = mail.outbox
    assert letter.to == ["alice@songdesk.example"]
    assert letter.subject == "Songdesk: “City lights” is ready"
    assert f"https://songs.example/songs/{song.pk}/" in letter.body
    assert "https://songs.example/accounts/notices/" in letter.body


def test_it_mails_why_a_song_was_not_made(make_song: Make, wishes: None) -> None:
    bring(make_song(title='Tom & "Jerry"'), State.FAILED)
    jobs.send_mails()
    (letter,) = mail.outbox
    assert letter.subject == 'Songdesk: “Tom & "Jerry"” was not made'
    assert 'Tom & "Jerry"' in letter.body
    assert "The words were refused: No names." in letter.body
    assert "Your 30 credits came back." in letter.body


def test_it_keeps_a_title_in_one_line(make_song: Make, wishes: None) -> None:
    bring(make_song(title="One\r\nBcc: eve@songdesk.example"), State.FAILED)
    jobs.send_mails()
    (letter,) = mail.outbox
    assert "\n" not in letter.subject
    assert letter.recipients() == ["alice@songdesk.example"]


def test_it_mails_once_however_often_the_job_runs(make_song: Make, wishes: None) -> None:
    bring(make_song(), State.FAILED)
    for _ in range(3):
        jobs.send_mails()
    assert len(mail.outbox) == 1


def test_it_tries_again_later_where_the_mail_server_is_down(
    make_song: Make, wishes: None, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "tests.notices.post.Flaky"
    Flaky.down = 1
    bring(make_song(), State.FAILED)
    jobs.send_mails()
    jobs.send_mails()  # not at once
    assert mail.outbox == []
    due = Notice.objects.get().mail_due_at
    assert due is not None
    assert due > timezone.now()
    Notice.objects.update(mail_due_at=timezone.now())
    jobs.send_mails()
    assert len(mail.outbox) == 1
    assert Notice.objects.get().mail_due_at is None


def test_it_sends_every_other_mail_where_one_fails(
    make_song: Make, wishes: None, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "tests.notices.post.Flaky"
    Flaky.down = 1
    for _ in range(3):
        bring(make_song(), State.FAILED)
    jobs.send_mails()
    assert len(mail.outbox) == 2


def test_it_gives_up_on_old_news(make_song: Make, wishes: None) -> None:
    bring(make_song(), State.FAILED)
    Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
    jobs.send_mails()
    assert mail.outbox == []
    assert Notice.objects.get().mail_due_at is None


def test_it_mails_nobody_who_was_shut_out(make_song: Make, wishes: None, alice: User) -> None:
    bring(make_song(), State.FAILED)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    jobs.send_mails()
    assert mail.outbox == []


def test_it_stops_when_one_wants_no_more(make_song: Make, wishes: None, alice: User) -> None:
    bring(make_song(), State.FAILED)
    actions.wish_mail(alice, False)
    jobs.send_mails()
    bring(make_song(), State.FAILED)
    jobs.send_mails()
    assert mail.outbox == []


def test_it_is_wished_for_on_a_page(signed_in: Client, make_song: Make, fake: FakeProvider) -> None:
    assert 'id="id_by_mail" checked' not in signed_in.get("/accounts/notices/").content.decode()
    page = signed_in.post("/accounts/notices/", {"by_mail": "on"}, follow=True).content.decode()
    assert "Saved." in page
    assert 'id="id_by_mail" checked' in page
    bring(make_song(), State.READY, clip=fake.clip())
    assert Notice.objects.get().mail_due_at is not None
    signed_in.post("/accounts/notices/", {})
    assert Notice.objects.get().mail_due_at is None


def test_it_says_where_no_mail_server_is_set_up(signed_in: Client, settings: LazySettings) -> None:
    assert "no mail server yet" in signed_in.get("/accounts/notices/").content.decode()
    settings.EMAIL_URL = "smtp://mail.example"
    assert "no mail server yet" not in signed_in.get("/accounts/notices/").content.decode()
