"""Pages by key: as quick at row 100,000 and at the end as at the start, exact under ties and gaps.

A cursor names the part of the order and the values of the row it stands at; it is no secret and
grants nothing, for every page starts from what the person may see.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import gt, itemgetter, lt
from typing import Any

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import connections
from django.db.models import BooleanField, Expression, F, Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from accord.foundation.journal.prepared import Prepared
from accord.foundation.journal.streams import stream
from accord.foundation.ui.listing.columns import Row
from accord.foundation.ui.listing.planning import keys_of_parts, values_of, within
from accord.foundation.ui.listing.sorts import Order, Part, Ranked, part_name

PAGE = 50
TOGETHER = 16  # parts asked for in one statement at most
LOOKED_AT = 64  # parts of which it is found out at once whether they hold few rows
LONGEST_CURSOR = 2000


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: ``values`` are those of the row before it, its key last."""

    part: str
    values: tuple[Any, ...]

    def written(self) -> str:
        text = json.dumps([self.part, *self.values], separators=(",", ":"), default=str)
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor from an address; None when it is none of ours."""
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        part, *values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        return None
    if not isinstance(part, str) or not values:
        return None
    return Cursor(part, tuple(values))


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    before: Cursor | None
    after: Cursor | None


class Beyond(Expression):
    """Compare rows of values as one: (sort_key, id) > (…), which an index answers with one seek."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, columns: Sequence[Any], values: Sequence[Any], sign: str) -> None:
        super().__init__()
        self.columns = list(columns)
        self.values = list(values)
        self.sign = sign

    def get_source_expressions(self) -> list[Any]:
        return [*self.columns, *self.values]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        half = len(exprs) // 2
        self.columns, self.values = list(exprs[:half]), list(exprs[half:])

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, list[Any]]:
        del connection
        sides = []
        params: list[Any] = []
        for side in (self.columns, self.values):
            compiled = [compiler.compile(expression) for expression in side]
            sides.append(", ".join(sql for sql, _ in compiled))
            params += [param for _, more in compiled for param in more]
        return f"({sides[0]}) {self.sign} ({sides[1]})", params


@dataclass(frozen=True)
class Source:
    """Where a pager reads.

    With a ``token``, which tells its rows from all others for as long as the process lives, each
    page is compiled once; else anew. ``moments`` are what may change from page to page. ``is_few``
    says that its rows are named by their keys, and not too many to be set in order here.
    """

    model: type[Model]
    make: Callable[..., QuerySet[Any]]
    token: Hashable = None
    moments: tuple[datetime, ...] = ()
    is_few: bool = False


_pages = Prepared(QuerySet)  # every page is asked with a query of its own


