"""The web server alone, for those who run the workers elsewhere."""

import signal
import sys
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from generator.usage.journal import journal
from musicsite.wsgi import application

THREADS = 8


class Command(BaseCommand):
    help = "Serve the site with waitress. `up` runs this together with the workers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        # Waitress finishes what it is answering when it is asked to exit, not when it is killed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # A proxy's word counts only from where it runs. The client's address always (or everybody
        # behind it would pass for this machine); the scheme where TLS is known to end there.
        believed = {"x-forwarded-for"} | ({"x-forwarded-proto"} if settings.HTTPS else set())
        with journal.kept():
            waitress.serve(
                application,
                host=host,
                port=port,
                threads=THREADS,
                ident=None,
                max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 2,
                trusted_proxy=settings.TRUSTED_PROXY,
                trusted_proxy_headers=believed,
                clear_untrusted_proxy_headers=True,
            )
