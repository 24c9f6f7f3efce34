"""Every address of the site, read from the URL configuration itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def every_url() -> Iterator[tuple[str, str]]:
    """Each pattern's name, with its namespace, and the pattern as text."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        text = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name or '(unnamed)'}", text
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _below(one, text, inner)
