"""How many credits one API key may spend in a day or a month; counted as a member's caps are."""

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from generator.errors import CapReached
from generator.keys.models import ApiKey
from generator.wallet.caps import Cap, not_released, periods
from generator.wallet.models import Transfer


def standing(api_key: ApiKey) -> list[Cap]:
    """The key's caps as they stand now, the shorter period first."""
    found = []
    day, _, month = periods(timezone.now())
    for period, limit in ((day, api_key.daily_cap), (month, api_key.monthly_cap)):
        if limit is not None:
            holds = _holds(api_key).filter(created_at__gte=period.start)
            spent = holds.aggregate(sum=Sum("amount", default=0))["sum"]
            found.append(Cap(period, limit, 0, spent))
    return found


def _holds(api_key: ApiKey) -> "QuerySet[Transfer]":
    holds = Transfer.objects.filter(Q(api_key=api_key, kind=Transfer.Kind.HOLD))
    return not_released(holds).order_by()


def require_room(api_key: ApiKey, amount: int, *, key: str) -> None:
    """Raises `CapReached` where `amount` more is too much for the key. Wants a transaction.

    The key's row stays locked until it ends, so of two holds at once the second counts the
    first. The hold under `key` itself, asked for twice, is still one.
    """
    if not api_key.is_capped:
        return
    row = ApiKey.objects.select_for_update().get(pk=api_key.pk)
    full = [cap for cap in standing(row) if amount > cap.left]
    if full and not Transfer.objects.filter(key=key).exists():
        cap = full[-1]
        raise CapReached(
            f"This needs {amount:,} credits, and {cap.left:,} are left of the {cap.period.word} "
            f"cap of the key “{row.name}” ({cap.limit:,}). It starts afresh on {cap.resets}."
        )
