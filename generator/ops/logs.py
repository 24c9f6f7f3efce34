"""One-line structured logs, without secrets."""

import logging


class Redact(logging.Filter):
    pass


class LineFormatter(logging.Formatter):
    pass
