"""How a list is read, so that neither a rare filter nor a common one makes it slow.

An order that an index gives is read along that index until a page is full, which is quick where
many rows match. Where few do, they are named by their keys and sorted. Which of the two it is,
nobody knows beforehand: a first look finds at most ``FEW`` matches in any order, which also says
how many there are. No look is needed where one index serves filter and order together, nor for
a while where the last one found many.
"""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import Exists, F, Func, Model, OuterRef, Q, QuerySet

from accord.foundation.ui.listing.counts import MOST, Counted
from accord.foundation.ui.listing.sorts import Order, Part, Sort

FEW = MOST
LOOKS_KEPT = 60.0  # seconds for which many stay many
MOST_LOOKS = 1000
_EQUAL = frozenset({"exact", "isnull"})


@dataclass(frozen=True)
class Timed:
    """What is asked at a moment; ``condition`` gives the same for another one."""

    at: datetime
    condition: Callable[[datetime], Q]


@dataclass(frozen=True)
class Plan:
    """The rows to page through, made when they are asked for the first time.

    ``count`` is what the first look found, if there was one; ``is_named`` says that the rows are
    named by their keys. ``make`` takes ``moments``, if there are any, or others in their place.
    """

    make: Callable[..., QuerySet[Any]]
    count: Counted | None
    is_named: bool = False
    moments: tuple[datetime, ...] = ()

    @property
    def rows(self) -> QuerySet[Any]:
        return self.make(*self.moments)


class Many(Exists):
    """Membership of a set that is known to be big, so that no first look is needed."""


