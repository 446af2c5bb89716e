"""Orders in which a list can stand, each cut into parts that an index gives in order.

Empty values stand last in both directions. Databases disagree on where they sort, so they are a
part of their own; so is each value of an order by rank (owner, category), whose order the
alphabet of names decides and not the column.
"""

from collections.abc import Callable, Sequence
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
    """By the rank of one column's value, then by other columns upwards."""

    key: str
    label: Label
    column: str
    ranks: Callable[[], Sequence[Any]]
    then: tuple[str, ...]
    is_nullable: bool = True
    starts_descending: bool = False

    def parts(self, *, descending: bool) -> list[Part]:
        values = list(self.ranks())
        if descending:
            values.reverse()
        found = [
            Part(f"={value}", Q(**{self.column: value}), self.then, is_descending=False)
            for value in values
        ]
        if self.is_nullable:
            empty = Q(**{f"{self.column}__isnull": True})
            found.append(Part("0", empty, self.then, is_descending=False))
        return found

    def reads(self) -> tuple[str, ...]:
        return (self.column, *self.then)


Order = Sort | Ranked
