"""What is on offer now."""

from datetime import datetime

from django.core.cache import cache
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from generator.catalog.models import MusicModel, Price

NAMED_SECONDS = 5
"""How long a model is remembered where its name is all that is asked for."""


def offered(now: datetime | None = None) -> QuerySet[MusicModel]:
    """Active models that have a price at `now`, each annotated with `credits`.

    Without `now` it is whenever the query runs, so that a form may keep it.
    """
    current = _prices(now).filter(model=OuterRef("pk"))
    price = Subquery(current.values("credits")[:1], output_field=IntegerField())
    models = MusicModel.objects.filter(active=True).annotate(credits=price)
    return models.filter(credits__isnull=False)


def price_now(model: MusicModel, now: datetime | None = None) -> int | None:
    """What a song costs at `now` (credits); None where the model is not on offer.

    By our own clock, which wrote when prices start: SQLite's counts milliseconds, and for the rest
    of one a new price would not be there.
    """
    prices = _prices(now or timezone.now()).filter(model=model, model__active=True)
    return prices.values_list("credits", flat=True).first()


def named(pk: int) -> MusicModel:
    """The model, for its name and slug: a few seconds old at most."""
    name = f"catalog:model:{pk}"
    model: MusicModel | None = cache.get(name)
    if model is None:
        model = MusicModel.objects.get(pk=pk)
        cache.set(name, model, NAMED_SECONDS)
    return model


def _prices(now: datetime | None) -> QuerySet[Price]:
    return Price.objects.filter(starts_at__lte=now or Now())
