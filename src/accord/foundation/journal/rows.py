"""Rows as plain values and back, and many of them at once past the ORM."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.fields.json import JSONField

from accord.foundation.journal.bulk import write_many
from accord.foundation.journal.prepared import Prepared
from accord.foundation.journal.statements import ask, ask_later, run, run_each

Row = TypeVar("Row", bound=models.Model)
ALONE = 3  # rows up to which each is inserted by itself
_encoder = msgspec.json.Encoder(enc_hook=str, order="sorted")


@cache
def columns(model: type[models.Model]) -> "tuple[models.Field[Any, Any], ...]":
    return tuple(model._meta.concrete_fields)  # noqa: SLF001


@cache
def _by_name(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    return {name: f for f in columns(model) for name in (f.attname, f.name)}


def column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return _by_name(model)[name]


@cache
def _kept(model: type[models.Model]) -> tuple[str, ...]:
    """Name the columns that images keep, as they are sorted there: all that are not secret."""
    secret: frozenset[str] = getattr(model, "secret_columns", frozenset())
    return tuple(sorted(f.attname for f in columns(model) if f.attname not in secret))


def shown(model: type[models.Model], plain: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the model calls secret."""
    secret: frozenset[str] = getattr(model, "secret_columns", frozenset())
    return {name: value for name, value in plain.items() if name not in secret}


Take = Callable[[Any], tuple[Any, ...]]


@cache
def _taking(names: tuple[str, ...]) -> Take:
    """Give what takes columns of a row, past the descriptors where it holds them all."""
    held: Take = itemgetter(*names)
    asked: Take = attrgetter(*names)

    def take(row: Any) -> tuple[Any, ...]:
        try:
            return held(row.__dict__)
        except KeyError:
            return asked(row)

    return take


