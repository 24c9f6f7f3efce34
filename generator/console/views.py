"""The console: a request put together, as code, and run with a key of one's own.

The key is pasted into the page and sent by the browser to the API alone: no view here reads it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from generator.api.doors import site_url
from generator.api.offers import offers
from generator.api.snippets import LANGUAGES, Wanted, snippets
from generator.console.forms import RequestForm

START = {"prompt": "A calm waltz, piano and strings", "lyrics": "[Verse]\nHello, is anybody home"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def console(request: HttpRequest) -> HttpResponse:
    """What is posted here is shown as code; it makes nothing."""
    if request.method == "POST":
        form = RequestForm(request.POST)
    else:
        form = RequestForm(_start(request.GET.get("model", "")))
    context = {"form": form, "snippet_names": LANGUAGES, **_shown(form, site_url(request))}
    if request.headers.get("HX-Target") == "request":  # as one types: what is wrong is part of it
        return render(request, "console/index.html#request", context)
    return render(request, "console/index.html", context, status=200 if form.is_valid() else 422)


def _start(slug: str) -> dict[str, str]:
    """A request to begin with: the model that was asked for, else the first that is connected."""
    known = {one.id: one.connected for one in offers()}
    connected = [one for one, ready in known.items() if ready]
    first = slug if slug in known else next(iter([*connected, *known]), "")
    return {"model": first, **START}


def _shown(form: RequestForm, site: str) -> dict[str, Any]:
    """The request as code, and what it costs; nothing for one that can't be written down."""
    if not form.is_valid():
        return {}
    wanted = Wanted(site, form.body(), once=form.cleaned_data["once"])
    model = next((one for one in offers() if one.id == wanted.body["model"]), None)
    return {"wanted": wanted, "snippets": snippets(wanted), "model": model}
