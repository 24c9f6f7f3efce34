"""What the admin's pages share: read-only lists, tags, links, and the page that asks first."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from generator.teams.models import Team


class Steps(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table whose actions can also be taken on the page of one row."""

    show_full_result_count = False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        actions = [action[1:] for action in self.get_actions(request).values() if action]
        steps = [(name, words) for name, words in actions if name != "delete_selected"]
        extra = {"steps": steps, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def ask(
        self, request: HttpRequest, rows: Iterable[object], *, form: Form, title: str, button: str
    ) -> HttpResponse:
        """Ask on a page of its own before an action is taken."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "rows": [team_name(row) if isinstance(row, Team) else str(row) for row in rows],
            "form": form,
            "title": title,
            "button": button,
            "selected": request.POST.getlist("_selected_action"),
            "asked": request.POST,
        }
        return TemplateResponse(request, "admin/ask.html", context)

    def back(self, request: HttpRequest) -> HttpResponse | None:
        """To the page of the one row, where the action was taken there; else to the list."""
        if "one" not in request.POST:
            return None
        return redirect(url(self.model, "change", request.POST["_selected_action"]))


class ReadOnly(Steps):
    """To look at: nothing is added, changed or deleted here, whoever asks."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyRows(admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def url(model: type[Model], page: str, *args: object, **query: object) -> str:
    """The address of one of a table's admin pages."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")


def link(address: str, words: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)


def tag(words: str, style: str = "") -> SafeString:
    """A state in a word; see `static/css/job.css` for the styles."""
    return format_html('<span class="tag{}">{}</span>', f" tag-{style}" if style else "", words)


def team_name(team: Team) -> str:
    """The team's name, or whose personal team it is. Wants `personal_of` selected."""
    return team.personal_of.email if team.personal_of else team.name


def in_words(time: timedelta) -> str:
    """As in "40 s", "12 min", "3 h", "5 d"."""
    seconds = max(0, int(time.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size or (seconds >= size and unit == "min"):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