def amid(links: QuerySet[Any], column: str) -> Q:
    """Say that a row is among those that ``links`` point at by ``column``.

    A few are named by their keys; of many, the first page in any order is soon found by probing.
    """
    keys = list(links.order_by().values_list(column, flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return Q(pk__in=sorted(set(keys)))
    return Q(Many(links.filter(**{column: OuterRef("pk")})))


def keys_of_parts(model: type[Model], parts: Sequence[Part]) -> dict[str, list[int] | None]:
    """Give, by name, the keys of parts of an order that hold few rows; None for what is read along.

    Along what one index finds and orders, and where there are many: those are met soon. All that
    need a look are looked at in one statement.
    """
    found: dict[str, list[int] | None] = {part.name: None for part in parts}
    asked = [
        part
        for part in parts
        if part.where
        and not _is_ordered(model, part)
        and _many.get((model, _asked(part)), 0.0) <= time.monotonic()
    ]
    for part, keys in zip(asked, _first_keys(model, asked), strict=True):
        if len(keys) <= FEW:
            found[part.name] = keys
        else:
            _remember_many(model, _asked(part))
    return found


def values_of(model: type[Model], column: str) -> list[Any]:
    """Give the values that a column has: a step for each along the index that begins with it."""
    connection = connections[model._base_manager.db]  # noqa: SLF001
    table, name = map(connection.ops.quote_name, (model._meta.db_table, column))  # noqa: SLF001
    least = f"SELECT min({name}) FROM {table}"
    steps = (
        f"WITH RECURSIVE step(value) AS ({least} UNION ALL"
        f" SELECT ({least} WHERE {name} > step.value) FROM step WHERE step.value IS NOT NULL)"
        " SELECT value FROM step WHERE value IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(steps)
        return [value for (value,) in cursor.fetchall()]


def _asked(part: Part) -> Hashable:
    return (*part.where.children, part.columns)


def _first_keys(model: type[Model], parts: Sequence[Part]) -> list[list[int]]:
    """Give the first ``FEW`` keys of each part and one more, in no order."""
    found: list[list[int]] = [[] for _part in parts]
    if not parts:
        return found
    every = model._base_manager.all()  # noqa: SLF001
    statements, params = [], list[Any]()
    for place, part in enumerate(parts):
        few = every.filter(part.where).order_by().values_list("pk", flat=True)[: FEW + 1]
        sql, values = few.query.get_compiler(every.db).as_sql()
        statements.append(f"SELECT {place}, p.* FROM ({sql}) p")
        params += values
    with connections[every.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), params)
        for place, key in cursor.fetchall():
            found[place].append(key)
    return found


def within(rows: QuerySet[Any], part: Part) -> QuerySet[Any]:
    """Narrow rows to a part of their order, without an index that would not give the order."""
    if not part.where:
        return rows
    names = {name for name, _lookup in _every(part.where)}
    if connections[rows.db].vendor != "sqlite" or _is_ordered(rows.model, part):
        return rows.filter(part.where)
    return _without_index(rows, part.where, names)


def _is_ordered(model: type[Model], part: Part) -> bool:
    """Tell whether one index finds a part's rows and gives their order."""
    return all(
        (name,) == part.columns[:1] or _finds(model, name, lookup, part.columns)
        for name, lookup in _every(part.where)
    )


class Plain(Func):
    """A column that no index may be used for: SQLite takes any index over the order's own."""

    template = "+%(expressions)s"
    arity = 1


_many: dict[Hashable, float] = {}  # what was asked, and until when the answer holds


def plan(
    make: Callable[[], QuerySet[Any]],
    model: type[Model],
    condition: Q,
    order: Order,
    asked: Hashable = None,
    timed: Timed | None = None,
) -> Plan:
    """Plan how to read the rows that ``make`` gives and ``condition`` narrows.

    ``asked`` tells both from everything else; without it, each plan takes a look of its own.
    """
    if not condition:
        return Plan(make, None)

    def along(*at: datetime) -> QuerySet[Any]:
        there = timed.condition(*at) if at and timed is not None else condition
        return _read_along(make(), there, order)

    moments = () if timed is None else (timed.at,)
    if _is_served(model, condition, order) or _is_big(condition):
        return Plan(along, None, moments=moments)
    many = Counted(FEW, is_whole=False)
    if asked is not None and _many.get((model, asked), 0.0) > time.monotonic():
        return Plan(along, many, moments=moments)
    rows = make()
    keys = _few(rows, condition, model, asked)
    if keys is not None:
        count = Counted(len(keys), is_whole=True)
        return Plan(lambda: rows.filter(pk__in=keys), count, is_named=True)
    return Plan(along, many, moments=moments)


def _few(
    rows: QuerySet[Any], condition: Q, model: type[Model], asked: Hashable
) -> list[int] | None:
    """Give the keys of those that match where they are few; else remember that they are many."""
    keys = list(rows.filter(condition).order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return keys
    if asked is not None:
        _remember_many(model, asked)
    return None


def _remember_many(model: type[Model], asked: Hashable) -> None:
    if len(_many) >= MOST_LOOKS:
        _many.clear()
    _many[model, asked] = time.monotonic() + LOOKS_KEPT


def _read_along(rows: QuerySet[Any], condition: Q, order: Order) -> QuerySet[Any]:
    if connections[rows.db].vendor != "sqlite":
        return rows.filter(condition)
    kept = {name for name, lookup in _leaves(condition) if _serves(rows.model, name, lookup, order)}
    names = {name for name, _lookup in _every(condition)} - kept
    return _without_index(rows, condition, names)


def _without_index(rows: QuerySet[Any], condition: Q, names: set[str]) -> QuerySet[Any]:
    aliases = {f"plain_{name}": Plain(F(name)) for name in names if _is_local(rows.model, name)}
    found: QuerySet[Any] = rows.alias(**aliases).filter(_renamed(condition, aliases))
    return found


def _is_served(model: type[Model], condition: Q, order: Order) -> bool:
    return any(_serves(model, name, lookup, order) for name, lookup in _leaves(condition))


def _is_big(condition: Q) -> bool:
    """Tell whether nothing is asked but membership of big sets."""
    return condition.connector == Q.AND and all(
        _is_big(child) if isinstance(child, Q) else isinstance(child, Many)
        for child in condition.children
    )


def _serves(model: type[Model], name: str, lookup: str, order: Order) -> bool:
    """Tell whether one index finds by ``name`` and gives the order."""
    columns = order.columns if isinstance(order, Sort) else order.then
    if name == columns[0] and isinstance(order, Sort):
        return True
    return _finds(model, name, lookup, columns)


def _finds(model: type[Model], name: str, lookup: str, columns: tuple[str, ...]) -> bool:
    """Tell whether one index finds by ``name`` and orders by the columns; it may leave out NULL."""
    wanted = (name, *columns, "id")
    return (lookup in _EQUAL and wanted in _indexes(model)) or (
        lookup == "exact" and wanted in _indexes(model, is_known=True)
    )


@cache
def _indexes(model: type[Model], *, is_known: bool = False) -> frozenset[tuple[str, ...]]:
    """Give what the indexes of all rows order by, or those of rows whose first value is known.

    Those that lead downwards are left out: no list is read along them.
    """
    fields = model._meta  # noqa: SLF001
    return frozenset(
        _ordering([fields.get_field(name).attname for name in index.fields])  # type: ignore[union-attr]
        for index in fields.indexes
        if index.fields
        and not any(downwards for _name, downwards in index.fields_orders)
        and index.condition == (Q(**{f"{index.fields[0]}__isnull": False}) if is_known else None)
    )


def _ordering(names: list[str]) -> tuple[str, ...]:
    """Give what an index orders by: what stands behind the key only spares looks at rows."""
    return tuple(names[: names.index("id") + 1] if "id" in names else names)


def _is_local(model: type[Model], name: str) -> bool:
    return any(name == field.attname for field in model._meta.concrete_fields)  # noqa: SLF001


def _leaves(condition: Q) -> Iterator[tuple[str, str]]:
    """Walk the comparisons that every row must pass, by column and lookup."""
    if condition.negated or condition.connector != Q.AND:
        return
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        elif isinstance(child, tuple):
            yield _split(child[0])


def _every(condition: Q) -> Iterator[tuple[str, str]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _every(child)
        elif isinstance(child, tuple):
            yield _split(child[0])


def _split(name: str) -> tuple[str, str]:
    column, _underscores, lookup = name.partition("__")
    return column, lookup or "exact"


def _renamed(condition: Q, aliases: dict[str, Plain]) -> Q:
    """Give the same condition on the aliases of its columns."""
    children: list[Any] = []
    for child in condition.children:
        if isinstance(child, Q):
            children.append(_renamed(child, aliases))
        elif isinstance(child, tuple) and f"plain_{_split(child[0])[0]}" in aliases:
            children.append((f"plain_{child[0]}", child[1]))
        else:
            children.append(child)
    renamed = Q(*children, _connector=condition.connector)
    return ~renamed if condition.negated else renamed
