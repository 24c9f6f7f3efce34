"""A mail server that is down for as long as it is told, then delivers."""

from collections.abc import Sequence
from smtplib import SMTPServerDisconnected
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class Flaky(EmailBackend):
    down: ClassVar[int] = 0

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if Flaky.down:
            Flaky.down -= 1
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return int(super().send_messages(messages))
