"""Public links, to look at and to revoke. Their tokens are not shown: they open songs."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from generator.ops.adminparts import ReadOnly
from generator.sharing.models import Link


@admin.register(Link)
class LinkAdmin(ReadOnly):
    list_display = ("created_at", "song", "made_by", "views", "expires_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("made_by__email", "song__title")
    search_help_text = "The song's title, or the email address of who made the link"
    list_select_related = ("song", "made_by")
    fields = (
        "song", "made_by", "created_at", "expires_at", "revoked_at",
        "views", "download", "lyrics", "prompt",
    )  # fmt: skip
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generator.change_link")

    @admin.action(description="Revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, links: QuerySet[Link]) -> HttpResponse | None:
        revoked = links.filter(revoked_at=None).update(revoked_at=timezone.now())
        self.message_user(request, f"Revoked: {revoked}.", messages.SUCCESS)
        return self.back(request)
