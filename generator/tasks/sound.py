"""A take's sound by an address that is its own key, for an hour."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from generator.songs.downloads import send
from generator.songs.models import Take

GOOD_FOR = timedelta(hours=1)
_SIGNER = TimestampSigner(salt="generator.api.sound")


def path_of(take: Take) -> str:
    """The address' path. The signature is in its query, which no log line has."""
    signature = _SIGNER.sign(str(take.pk)).partition(":")[2]
    return f"{reverse('api_audio', args=[take.pk])}?signature={signature}"


@require_safe
def audio(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Nobody is asked for a key here: whoever has the address may listen until it expires."""
    signed = f"{pk}:{request.GET.get('signature', '')}"
    try:
        _SIGNER.unsign(signed, max_age=GOOD_FOR)
    except BadSignature as error:
        raise Http404 from error
    takes = Take.objects.filter(trashed_at=None, song__trashed_at=None)
    return send(request, get_object_or_404(takes, pk=pk), filename=None)