def values(row: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Give the stored values of ``row`` by column: the named ones, or all that are not secret."""
    if names is None:
        names = _kept(type(row))
        return dict(zip(names, _taking(names)(row), strict=True))
    return {name: getattr(row, name) for name in names}


@cache
def _blank(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Give the values of a row that nothing was said of, and what makes those not to be shared."""
    row = model()
    shared = {f.attname: getattr(row, f.attname) for f in columns(model)}
    made = [
        (f.attname, f.default) for f in columns(model) if f.has_default() and callable(f.default)
    ]
    return shared, made


def new_row(model: type[Row], **given: Any) -> Row:
    """Make a row of values by column (``party_id``), ten times as fast as its class does."""
    shared, made = _blank(model)
    row = model.__new__(model)
    row.__dict__.update(shared)
    for name, default in made:
        if name not in given:
            row.__dict__[name] = default()
    row.__dict__.update(given)
    row._state = ModelState()  # noqa: SLF001
    return row


def encode(plain: dict[str, Any]) -> str:
    """Write values as canonical JSON: sorted keys, ISO moments, decimals as text."""
    return _encoder.encode(plain).decode()


def decode(model: type[models.Model], text: str) -> dict[str, Any]:
    """Read what ``encode`` wrote back into the values of the columns that still exist."""
    known = _by_name(model)
    return {
        name: value if isinstance(known[name], JSONField) else known[name].to_python(value)
        for name, value in msgspec.json.decode(text).items()
        if name in known
    }


class Shape(NamedTuple):
    """How some columns of a table are said in SQL, and which of them need preparing."""

    table: str
    columns: tuple[str, ...]
    odd: "tuple[tuple[int, Prepare], ...]"

    @property
    def into(self) -> str:
        return f"{self.table} ({', '.join(self.columns)})"

    @property
    def insert(self) -> str:
        marks = ", ".join(["%s"] * len(self.columns))
        return f"INSERT INTO {self.into} VALUES ({marks})"

    def line(self, given: Iterable[Any]) -> list[Any]:
        """Prepare only the columns that need it."""
        ready = list(given)
        for place, prepare in self.odd:
            ready[place] = prepare(ready[place])
        return ready

    def lines(self, given: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Prepare many lines, a column at a time."""
        if not self.odd or not given:
            return given
        turned: list[Sequence[Any]] = list(zip(*given, strict=True))
        for place, prepare in self.odd:
            turned[place] = list(map(prepare, turned[place]))
        return list(zip(*turned, strict=True))


@cache
def _shape(vendor: str, model: type[models.Model], names: tuple[str, ...]) -> Shape:
    del vendor  # what is said differs by it
    quote = connection.ops.quote_name
    named = [column(model, name) for name in names]
    prepared = [_preparer(field) for field in named]
    return Shape(
        quote(model._meta.db_table),  # noqa: SLF001
        tuple(quote(field.column or "") for field in named),
        tuple((place, how) for place, how in enumerate(prepared) if how is not None),
    )


def _key(model: type[models.Model]) -> str:
    """Name the primary key as SQL says it."""
    return connection.ops.quote_name(model._meta.pk.column or "")  # noqa: SLF001


@cache
def _keyless(model: type[models.Model]) -> tuple[str, ...]:
    key = model._meta.pk.attname  # noqa: SLF001
    return tuple(f.attname for f in columns(model) if f.attname != key)


# Columns whose values go to both databases as they are.
_AS_IS = frozenset(
    {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField",
        "FloatField", "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField",
        "SmallIntegerField", "TextField", "URLField",
    }
)  # fmt: skip
Prepare = Callable[[Any], Any]


def _preparer(field: "models.Field[Any, Any]") -> Prepare | None:
    """Give what makes a stored value of a column, None where it goes as it is."""
    target = cast("Any", field).target_field if field.is_relation else field
    kind = target.get_internal_type()
    if kind in _AS_IS:
        return None
    if kind == "JSONField":
        return lambda value: "{}" if value == {} else field.get_db_prep_save(value, connection)
    if kind in {"DateTimeField", "DateField"}:
        return lru_cache(maxsize=64)(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)


@cache
def _sequence(model: type[models.Model]) -> str:
    """Name the sequence of a table's keys on PostgreSQL, as SQL says it."""
    key = model._meta.pk.column  # noqa: SLF001
    found = ask("SELECT pg_get_serial_sequence(%s, %s)", [_shape_of(model, ()).table, key])
    return str(found[0][0])


def take_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Reserve ``count`` new primary keys; call inside the transaction that uses them."""
    return ids_later(model, count)()


def ids_later(model: type[models.Model], count: int) -> Callable[[], Sequence[int]]:
    """Reserve primary keys within ``together``; they can be had behind the block."""
    if connection.vendor == "postgresql":
        sql = f"SELECT nextval('{_sequence(model)}') FROM generate_series(1, %s)"
        taken = ask_later(sql, [count])
        return lambda: [row[0] for row in taken()]
    table = _shape_of(model, ()).table
    found = ask(
        f"SELECT max(coalesce((SELECT max({_key(model)}) FROM {table}), 0),"
        " coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
        [model._meta.db_table],  # noqa: SLF001
    )
    last = int(found[0][0])
    return lambda: range(last + 1, last + 1 + count)


def keep_ids(model: type[models.Model], count: int) -> list[int]:
    """Reserve primary keys for a transaction to come; nobody else is given them."""
    keys = list(take_ids(model, count))
    if connection.vendor != "postgresql" and keys:
        name = model._meta.db_table  # noqa: SLF001
        kept = ask(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s RETURNING 1", [keys[-1], name]
        )
        if not kept:
            run("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, keys[-1]])
    return keys


def _shape_of(model: type[models.Model], names: Sequence[str]) -> Shape:
    return _shape(connection.vendor, model, tuple(names))


def insert_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert ``rows``, giving keys to those without, past the ORM: no signals."""
    if not rows:
        return
    key = model._meta.pk.attname  # noqa: SLF001
    missing = [row for row in rows if getattr(row, key) is None]
    if len(rows) <= ALONE and len(missing) == len(rows):
        _insert_each(model, rows)
    else:
        for row, pk in zip(missing, take_ids(model, len(missing)) if missing else (), strict=True):
            row.__dict__[key] = pk
        names = tuple(f.attname for f in columns(model))
        insert_lines(model, names, list(map(_taking(names), rows)))
    alias = connection.alias
    for row in rows:
        row._state.adding = False  # noqa: SLF001
        row._state.db = alias  # noqa: SLF001


def ready_lines(
    model: type[models.Model], rows: Sequence[models.Model]
) -> tuple[str, Sequence[Sequence[Any]]]:
    """Give rows that have their keys as ``write_many`` takes them."""
    names = tuple(f.attname for f in columns(model))
    shape = _shape_of(model, names)
    return shape.into, shape.lines(list(map(_taking(names), rows)))


def _insert_each(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows one by one, each telling the key it was given."""
    names = _keyless(model)
    shape = _shape_of(model, names)
    sql = f"{shape.insert} RETURNING {_key(model)}"
    for row in rows:
        row.pk = ask(sql, shape.line(_taking(names)(row)))[0][0]


def insert_new(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows whose keys the database gives and nobody asks for."""
    names = _keyless(model)
    insert_lines(model, names, list(map(_taking(names), rows)))


def insert_lines(
    model: type[models.Model], names: Sequence[str], lines: Sequence[Sequence[Any]]
) -> None:
    """Insert rows given as values of the named columns; many go by COPY where there is one."""
    shape = _shape_of(model, names)
    write_many(shape.into, shape.lines(lines))


def update_many(model: type[models.Model], changes: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Set columns of rows by key, grouped by which columns change."""
    groups: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = {}
    for pk, change in changes:
        groups.setdefault(tuple(sorted(change)), []).append((pk, change))
    for names, group in groups.items():
        if not names:
            continue
        shape = _shape_of(model, names)
        told = ", ".join(f"{name} = %s" for name in shape.columns)
        run_each(
            f"UPDATE {shape.table} SET {told} WHERE {_key(model)} = %s",
            [[*shape.line([change[n] for n in names]), pk] for pk, change in group],
        )


def read_locked(row: models.Model) -> bool:
    """Read a row afresh under a lock, into itself; tells whether it is still there."""
    model = type(row)
    found = _locked(model).objects(row.pk, using=connection.alias)
    if not found:
        return False
    names = [f.attname for f in columns(model)]
    row.__dict__.update({name: found[0].__dict__[name] for name in names})
    row.__dict__.pop("_prefetched_objects_cache", None)
    row._state.fields_cache.clear()  # noqa: SLF001
    row._state.adding = False  # noqa: SLF001
    row._state.db = connection.alias  # noqa: SLF001
    return True


def hold(many: Sequence[models.Model]) -> set[Any]:
    """Lock rows of one model, and read afresh those that somebody wrote since they were read.

    Gives the keys of those that are still there.
    """
    keys = {row.pk for row in many}
    every = type(many[0])._base_manager.select_for_update()  # noqa: SLF001
    there = dict(every.filter(pk__in=keys).order_by("pk").values_list("pk", "version"))
    for row in many:
        if row.pk in there and there[row.pk] != getattr(row, "version", None):
            read_locked(row)
    return set(there)


@cache
def _locked(model: type[models.Model]) -> Prepared:
    every = model._base_manager  # noqa: SLF001
    return Prepared(lambda key: every.select_for_update().filter(pk=key))


@cache
def pointing(model: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    """Give the models whose rows may point at rows of ``model``, each with the column that does."""
    return tuple(
        (relation.related_model, cast("Any", relation).field.attname)
        for relation in model._meta.get_fields(include_hidden=True)  # noqa: SLF001
        if (relation.one_to_many or relation.one_to_one)
        and not relation.concrete
        and isinstance(relation.related_model, type)
    )


def delete_many(model: type[models.Model], keys: Sequence[int]) -> None:
    """Delete rows by key, and the derived ones that follow from them.

    What else points at them makes the database refuse.
    """
    for other, name in pointing(model):
        if getattr(other, "derived", False):
            following = other._base_manager.filter(**{f"{name}__in": list(keys)})  # noqa: SLF001
            following._raw_delete(following.db)  # noqa: SLF001
    rows = model._base_manager.filter(pk__in=list(keys))  # noqa: SLF001
    rows._raw_delete(rows.db)  # noqa: SLF001
