"""One page of the library: a way of sorting, a place in it, and the songs that come next.

Pages are found by key, not by count: the page after the song that was last seen, so that page
1,000 costs what page 1 does and new songs move nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Field, FloatField, Func, QuerySet, Value
from django.db.models.fields import BigIntegerField, BinaryField
from django.db.models.lookups import GreaterThan, LessThan

from generator.songs.models import Song

MOST_DIGITS = 18


class Row(Func):
    """`(a, b)`: compared as a whole, so that one range of an index answers."""

    function = ""
    output_field = BigIntegerField()


@dataclass(frozen=True)
class Sort:
    """By a column and then by id, or (no column) by id alone."""

    name: str
    label: str
    column: str = ""
    down: bool = False
    field: "type[Field[Any, Any]]" = BigIntegerField
    read: Callable[[str], Any] = int
    write: Callable[[Any], str] = str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, "pk") if self.column else ("pk",)

    def key_of(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row's key, as Python compares it: memoryviews have no order."""
        return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


SORTS = {
    sort.name: sort
    for sort in (
        Sort("newest", "Newest first", down=True),
        Sort("oldest", "Oldest first"),
        Sort(
            "title", "Title, A to Z", "title_key",
            field=BinaryField, read=bytes.fromhex, write=bytes.hex,
        ),
        Sort(
            "length", "Longest first", "seconds", down=True,
            field=FloatField, read=float, write=repr,
        ),
    )
}  # fmt: skip
NEWEST = SORTS["newest"]


@dataclass(frozen=True)
class Place:
    """Between two songs: the page begins after the key, or (`back`) ends before it."""

    key: tuple[Any, ...]
    back: bool = False


@dataclass(frozen=True)
class Page:
    """Ids in order, and the places where the pages on either side begin; "" where there is none."""

    ids: list[int]
    earlier: str = ""
    later: str = ""


def place_of(text: str, sort: Sort, *, back: bool) -> Place | None:
    """A place as an address wrote it; None where it says nothing in this sort."""
    written, _, number = text.rpartition("~")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    if not sort.column:
        return Place((int(number),), back)
    try:
        return Place((sort.read(written), int(number)), back)
    except ValueError:
        return None


def written(key: tuple[Any, ...], sort: Sort) -> str:
    return "~".join([*(sort.write(value) for value in key[:-1]), str(key[-1])])


def read_page(
    shelves: Iterable[QuerySet[Song]], *, sort: Sort, place: Place | None, size: int
) -> Page:
    """The page of all shelves together, each asked for as many as may be needed."""
    back = bool(place and place.back)
    down = sort.down is not back
    keys: set[tuple[Any, ...]] = set()
    for songs in shelves:
        rows = _following(songs, sort, place, down=down).values_list(*sort.columns)[: size + 1]
        keys.update(sort.key_of(row) for row in rows)
    ordered = sorted(keys, reverse=down)
    more, ordered = len(ordered) > size, ordered[:size]
    if back:
        ordered.reverse()
    return _page(ordered, sort, before=more if back else bool(place), after=more or back)


def _page(ordered: list[tuple[Any, ...]], sort: Sort, *, before: bool, after: bool) -> Page:
    if not ordered:
        return Page([])
    return Page(
        [key[-1] for key in ordered],
        earlier=written(ordered[0], sort) if before else "",
        later=written(ordered[-1], sort) if after else "",
    )


def _following(
    songs: QuerySet[Song], sort: Sort, place: Place | None, *, down: bool
) -> QuerySet[Song]:
    if place:
        beyond = LessThan if down else GreaterThan
        columns = [F(column) for column in sort.columns]
        values = [Value(value, output_field=_field(sort, i)) for i, value in enumerate(place.key)]
        if len(columns) == 1:
            songs = songs.filter(pk__lt=place.key[0]) if down else songs.filter(pk__gt=place.key[0])
        else:
            songs = songs.filter(beyond(Row(*columns), Row(*values)))
    return songs.order_by(*(f"-{column}" if down else column for column in sort.columns))


def _field(sort: Sort, index: int) -> "Field[Any, Any]":
    return sort.field() if index == 0 and sort.column else BigIntegerField()
