"""Upstream's callbacks. Their bodies are never read: they only move the next poll to now."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from generator.songs import actions
from generator.songs.models import Song


@csrf_exempt
@login_not_required
@require_POST
def callback(request: HttpRequest, token: str) -> HttpResponse:
    """The token in the address is the song's own secret; a wrong one learns nothing."""
    song = Song.objects.defer("prompt", "lyrics").filter(callback_token=token).first()
    if song is None:
        raise Http404
    # Callbacks come in bursts, one a stage; a poll that is due within a second is soon enough.
    if song.next_poll_at and song.next_poll_at > timezone.now() + timedelta(seconds=1):
        actions.ask_now(song)
    return HttpResponse(status=204)
