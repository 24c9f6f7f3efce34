"""Songs against the ledger: whose money and state disagree."""

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Replace

from generator.songs.models import ENDS, PENDING, Erased, Song, State, Take
from generator.wallet.models import Transfer


def disagreements() -> Iterator[str]:
    """A sentence for every song whose money is not where its state says."""
    songs = _with_money()
    priced = songs.filter(price__gt=0)
    for song in priced.filter(Q(held=None) | ~Q(held=F("price"))):
        yield f"Song {song.pk} costs {song.price}, but no hold of that amount was made."
    for song in songs.filter(price=0, held__isnull=False):
        yield f"Song {song.pk} is free, but {song.held} credits were held for it."
    for song in songs.filter(state__in=PENDING).filter(Q(captured=True) | Q(released=True)):
        yield f"Song {song.pk} is {song.state}, but its hold is settled already."
    for song in priced.filter(state=State.READY).exclude(captured=True):
        yield f"Song {song.pk} is ready, but was not charged."
    gave_up = [state for state in ENDS if state != State.READY]
    for song in priced.filter(state__in=gave_up).exclude(released=True):
        yield f"Song {song.pk} ended as {song.state}, but its credits did not come back."
    for song in songs.filter(state=State.READY, has_takes=False):
        yield f"Song {song.pk} is ready, but has no take."
    yield from _orphans()


def _with_money() -> QuerySet[Any]:
    held = _transfers("hold").values("amount")[:1]
    return Song.objects.annotate(
        held=Subquery(held),
        captured=Exists(_transfers("capture")),
        released=Exists(_transfers("release")),
        has_takes=Exists(Take.objects.filter(song=OuterRef("pk"))),
    )


def _transfers(kind: str) -> QuerySet[Transfer]:
    number = Cast(OuterRef("pk"), CharField())
    return Transfer.objects.filter(key=Concat(Value("song:"), number, Value(f":{kind}")))


def _orphans() -> Iterator[str]:
    # The number is read from the key, for a search by primary key. Only where there is one:
    # PostgreSQL would not just shrug at a word.
    digits = Replace(Replace("key", Value("song:")), Value(":hold"))
    number = When(key__regex=r"^song:[0-9]{1,18}:hold$", then=Cast(digits, BigIntegerField()))
    holds = Transfer.objects.filter(kind=Transfer.Kind.HOLD, key__startswith="song:")
    paid = Q(team=OuterRef("team"))
    here, moved = paid & Q(payer=None), Q(payer=OuterRef("team"))
    song = Song.objects.filter(here | moved, pk=OuterRef("number"))
    erased = Erased.objects.filter(paid, number=OuterRef("number"))
    for transfer in holds.annotate(number=Case(number)).filter(~Exists(song), ~Exists(erased)):
        yield f"Transfer {transfer.key} was made for a song that is not there."
