"""The web server alone, for those who run the workers elsewhere."""

from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from musicsite.wsgi import application

THREADS = 8


class Command(BaseCommand):
    help = "Serve the site with waitress. `up` runs this together with the workers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        # A proxy's word on the client's address and scheme counts only from where it runs.
        proxy = {
            "trusted_proxy": settings.TRUSTED_PROXY,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
        waitress.serve(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 2,
            clear_untrusted_proxy_headers=True,
            **(proxy if settings.HTTPS else {}),
        )
