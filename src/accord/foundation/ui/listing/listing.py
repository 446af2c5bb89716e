"""A list page as data: what its rows are and what may be asked of them. Called, not inherited."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from accord.foundation.ui.listing.columns import Asking, Column, Grouping, Label, Row
from accord.foundation.ui.listing.filters import Asked, Checked, Filter, check
from accord.foundation.ui.listing.paging import Pager, Source
from accord.foundation.ui.listing.planning import Plan
from accord.foundation.ui.listing.sorts import Order
from accord.foundation.ui.listing.state import State, View

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Bulk:
    """One thing that can be done with many rows: a button of the bar."""

    key: str
    label: Label
    icon: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """``rows`` starts from what the person may see; everything else only narrows it.

    ``assumed`` holds, by filter, what goes without saying while that filter is not used. ``token``
    tells ``rows`` from those of everybody who sees others; without it nothing is compiled once.
    """

    area: str
    label: Label
    address: str
    rows: QuerySet[Any]
    asking: Asking
    columns: Sequence[Column]
    filters: Sequence[Filter]
    orders: Sequence[Order]
    views: Sequence[View]
    peek: Callable[[Row], str]
    name: Callable[[Row], str]
    key: Callable[[Row], str]
    needs: tuple[str, ...] = ("id",)
    token: Hashable = None
    assumed: Mapping[str, Q] = field(default_factory=dict)
    groupings: Mapping[str, Grouping] = field(default_factory=dict)
    bulk: Sequence[Bulk] = ()
    bulk_address: str = ""
    export: str = ""
    select_words: str = ""

    def filter_named(self, key: str) -> Filter | None:
        return next((found for found in self.filters if found.key == key), None)

    def order_named(self, key: str) -> Order | None:
        return next((found for found in self.orders if found.key == key), None)

    def order(self, state: State) -> tuple[Order, bool]:
        """Give the order of a state and whether it runs downwards."""
        if state.group:
            found = self.order_named(state.group)
            if found is not None and state.group in self.groupings:
                return found, False
        down = state.sort.startswith("-")
        return self.order_named(state.sort.lstrip("-")) or self.orders[0], down

    def shown(self, state: State) -> list[Column]:
        """Give the columns that a state shows: the fixed ones first, then as it names them."""
        fixed = [column for column in self.columns if column.is_fixed]
        if not state.columns:
            return fixed + [c for c in self.columns if c.is_default and not c.is_fixed]
        by_key = {column.key: column for column in self.columns}
        named = [by_key[key] for key in state.columns if key in by_key]
        return fixed + [column for column in named if not column.is_fixed]

    def checked(self, state: State) -> list[Checked]:
        return [check(use, self.filter_named(use.key), self.asking) for use in state.filters]

    def assuming(self, state: State) -> QuerySet[Any]:
        """Give the rows with what goes without saying, before any filter."""
        used = {use.key for use in state.filters}
        conditions = [where for key, where in self.assumed.items() if key not in used]
        return self.rows.filter(*conditions) if conditions else self.rows

    def condition(
        self, state: State, checked: Sequence[Checked] | None = None, at: datetime | None = None
    ) -> Q:
        """Give what the filters ask. A question that can't be read fits no row at all."""
        checked = self.checked(state) if checked is None else checked
        asking = self.asking if at is None else Asking(self.asking.user, at)
        if any(one.problem for one in checked):
            return NOTHING
        asked = [
            one.filter.where(Asked(one.use.op, one.use.values, asking))
            for one in checked
            if one.filter is not None
        ]
        return reduce(and_, asked, Q())

    def narrowed(self, state: State) -> QuerySet[Any]:
        """Give the rows that a state asks for."""
        return self.assuming(state).filter(self.condition(state))

    def pager(
        self, state: State, needs: Sequence[str], planned: Plan, token: Hashable = None
    ) -> Pager:
        order, descending = self.order(state)
        if token is not None:
            token = (self.area, token, order.key, descending)
        source = Source(
            self.rows.model, planned.make, token, planned.moments, is_few=planned.is_named
        )
        return Pager(source, order, descending=descending, needs=needs)
