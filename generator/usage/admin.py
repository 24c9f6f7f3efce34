"""What programs asked for. To look at."""

from django.contrib import admin

from generator.ops.adminparts import ReadOnly
from generator.usage.models import ApiCall


@admin.register(ApiCall)
class ApiCallAdmin(ReadOnly):
    list_display = ("at", "team", "key", "user", "route", "status", "milliseconds", "error")
    list_filter = ("status", "route")
    search_fields = ("request_id",)
    search_help_text = "The request id"
    list_select_related = ("team", "key", "user")
    ordering = ("-pk",)
