"""Who was told of what, and which mails wait. To look at only."""

from django.contrib import admin

from generator.notices.models import Notice
from generator.ops.adminparts import ReadOnly


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    list_display = ("created_at", "user", "song", "read_at", "mail_due_at")
    list_filter = (("mail_due_at", admin.EmptyFieldListFilter),)
    search_fields = ("user__email",)
    search_help_text = "The email address of a person"
    list_select_related = ("user", "song")
    fields = ("user", "song", "created_at", "read_at", "mail_due_at")
