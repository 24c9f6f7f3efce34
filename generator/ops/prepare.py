"""Everything a fresh machine needs before it serves; next to nothing on one that has it."""

import hashlib
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from generator.accounts.actions import welcome
from generator.teams.models import User

STAMP = "static.stamp"


def database() -> bool:
    """Bring the tables up to date; False where they were."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def static_files() -> bool:
    """Collect, hash and compress the static files; False where none has changed since."""
    stamp, now = Path(settings.VAR) / STAMP, _static_state()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).is_dir():
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
    return True


def _static_state() -> str:
    """A digest over every source's name, size and time."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            state.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return state.hexdigest()


def first_admin() -> str:
    """Make the first admin; the password, which nobody can read again, or "" if one exists."""
    if User.objects.filter(is_superuser=True).exists():
        return ""
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=settings.ADMIN_EMAIL).first()
    if user is None:
        user = User.objects.create_superuser(settings.ADMIN_EMAIL, password)
    else:  # somebody had signed up with that address before the first `up`
        user.is_staff = user.is_superuser = True
        user.set_password(password)
        user.save()
    # Where mail is set up, only a proven address may sign in; nobody proves admin@localhost.
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    welcome(user)
    return password
