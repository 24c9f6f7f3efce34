"""What is on offer now."""

from datetime import datetime

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from generator.catalog.models import MusicModel, Price


def offered(now: datetime | None = None) -> QuerySet[MusicModel]:
    """Active models that have a price at `now`, each annotated with `credits`."""
    current = _prices(now).filter(model=OuterRef("pk"))
    price = Subquery(current.values("credits")[:1], output_field=IntegerField())
    models = MusicModel.objects.filter(active=True).annotate(credits=price)
    return models.filter(credits__isnull=False)


def price_now(model: MusicModel, now: datetime | None = None) -> int | None:
    """What a song costs at `now` (credits); None where the model is not on offer."""
    prices = _prices(now).filter(model=model, model__active=True)
    return prices.values_list("credits", flat=True).first()


def _prices(now: datetime | None) -> QuerySet[Price]:
    return Price.objects.filter(starts_at__lte=now or timezone.now())
