"""Orders in which a list can stand, each cut into parts that an index gives in order.

Empty values stand last in both directions. Databases disagree on where they sort, so they are a
part of their own; so is each value of an order by rank (owner, category), whose order the
alphabet of names decides and not the column.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accord.foundation.ui.listing.columns import Label


@dataclass(frozen=True)
class Part:
    """A stretch of the whole order: ``name`` says which in a cursor, ``where`` holds its rows."""

    name: str
    where: Q
    columns: tuple[str, ...]
    is_descending: bool


@dataclass(frozen=True, kw_only=True)
class Sort:
    """By columns of the table, the first of which may be empty; the key settles ties."""

    key: str
    label: Label
    columns: tuple[str, ...]
    is_nullable: bool = False
    starts_descending: bool = False

    def parts(self, *, descending: bool) -> list[Part]:
        if not self.is_nullable:
            return [Part("", Q(), self.columns, descending)]
        first = self.columns[0]
        return [
            Part("", Q(**{f"{first}__isnull": False}), self.columns, descending),
            Part("0", Q(**{f"{first}__isnull": True}), self.columns[1:], is_descending=False),
        ]

    def reads(self) -> tuple[str, ...]:
        return self.columns


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """By the rank of one column's value, then by other columns upwards.

    Of many ranks few ``occur``: then it is asked which, and only those are read. A value without a
    rank stands behind all others, and an empty one last.
    """

    key: str
    label: Label
    column: str
    ranks: Callable[[], Sequence[Any]]
    then: tuple[str, ...]
    is_nullable: bool = True
    few_occur: bool = False
    starts_descending: bool = False

    def parts(self, *, descending: bool, occurring: Collection[Any] = ()) -> list[Part]:
        values = list(self.ranks())
        if descending:
            values.reverse()
        values += sorted(set(occurring).difference(values), key=lambda value: (not value, value))
        found = [
            Part(part_name(value), Q(**{self.column: value}), self.then, is_descending=False)
            for value in values
        ]
        if self.is_nullable:
            empty = Q(**{f"{self.column}__isnull": True})
            found.append(Part(part_name(None), empty, self.then, is_descending=False))
        return found

    def reads(self) -> tuple[str, ...]:
        return (self.column, *self.then)


def part_name(value: Any) -> str:
    """Name the part of an order by rank that holds the rows of one value."""
    return "0" if value is None else f"={value}"


Order = Sort | Ranked
