"""Whose keys there are and what each is for. To look at, and to revoke; secrets are not kept."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from generator.keys import actions
from generator.keys.models import ApiKey
from generator.ops.adminparts import ReadOnly


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly):
    list_display = (
        "created_at", "name", "prefix", "team", "user", "last_used_at", "expires_at", "revoked_at",
    )  # fmt: skip
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "expires_at", "last_used_at")
    search_fields = ("name", "prefix", "previous_prefix", "team__name", "user__email")
    search_help_text = "The key's name or first letters, the team's name, or whose it is"
    list_select_related = ("team__personal_of", "user")
    fields = (
        "name", "team", "user", "prefix", "scopes", "model_slugs", "networks", "daily_cap",
        "monthly_cap", "created_at", "last_used_at", "expires_at", "revoked_at", "previous_prefix",
        "previous_until",
    )  # fmt: skip
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generator.change_apikey")

    @admin.action(description="Revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, rows: QuerySet[ApiKey]) -> HttpResponse | None:
        for key in rows:
            actions.revoke(key, now=timezone.now())
        self.message_user(request, "Revoked. What uses it is refused from now on.")
        return self.back(request)
