"""Where allauth asks us. Only what differs from its defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from generator.teams.invites import SESSION_KEY

EMAIL_MOST = 254


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def clean_email(self, email: str) -> str:
        """Forms take longer addresses than our tables do, and than mail itself allows."""
        if len(email) > EMAIL_MOST:
            raise ValidationError(f"An email address has at most {EMAIL_MOST} characters.")
        return str(super().clean_email(email))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return _where_to(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return _where_to(request)


def _where_to(request: HttpRequest) -> str:
    """Where no page was asked for: to the invitation that brought them here, or home."""
    return reverse("invitation") if SESSION_KEY in request.session else "/"
