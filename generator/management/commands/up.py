"""One command for the whole house."""

import fcntl
import socket
import sys
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from generator import queue
from generator.ops import prepare
from generator.ops.supervisor import Child, Supervisor
from generator.providers import registry
from generator.songs.jobs import sweep


class Command(BaseCommand):
    help = "Prepare everything, then run the web server and the workers until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for other machines too")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        lock = _lock(Path(settings.VAR) / "up.lock")
        _check_free(host, port)
        if prepare.database():
            self.stdout.write("The database is up to date.")
        if prepare.static_files():
            self.stdout.write("The static files are in place.")
        password = prepare.first_admin()
        queue.enqueue(sweep)  # finds at once what an earlier run left undone
        connections.close_all()
        Supervisor(_children(host, port)).run(on_start=lambda: self._greet(host, port, password))
        lock.close()
        self.stdout.write("Stopped.")

    def _greet(self, host: str, port: int, password: str) -> None:
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
        self.stdout.write(
            f"{settings.SITE_NAME}: {settings.PUBLIC_URL or f'http://{shown}:{port}/'}"
        )
        if password:
            self.stdout.write(f"Admin: {settings.ADMIN_EMAIL}, password {password} (shown once)")
        if "apiin" not in registry.connected():
            self.stdout.write("MiniMax Music and Suno are not connected: set APIIN_API_KEY.")
        if not _is_loopback(host) and not settings.PUBLIC_HOST:
            self.stdout.write("Other machines get in by the names you list in ALLOWED_HOSTS.")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _lock(path: Path) -> IO[str]:
    """Held while this runs, so that no second `up` works on the same data."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError(f"It is already running on {settings.VAR}.") from None
    return file


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} is taken or not ours ({error.strerror}). "
                f"Try --port {port + 1}."
            ) from None


def _children(host: str, port: int) -> list[Child]:
    python, manage = sys.executable, str(settings.BASE_DIR / "manage.py")
    return [
        Child("web", [python, manage, "serve", "--host", host, "--port", str(port)]),
        Child("worker", [python, manage, "qcluster"]),
        # Not by `-n`: django-q2 has read its settings by the time it looks at that.
        Child("studio worker", [python, manage, "qcluster"], {"Q_CLUSTER_NAME": queue.STUDIO}),
    ]
