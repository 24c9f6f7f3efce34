"""The works: the queue's messages and failures, the schedule, and who is on duty."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django_q.admin import resubmit_task
from django_q.models import Failure, OrmQ, Schedule, Success

from generator import queue
from generator.ops.adminparts import ReadOnly, in_words, tag
from generator.ops.logs import redact
from generator.songs.models import Lease

# django-q2 registers its tables with forms that could break the queue; ours only show. Successes
# are not kept at all (settings: save_limit), and with Redis there is no table of messages.
for table in (Success, Failure, Schedule, OrmQ):
    if admin.site.is_registered(table):
        admin.site.unregister(table)


class WithLanes(ReadOnly):
    """Says above its list how many messages wait in each lane."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        lanes = ", ".join(f"{queue.waiting(lane):,} in “{lane}”" for lane in queue.LANES)
        extra = {"subtitle": f"Waiting now: {lanes}.", **(extra_context or {})}
        return super().changelist_view(request, extra)


class MessageAdmin(WithLanes):
    list_display = ("id", "key", "func", "args", "lock")
    list_filter = ("key",)
    fields = ("key", "lock", "task_id", "func", "args")
    ordering = ("id",)


if not settings.REDIS_URL:  # then messages are in Redis, and this table has nothing to tell
    admin.site.register(OrmQ, MessageAdmin)


@admin.register(Failure)
class FailureAdmin(WithLanes):
    list_display = ("func", "args", "cluster", "started", "attempt_count", "last_line")
    list_filter = ("cluster", "started")
    search_fields = ("func", "id")
    fields = ("func", "args", "cluster", "started", "stopped", "attempt_count", "what_happened")
    actions = ("run_again",)

    def has_delete_permission(self, request: HttpRequest, obj: Failure | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def has_rerun_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("django_q.change_failure")

    @admin.action(description="Run again", permissions=["rerun"])
    def run_again(self, request: HttpRequest, tasks: QuerySet[Failure]) -> None:
        number = len(tasks)
        for task in tasks:
            resubmit_task(self, request, [task])
            task.delete()
        self.message_user(request, f"{number} put back in the queue.")

    @admin.display(description="error")
    def last_line(self, task: Failure) -> str:
        lines = self.what_happened(task).strip().splitlines()
        return lines[-1][:160] if lines else ""

    @admin.display(description="what happened")
    def what_happened(self, task: Failure) -> str:
        return redact(str(task.result or ""))


@admin.register(Schedule)
class ScheduleAdmin(ReadOnly):
    list_display = ("func", "schedule_type", "minutes", "next_run")
    fields = ("func", "schedule_type", "minutes", "next_run", "repeats")


@admin.register(Lease)
class LeaseAdmin(WithLanes):
    list_display = ("name", "duty", "seen", "until", "holder")
    fields = ("name", "holder", "until", "seen_at")

    @admin.display(description="state")
    def duty(self, lease: Lease) -> SafeString:
        return tag("At work", "live") if lease.until > timezone.now() else tag("Free")

    @admin.display(description="last seen", ordering="seen_at")
    def seen(self, lease: Lease) -> str:
        return f"{in_words(timezone.now() - lease.seen_at)} ago" if lease.seen_at else "never"
