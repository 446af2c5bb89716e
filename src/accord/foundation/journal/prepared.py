"""Queries that are compiled once and asked often.

Building and compiling a small query costs more than asking it. A prepared one is written with the
ORM like any other, compiled at its first use for each shape of its values, and from then on only
given new values. Shapes are few: how many keys, and whatever the caller names as ``variant``.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from accord.foundation.journal.replicas import reads_from
from accord.foundation.journal.statements import Answer, ask_later, together

MOST_SHAPES = 500
LONG = 10  # values from which a list is handed over as one array
_FIRST_INT = -(10**15)
_FIRST_MOMENT = datetime(1000, 1, 1, tzinfo=UTC)
Value = int | str | datetime
Slots = tuple[tuple[bool, Any], ...]
Build = Callable[..., QuerySet[Any, Any]]


@dataclass(frozen=True)
class _Compiled:
    """``slots`` says for each parameter whether it is fixed, or which of the given values it is."""

    sql: str
    slots: Slots
    compiler: SQLCompiler
    converters: Any
    using: str

    @cached_property
    def models(self) -> "_Models":
        return _Models(self.compiler, self.using)


class Prepared:
    """``build`` makes the query from values of the types it is asked.

    Called, it gives rows as tuples, and the query ends in ``values_list``; ``objects`` gives the
    models of a query that does not, with those it selects along.

    Lists are spread: each of their members is a value. What decides the text of the query other
    than by these values is ``variant``; where it is given, ``build`` gets it first.
    """

    def __init__(self, build: Build) -> None:
        self.build = build
        self._known: dict[Hashable, _Compiled | None] = {}

    def __call__(
        self, *values: Value | Sequence[Value], variant: Hashable = None, using: str = ""
    ) -> list[tuple[Any, ...]]:
        first = () if variant is None else (variant,)
        return self.ask(lambda *marks: self.build(*first, *marks), values, variant, using)

    def ask(
        self,
        build: Build,
        values: Sequence[Value | Sequence[Value]],
        variant: Hashable,
        using: str = "",
    ) -> list[tuple[Any, ...]]:
        """Ask with ``build`` in place of the usual one, which ``variant`` tells from all others."""
        return self._asked(build, values, variant, using)[1]()

    def later(
        self, *values: Value | Sequence[Value], variant: Hashable = None, using: str = ""
    ) -> Answer:
        """Ask now; the rows can be had behind the ``at_once`` it stands in."""
        first = () if variant is None else (variant,)
        return self._asked(lambda *marks: self.build(*first, *marks), values, variant, using)[1]

    def objects(
        self, *values: Value | Sequence[Value], variant: Hashable = None, using: str = ""
    ) -> list[Any]:
        return self.objects_later(*values, variant=variant, using=using)()

    def objects_later(
        self, *values: Value | Sequence[Value], variant: Hashable = None, using: str = ""
    ) -> Callable[[], list[Any]]:
        """Ask now; what it answers can be had behind the ``at_once`` it stands in."""
        using = using or reads_from()
        first = () if variant is None else (variant,)
        compiled, rows = self._asked(
            lambda *marks: self.build(*first, *marks), values, variant, using
        )
        return lambda: [] if compiled is None else compiled.models.of(rows())

    def _asked(
        self, build: Build, values: Sequence[Value | Sequence[Value]], variant: Hashable, using: str
    ) -> tuple[_Compiled | None, Answer]:
        using = using or reads_from()
        shape = tuple(len(v) if isinstance(v, list | tuple) else type(v) for v in values)
        database = connections[using]
        key = (using, variant, shape)
        if key not in self._known:
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            self._known[key] = _compile(build, values, using)
        compiled = self._known[key]
        if compiled is None:
            return None, list
        flat = _flat(values)
        adapt = database.ops.adapt_datetimefield_value
        given = [adapt(v) if isinstance(v, datetime) else v for v in flat]
        params = [
            value if fixed else _whole(given[value]) if isinstance(value, slice) else given[value]
            for fixed, value in compiled.slots
        ]
        answer = ask_later(compiled.sql, params, using=using)
        return compiled, lambda: _converted(compiled, answer())


@contextmanager
def at_once(using: str = "") -> Iterator[None]:
    """Send PostgreSQL all that is asked within in one go, and wait for the answers at the end.

    Where this request reads: ``using`` names another database. What is not one of ours to be had
    later is answered at once, too, and only gains nothing.
    """
    using = using or reads_from()
    database: Any = connections[using]
    if _is_asking(database):
        yield
        return
    database.close_if_health_check_failed()
    with together(using):
        yield


def _is_asking(database: Any) -> bool:
    raw = database.connection
    return database.vendor == "postgresql" and raw is not None and bool(raw.pgconn.pipeline_status)


def _converted(compiled: _Compiled, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    if not compiled.converters:
        return rows
    return list(map(tuple, compiled.compiler.apply_converters(rows, compiled.converters)))


class _Models:
    """Makes models of rows as a query set does; what many of them point at is made once."""

    def __init__(self, compiler: Any, using: str) -> None:
        of = compiler.klass_info
        places = of["select_fields"]
        self.start, self.end = places[0], places[-1] + 1
        self.model, self.using = of["model"], using
        self.names = [column[0].target.attname for column in compiler.select[self.start : self.end]]
        self.others: list[Any] = get_related_populators(of, compiler.select, using)  # type: ignore[call-arg]

    def of(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        found: list[Model] = []
        known: dict[tuple[int, Any], Any] = {}
        for row in rows:
            made = self.model.from_db(self.using, self.names, row[self.start : self.end])
            for place, other in enumerate(self.others):
                if other.related_populators or other.reorder_for_init:
                    other.populate(row, made)
                    continue
                key = (place, row[other.cols_start + other.pk_idx])
                if key not in known:
                    known[key] = self._along(other, row)
                other.local_setter(made, known[key])
                if known[key] is not None:
                    other.remote_setter(known[key], made)
            found.append(made)
        return found

    def _along(self, other: Any, row: tuple[Any, ...]) -> Any:
        told = row[other.cols_start : other.cols_end]
        if told[other.pk_idx] is None:
            return None
        return other.model_cls.from_db(self.using, other.init_list, told)


def _compile(
    build: Build, values: Sequence[Value | Sequence[Value]], using: str
) -> _Compiled | None:
    """Compile the query with stand-ins, and find where they went."""
    connection = connections[using]
    marks: list[Any] = []
    query = build(*[_mark(value, marks) for value in values]).query
    compiler = query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    adapt = connection.ops.adapt_datetimefield_value
    where = {(adapt(m) if isinstance(m, datetime) else m): i for i, m in enumerate(marks)}
    slots = tuple(
        (False, where[p]) if isinstance(p, Hashable) and p in where else (True, p) for p in params
    )
    missing = set(where.values()) - {place for fixed, place in slots if not fixed}
    if missing:
        raise RuntimeError("a value of a prepared query did not reach the database as it was")
    if connection.vendor == "postgresql":
        sql, slots = _gathered(sql, slots, values)
    found = [column for column, *_rest in compiler.select[: compiler.col_count]]
    return _Compiled(sql, slots, compiler, compiler.get_converters(found), using)


def _gathered(
    sql: str, slots: Slots, values: Sequence[Value | Sequence[Value]]
) -> tuple[str, Slots]:
    """Hand each long list over as one array: the driver takes its time over thousands of marks."""
    texts, kept = sql.split("%s"), list(slots)
    start = 0
    for value in values:
        count = len(value) if isinstance(value, list | tuple) else 1
        if count >= LONG and len(texts) == len(kept) + 1:
            kind = "::bigint[]" if isinstance(value[0], int) else ""  # type: ignore[index]
            _gather(texts, kept, slice(start, start + count), kind)
        start += count
    return "%s".join(texts), tuple(kept)


def _whole(values: list[Any]) -> Any:
    """Write numbers as an array themselves; the driver takes three times as long for it."""
    return f"{{{','.join(map(str, values))}}}" if type(values[0]) is int else values


def _gather(texts: list[str], slots: list[tuple[bool, Any]], whole: slice, kind: str) -> None:
    """Make one mark of those of a list, wherever they are all that a column may be."""
    count = whole.stop - whole.start
    asked = [(False, place) for place in range(whole.start, whole.stop)]
    for first in [place for place, slot in enumerate(slots) if slot == asked[0]][::-1]:
        after = first + count
        if slots[first:after] != asked or set(texts[first + 1 : after]) != {", "}:
            continue
        if texts[first].endswith("IN (") and texts[after].startswith(")"):
            texts[first] = texts[first][: -len("IN (")] + "= ANY("
            slots[first:after] = [(False, whole)]
            texts[after] = kind + texts[after]
            del texts[first + 1 : after]


def _mark(value: Value | Sequence[Value], marks: list[Any]) -> Any:
    if isinstance(value, list | tuple):
        return [_mark(one, marks) for one in value]
    place = len(marks)
    if isinstance(value, datetime):
        mark: Any = _FIRST_MOMENT + timedelta(days=place)
    elif isinstance(value, int):
        mark = _FIRST_INT - place
    else:
        mark = f"\x02{place}\x02"
    marks.append(mark)
    return mark


def _flat(values: Sequence[Value | Sequence[Value]]) -> list[Value]:
    flat: list[Value] = []
    for value in values:
        if isinstance(value, list | tuple):
            flat.extend(value)
        else:
            flat.append(value)  # type: ignore[arg-type]
    return flat