class Pager:
    """Reads one list in one order, a page at a time."""

    def __init__(
        self, source: Source, order: Order, *, descending: bool, needs: Sequence[str]
    ) -> None:
        self.source = source
        self.order, self.descending = order, descending
        self.names = tuple(dict.fromkeys([*needs, *order.reads(), "id"]))
        self._known: dict[str, list[int] | None] = {}

    @cached_property
    def parts(self) -> list[Part]:
        """Give the parts of the order; of many ranks those that no row has are known as empty."""
        order = self.order
        if not isinstance(order, Ranked) or not order.few_occur:
            return order.parts(descending=self.descending)
        values = values_of(self.source.model, order.column)
        parts = order.parts(descending=self.descending, occurring=values)
        there = set(map(part_name, values))
        self._known |= {part.name: [] for part in parts if part.name not in there}
        return parts

    @cached_property
    def rows(self) -> QuerySet[Any]:
        return self.source.make(*self.source.moments)

    def first(self, limit: int = PAGE) -> Page:
        return self._forward(self.parts, None, limit)

    def last(self, limit: int = PAGE) -> Page:
        return self._backward(self.parts, None, limit)

    def after(self, cursor: Cursor, limit: int = PAGE) -> Page:
        """Give the page behind ``cursor``; the first one where it fits no part of the order."""
        place = self._place(cursor)
        if place is None:
            return self.first(limit)
        return self._forward(self.parts[place:], cursor, limit)

    def before(self, cursor: Cursor, limit: int = PAGE) -> Page:
        place = self._place(cursor)
        if place is None:
            return self.first(limit)
        return self._backward(self.parts[: place + 1], cursor, limit)

    def all(self, chunk: int = 2000) -> Iterator[tuple[Any, ...]]:
        """Walk every row in order, as tuples of ``names``; memory holds two chunks."""
        for part in self._not_empty(self.parts):
            yield from stream(self._ordered(part, (), backwards=False), chunk)

    def _forward(self, parts: list[Part], cursor: Cursor | None, limit: int) -> Page:
        found = self._collect(parts, cursor, limit + 1, backwards=False)
        more = len(found) > limit
        found = found[:limit]
        before = self._cursor(found[0]) if found and cursor is not None else None
        after = self._cursor(found[-1]) if more else None
        return Page([row for _, row in found], before, after)

    def _backward(self, parts: list[Part], cursor: Cursor | None, limit: int) -> Page:
        found = self._collect(parts[::-1], cursor, limit + 1, backwards=True)
        more = len(found) > limit
        found = found[:limit][::-1]
        before = self._cursor(found[0]) if more else None
        after = self._cursor(found[-1]) if found and cursor is not None else None
        return Page([row for _, row in found], before, after)

    def _collect(
        self, parts: list[Part], cursor: Cursor | None, limit: int, *, backwards: bool
    ) -> list[tuple[Part, Row]]:
        """Take rows part by part until there are enough, asking for ever more parts at once."""
        if self.source.is_few and isinstance(self.order, Ranked):
            return self._collect_few(self.order, parts, cursor, limit, backwards=backwards)
        found: list[tuple[Part, Row]] = []
        rest, together = self._not_empty(parts), 1
        occur = isinstance(self.order, Ranked) and self.order.few_occur
        while rest and len(found) < limit:
            self._look(rest[: TOGETHER if occur else LOOKED_AT])
            rest = self._not_empty(rest)
            few = 0 if cursor else self._enough(rest[:TOGETHER], limit - len(found))
            count = max(together, few)
            asked, rest = rest[:count], rest[count:]
            if not asked:
                break
            for part, values in self._read(asked, cursor, limit - len(found), backwards=backwards):
                found.append((part, dict(zip(self.names, values, strict=True))))
            cursor, together = None, min(together * 4, TOGETHER)
        return found[:limit]

    def _collect_few(
        self,
        order: Ranked,
        parts: list[Part],
        cursor: Cursor | None,
        limit: int,
        *,
        backwards: bool,
    ) -> list[tuple[Part, Row]]:
        """Set few rows in order by rank here, and read those of one page."""
        places = {part.name: place for place, part in enumerate(parts)}
        columns = (order.column, *order.then, "id")
        found = [
            (places[name], then)
            for value, *then in self.rows.order_by().values_list(*columns)
            if (name := part_name(value)) in places
        ]
        start = self._values(parts[0], cursor) if parts else []
        if start:
            beyond = lt if backwards else gt
            found = [(place, then) for place, then in found if place or beyond(then, start)]
        found.sort(key=itemgetter(1), reverse=backwards)
        found.sort(key=itemgetter(0))
        names = {then[-1]: parts[place] for place, then in found[:limit]}
        read = self.rows.filter(pk__in=list(names)).order_by().values_list(*self.names)
        rows = {row["id"]: row for row in (dict(zip(self.names, one, strict=True)) for one in read)}
        return [(part, rows[key]) for key, part in names.items() if key in rows]

    def _enough(self, parts: Sequence[Part], limit: int) -> int:
        """Count the first parts that are known to hold few rows, up to the one that has enough."""
        rows = 0
        for count, part in enumerate(parts):
            keys = self._known.get(part.name)
            if keys is None or rows >= limit:
                return count
            rows += len(keys)
        return len(parts)

    def _not_empty(self, parts: Sequence[Part]) -> list[Part]:
        return [part for part in parts if self._known.get(part.name) != []]

    def _read(
        self, parts: list[Part], cursor: Cursor | None, limit: int, *, backwards: bool
    ) -> list[tuple[Part, tuple[Any, ...]]]:
        if len(parts) > 1:
            return self._read_together(parts, limit, backwards=backwards)
        part, values = parts[0], self._values(parts[0], cursor)
        if self.source.token is None or self._keys(part) is not None:
            return [(part, row) for row in self._ordered(part, values, backwards=backwards)[:limit]]
        variant = (self.source.token, self.names, part.name, backwards, limit)
        moments = self.source.moments
        timed = len(moments)

        def ordered(*marks: Any) -> QuerySet[Any, Any]:
            rows = self.source.make(*marks[:timed])
            return self._ordered(part, marks[timed:], backwards=backwards, rows=rows)[:limit]

        found = _pages.ask(ordered, (*moments, *values), variant)
        return [(part, row) for row in found]

    def _read_together(
        self, parts: list[Part], limit: int, *, backwards: bool
    ) -> list[tuple[Part, tuple[Any, ...]]]:
        """Ask for the first rows of each part in one statement, and set the parts in order."""
        database = connections[self.rows.db]
        statements: list[str] = []
        params: list[Any] = []
        compiler: SQLCompiler | None = None
        for place, part in enumerate(parts):
            ordered = self._ordered(part, (), backwards=backwards)[:limit]
            compiling = ordered.query.get_compiler(connection=database)
            try:
                sql, values = compiling.as_sql()
            except EmptyResultSet:
                continue
            compiler = compiling
            statements.append(f"SELECT p.*, {place} AS part FROM ({sql}) p")
            params += values
        if compiler is None:
            return []
        with database.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), params)
            raw = sorted(cursor.fetchall(), key=lambda row: int(row[-1]))
        converted = compiler.results_iter([[row[:-1] for row in raw]])
        return [
            (parts[row[-1]], tuple(values)) for row, values in zip(raw, converted, strict=True)
        ][:limit]

    def _ordered(
        self,
        part: Part,
        values: Sequence[Any],
        *,
        backwards: bool,
        rows: QuerySet[Any] | None = None,
    ) -> QuerySet[Any, Any]:
        """Order one part; with values, only what lies beyond the row that has them."""
        rows = self.rows if rows is None else rows
        names = (*part.columns, "id")
        down = part.is_descending != backwards
        keys = self._keys(part)
        found = within(rows, part) if keys is None else rows.filter(pk__in=keys)
        if values:
            there = [
                Value(value, output_field=self._field(name))
                for name, value in zip(names, values, strict=True)
            ]
            found = found.filter(Beyond([F(n) for n in names], there, "<" if down else ">"))
        order = [f"-{name}" if down else name for name in names]
        return found.order_by(*order).values_list(*self.names)

    def _look(self, parts: Sequence[Part]) -> None:
        """Find out which parts hold few rows that are better named by their keys."""
        unknown = [part for part in parts if part.name not in self._known]
        self._known.update(keys_of_parts(self.source.model, unknown))

    def _keys(self, part: Part) -> list[int] | None:
        self._look([part])
        return self._known[part.name]

    def _field(self, name: str) -> Any:
        return self.source.model._meta.get_field(name)  # noqa: SLF001

    def _values(self, part: Part, cursor: Cursor | None) -> list[Any]:
        """Give a cursor's values as the columns hold them; none where it fits no such part."""
        names = (*part.columns, "id")
        if cursor is None or cursor.part != part.name or len(cursor.values) != len(names):
            return []
        values = []
        for name, raw in zip(names, cursor.values, strict=True):
            try:
                value = self._field(name).to_python(raw)
            except (FieldDoesNotExist, ValidationError, ValueError, TypeError):
                return []
            if value is None:
                return []
            values.append(value)
        return values

    def _cursor(self, found: tuple[Part, Row]) -> Cursor:
        part, row = found
        return Cursor(part.name, tuple(_plain(row[name]) for name in (*part.columns, "id")))

    def _place(self, cursor: Cursor) -> int | None:
        for place, part in enumerate(self.parts):
            if part.name == cursor.part:
                return place if self._values(part, cursor) else None
        return None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
