"""The oEmbed answer for a link: a "rich" one, a small player in a frame. https://oembed.com"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from generator import covers
from generator.sharing.models import Link

PATH = re.compile(r"/s/([\w-]{1,64})/(?:embed)?", re.ASCII)
NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)


class Size(NamedTuple):
    """In CSS pixels."""

    width: int
    height: int


BEST = Size(480, 152)


def token_in(url: str, *, hosts: Collection[str]) -> str:
    """The token of an address of ours; empty where it is none."""
    try:
        parts = urlsplit(url)
        found = PATH.fullmatch(parts.path)
        ours = parts.scheme in ("http", "https") and parts.netloc.lower() in hosts
    except ValueError:  # "http://[" and the like
        return ""
    return found[1] if found and ours else ""


def size(asked: Mapping[str, str]) -> Size:
    """The frame's size, within the consumer's `maxwidth` and `maxheight`."""
    return Size(
        _at_most(asked.get("maxwidth", ""), BEST.width),
        _at_most(asked.get("maxheight", ""), BEST.height),
    )


def _at_most(asked: str, best: int) -> int:
    return min(best, int(asked)) if NUMBER.fullmatch(asked) and int(asked) else best


def answer(link: Link, *, site: str, size: Size) -> dict[str, object]:
    """`site` is our own address, without a slash at its end."""
    title, number = link.song.display_title, [link.token]
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": site,
        "width": size.width,
        "height": size.height,
        "html": format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0"></iframe>',
            f"{site}{reverse('link_embed', args=number)}", title, size.width, size.height,
        ),
        "thumbnail_url": f"{site}{reverse('link_cover', args=number)}",
        "thumbnail_width": covers.SIDE,
        "thumbnail_height": covers.SIDE,
    }  # fmt: skip
