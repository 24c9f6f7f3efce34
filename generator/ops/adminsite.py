"""The admin itself: its front page, the providers' page, and who gets in."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator

from generator.ops import behaviour, glance
from generator.teams.models import User

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Music", ("Song", "MusicModel")),
    ("People", ("User", "Team", "Invite", "Ask", "EmailAddress", "Group")),
    ("Credits", ("Transfer", "Account")),
    ("Webhooks", ("Endpoint", "Delivery")),
    ("API", ("ApiKey", "ApiCall")),
    ("Works", ("OrmQ", "Failure", "Schedule", "Lease")),
)
"""The lists by what they are about, rather than by the Python package they come from."""


class SongdeskAdmin(admin.AdminSite):
    index_title = "Today"
    site_title = site_header = f"{settings.SITE_NAME} admin"
    empty_value_display = "–"

    @method_decorator([login_not_required, secure_admin_login])
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own sign-in page, which counts failures; those without rights get a 403."""
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        providers = path("providers/", self.admin_view(self.providers), name="providers")
        return [providers, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        now = timezone.now()
        panels = glance.panels(cast(User, request.user), now=now)
        return super().index(request, {"panels": panels, "now": now, **(extra_context or {})})

    def providers(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("generator.view_call"):
            raise PermissionDenied
        now = timezone.now()
        context = {"title": "Providers", "now": now, "providers": behaviour.of_all(now=now)}
        context = {**self.each_context(request), **context}
        return TemplateResponse(request, "admin/providers.html", context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """One group for each thing an admin comes for; an app's own page stays as Django's."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        found = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [(name, [found.pop(n) for n in names if n in found]) for name, names in GROUPS]
        if request.user.has_perm("generator.view_call"):
            groups[-1][1].append(_page("Providers", "admin:providers"))
        groups.append(("More", list(found.values())))
        return [{"name": name, "models": models} for name, models in groups if models]


def _page(name: str, view: str) -> dict[str, Any]:
    """A page that is no table's, as the lists want it."""
    return {"name": name, "object_name": name, "admin_url": reverse(view)}
