"""The sharing panel, for the song's page: songs know nothing of sharing."""

from typing import Any

from django import template

from generator.sharing import pages
from generator.songs.models import Song

register = template.Library()


@register.inclusion_tag("sharing/_panel.html", takes_context=True)
def sharing_panel(context: dict[str, Any], song: Song) -> dict[str, Any]:
    request = context["request"]
    return {
        **pages.panel(song, user=request.user, site=pages.site_address(request)),
        "csrf_token": context.get("csrf_token"),
    }
