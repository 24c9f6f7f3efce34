"""The page of one's keys: issue, rotate, revoke. A new key is on its page once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from generator.api.keyforms import KeyForm, RotateForm
from generator.errors import Conflict
from generator.keys import actions
from generator.keys.models import ApiKey
from generator.keys.queries import keys_below, keys_of
from generator.teams.models import User
from generator.wallet import keycaps


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The person's keys; what is posted here issues one."""
    user = _user(request)
    if request.method != "POST":
        return _page(request, user)
    form = KeyForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, user, form=form, status=422)
    key, secret = actions.issue(form.place(), **form.rights())
    return _page(request, user, new=key, secret=secret)


@never_cache
@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    key = _key(request, pk)
    form = RotateForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["overlap"])))
        return redirect("keys")
    overlap = timedelta(hours=form.cleaned_data["overlap"])
    try:
        secret = actions.rotate(key, overlap=overlap, now=timezone.now())
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("keys")
    key.refresh_from_db()
    return _page(request, key.user, new=key, secret=secret)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own key, or that of somebody below one in a team."""
    key = keys_below(_user(request)).filter(pk=pk).first() or _key(request, pk)
    actions.revoke(key, now=timezone.now())
    messages.success(request, f"“{key.name}” is revoked. It opens nothing any more.")
    return redirect("keys")


def _page(request: HttpRequest, user: User, *, status: int = 200, **more: Any) -> HttpResponse:
    found = list(keys_of(user))
    now = timezone.now()
    return render(
        request, "api/keys.html", status=status,
        context={
            "form": KeyForm(user=user, initial={"scopes": ["make", "read"]}),
            "rotate_form": RotateForm(), "now": now,
            "rows": [(key, keycaps.standing(key)) for key in found if not key.revoked_at],
            "revoked": [key for key in found if key.revoked_at],
            "others": keys_below(user),
            **more,
        },
    )  # fmt: skip


def _user(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def _key(request: HttpRequest, pk: int) -> ApiKey:
    return get_object_or_404(keys_of(_user(request)).select_related("user"), pk=pk)
