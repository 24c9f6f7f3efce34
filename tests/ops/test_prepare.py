"""What a fresh machine gets, and what a second start leaves alone."""

import os
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings

from generator.ops import prepare
from generator.teams.models import User
from generator.wallet import ledger


def test_it_makes_one_admin_with_credits_and_a_proven_address(
    db: None, settings: LazySettings
) -> None:
    password = prepare.first_admin()
    admin = User.objects.get(email=settings.ADMIN_EMAIL)
    assert admin.is_superuser
    assert admin.check_password(password)
    assert EmailAddress.objects.get(user=admin).verified
    assert ledger.balance_of(admin.personal_team).available == settings.SIGNUP_CREDITS
    assert prepare.first_admin() == ""


def test_it_raises_whoever_signed_up_with_that_address_first(
    alice: User, settings: LazySettings
) -> None:
    settings.ADMIN_EMAIL = alice.email
    password = prepare.first_admin()
    alice.refresh_from_db()
    assert alice.is_superuser
    assert alice.check_password(password)


def test_it_leaves_an_up_to_date_database_alone(db: None) -> None:
    assert not prepare.database()


@pytest.fixture
def sources(settings: LazySettings, tmp_path: Path) -> Path:
    source = tmp_path / "source" / "a.css"
    source.parent.mkdir()
    source.write_text("a{}")
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [source.parent]
    return source


def test_it_collects_static_files_again_only_when_one_changed(sources: Path) -> None:
    assert prepare.static_files()
    assert not prepare.static_files()
    os.utime(sources, (1, 1))
    assert prepare.static_files()
