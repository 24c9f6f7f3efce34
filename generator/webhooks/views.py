"""A team's endpoints, and the callbacks of its single tasks."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator.errors import Conflict
from generator.teams.doors import act_and_return, place_in, user_of
from generator.teams.roles import Act
from generator.webhooks import actions, courier, pages, queries
from generator.webhooks.forms import EndpointForm, NewEndpointForm
from generator.webhooks.models import Endpoint


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The endpoints the person may manage; what is posted here adds one."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "webhooks/index.html", pages.index(user))
    form = NewEndpointForm(request.POST, user=user)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("url", "name", "events")}
        try:
            endpoint = actions.add(form.place(), **asked)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The webhook is there. Send it a test.")
            return redirect(endpoint)
    return render(request, "webhooks/index.html", pages.index(user, form=form), status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """One endpoint and what was sent to it; what is posted here changes it."""
    one = _endpoint(request, pk)
    form = EndpointForm(request.POST)
    if request.method != "POST":
        context = pages.endpoint(one, request.GET, now=timezone.now())
        return render(request, "webhooks/endpoint.html", context)
    if not form.is_valid():
        context = pages.endpoint(one, request.GET, now=timezone.now(), form=form)
        return render(request, "webhooks/endpoint.html", context, status=422)
    change = partial(actions.change, one, **form.cleaned_data)
    return act_and_return(request, change, told="Changed.", to=one.get_absolute_url())


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    one = _endpoint(request, pk)
    send = partial(actions.send_test, one, now=timezone.now())
    told = "A test is on its way. It is tried once."
    return act_and_return(request, send, told=told, to=one.get_absolute_url())


@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    one = _endpoint(request, pk)
    renew = partial(actions.rotate, one, now=timezone.now())
    told = "There is a new secret. The one before signs along for 24 hours."
    return act_and_return(request, renew, told=told, to=one.get_absolute_url())


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On, where the form says so, or off."""
    one = _endpoint(request, pk)
    if "on" in request.POST:
        turn, told = partial(actions.turn_on, one), "Turned on."
    else:
        why = Endpoint.Off.BY_HAND
        turn = partial(courier.turn_off, one, why=why, now=timezone.now())
        told = "Turned off. What happens meanwhile is not sent."
    return act_and_return(request, turn, told=told, to=one.get_absolute_url())


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    one = _endpoint(request, pk)
    return act_and_return(request, one.delete, told=f"“{one}” is deleted.", to="/webhooks/")


@never_cache
@require_safe
def callbacks(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent to the `callback_url`s of the team's tasks."""
    place = place_in(request, pk, Act.HOOK)
    context = pages.callbacks(place.team, request.GET, now=timezone.now())
    return render(request, "webhooks/callbacks.html", context)


@require_POST
def callbacks_rotate(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_in(request, pk, Act.HOOK)
    actions.rotate(courier.callback_key(place.team_id), now=timezone.now())
    messages.success(request, "There is a new secret. The one before signs along for 24 hours.")
    return redirect("webhook_callbacks", pk)


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.deliveries_of(user_of(request)), pk=pk)
    place_in(request, one.team_id, Act.HOOK)
    return render(request, "webhooks/delivery.html", pages.delivery(one))


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.deliveries_of(user_of(request)), pk=pk)
    place_in(request, one.team_id, Act.HOOK)
    send = partial(actions.send_again, one, now=timezone.now())
    told = "It is on its way again, with the same id and body."
    return act_and_return(request, send, told=told, to=one.get_absolute_url())


def _endpoint(request: HttpRequest, pk: int) -> Endpoint:
    """Outsiders find none; those in the team who may not manage it are told so."""
    one = get_object_or_404(queries.endpoints_of(user_of(request)), pk=pk)
    place_in(request, one.team_id, Act.HOOK)
    return one
