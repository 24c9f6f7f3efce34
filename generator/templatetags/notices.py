"""The bell, and the news that ride on whatever answer a page gets."""

from typing import Any

from django import template

from generator.notices import pages, queries

register = template.Library()


@register.inclusion_tag("notices/_bell.html", takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """The bell, where notices will appear, and what there is to ask for from now on."""
    unread = queries.unread(context["request"].user)
    return {"unread": unread, "newest": unread.newest, "path": context["request"].path}


@register.inclusion_tag("notices/_news.html", takes_context=True)
def news(context: dict[str, Any]) -> dict[str, Any]:
    """Out-of-band pieces, for a request that says which notices its page has shown."""
    request = context["request"]
    return pages.news(request.user, request.GET)
