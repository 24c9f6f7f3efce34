"""What is on offer now."""

from datetime import datetime

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from generator.catalog.models import MusicModel, Price


def offered(now: datetime | None = None) -> QuerySet[MusicModel]:
    """Active models that have a price at `now`, each annotated with `credits`."""
    current = Price.objects.filter(model=OuterRef("pk"), starts_at__lte=now or timezone.now())
    price = Subquery(current.values("credits")[:1], output_field=IntegerField())
    return MusicModel.objects.filter(active=True).annotate(credits=price).exclude(credits=None)
