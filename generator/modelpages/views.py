"""The models: all of them side by side, and each by itself. Open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from generator.api.doors import site_url
from generator.errors import NotFound
from generator.modelpages import pages

FRESH_SECONDS = 60
"""How long anybody may keep what visitors are shown; its figures move with every song."""


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _shown(request, "modelpages/index.html", pages.index(request.GET.get("sort", "")))


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        context = pages.detail(slug, site=site_url(request))
    except NotFound as error:
        raise Http404(str(error)) from error
    return _shown(request, "modelpages/detail.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The page; who is signed in has their own credits on it, so theirs is kept by nobody."""
    address = site_url(request) + request.path
    response = render(request, template, {**context, "address": address})
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
