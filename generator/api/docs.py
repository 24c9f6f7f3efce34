"""The API's documentation: Swagger UI from this very site, and the table of errors."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from generator.api.errors import TYPES


@login_not_required
@require_safe
# Swagger UI writes style attributes into the page as it draws; scripts stay under the site's rule.
@csp_update({"style-src": UNSAFE_INLINE})
def docs(request: HttpRequest) -> HttpResponse:
    rows = [(kind, status, meaning) for kind, (status, meaning) in TYPES.items()]
    return render(request, "api/docs.html", {"errors": rows})
