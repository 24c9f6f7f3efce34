"""Where events go and what became of each. To look at, and to turn off; secrets are not shown."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from generator.ops.adminparts import ReadOnly, ReadOnlyRows
from generator.webhooks import courier
from generator.webhooks.models import Attempt, Delivery, Endpoint


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly):
    list_display = ("created_at", "team", "url", "last_accepted_at", "disabled_at", "disabled_why")
    list_filter = (("disabled_at", admin.EmptyFieldListFilter), "disabled_why")
    search_fields = ("url", "name", "team__name", "made_by__email")
    search_help_text = "The address or its name, the team's name, or who added it"
    list_select_related = ("team",)
    fields = (
        "team", "made_by", "name", "url", "events", "created_at", "last_accepted_at",
        "disabled_at", "disabled_why", "previous_until",
    )  # fmt: skip
    actions = ("turn_off",)

    def has_turn_off_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generator.change_endpoint")

    @admin.action(description="Turn off", permissions=["turn_off"])
    def turn_off(self, request: HttpRequest, rows: QuerySet[Endpoint]) -> HttpResponse | None:
        for endpoint in rows.select_related("team"):
            courier.turn_off(endpoint, why=Endpoint.Off.BY_ADMIN, now=timezone.now())
        self.message_user(request, "Turned off.", messages.SUCCESS)
        return self.back(request)


class AttemptRows(ReadOnlyRows):
    model = Attempt
    fields = ("at", "milliseconds", "status", "error", "answer")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ("happened_at", "team", "event", "url", "tries", "next_try_at", "accepted_at")
    list_filter = ("event", ("accepted_at", admin.EmptyFieldListFilter),
                   ("next_try_at", admin.EmptyFieldListFilter))  # fmt: skip
    search_fields = ("message_id", "team__name")
    search_help_text = "The webhook-id, or the team's name"
    list_select_related = ("team", "endpoint")
    fields = (
        "team", "endpoint", "callback_url", "song", "event", "message_id", "happened_at", "since",
        "tries", "next_try_at", "accepted_at", "body",
    )  # fmt: skip
    inlines = (AttemptRows,)
