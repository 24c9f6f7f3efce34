"""Whether the house is up, and the pages for when something is not."""

import ipaddress
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from generator.ops import health
from generator.ops import metrics as numbers


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nobody else, so that a slow database restarts no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    found = health.report()
    ready = not any(found.values())
    checks = {name: {"ok": not why, **({"why": why} if why else {})} for name, why in found.items()}
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_measure(request):
        raise Http404
    return HttpResponse(numbers.exposition(timezone.now()), content_type=numbers.CONTENT_TYPE)


def _may_measure(request: HttpRequest) -> bool:
    """Whoever has the token; where none is set, whoever is on this machine."""
    if not settings.METRICS_TOKEN:
        return _is_loopback(request.META.get("REMOTE_ADDR", ""))
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return secrets.compare_digest(request.headers.get("Authorization", "").encode(), wanted)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
