"""Rows as plain values and back, and many of them at once past the ORM."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, cast

import msgspec
from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.fields.json import JSONField

Row = TypeVar("Row", bound=models.Model)
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
    """Name the columns that images keep: all but those the model calls secret."""
    secret: frozenset[str] = getattr(model, "secret_columns", frozenset())
    return tuple(f.attname for f in columns(model) if f.attname not in secret)


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


def _quoted(model: type[models.Model], names: Sequence[str]) -> tuple[str, list[str]]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), [quote(column(model, n).column or "") for n in names]  # noqa: SLF001


# Columns whose values go to both databases as they are.
_AS_IS = frozenset(
    {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField",
        "FloatField", "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField",
        "SmallIntegerField", "TextField", "URLField",
    }
)  # fmt: skip
Prepare = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _preparer(field: "models.Field[Any, Any]") -> Prepare | None:
    """Give what makes a stored value of a column, None where it goes as it is."""
    target = cast("Any", field).target_field if field.is_relation else field
    kind = target.get_internal_type()
    if kind in _AS_IS:
        return None
    if kind == "JSONField" and connection.vendor == "sqlite":
        return lambda value: "{}" if value == {} else field.get_db_prep_save(value, connection)
    if kind in {"DateTimeField", "DateField"}:
        return lru_cache(maxsize=64)(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)


def _prepared(model: type[models.Model], names: Sequence[str]) -> list[Prepare]:
    return [_preparer(column(model, name)) or _same for name in names]


def _lines(
    model: type[models.Model], names: Sequence[str], lines: Iterable[Sequence[Any]]
) -> Iterator[Sequence[Any]]:
    """Prepare only the columns that need it."""
    found = [_preparer(column(model, name)) for name in names]
    odd = [(place, prepare) for place, prepare in enumerate(found) if prepare is not None]
    for line in lines:
        ready = list(line)
        for place, prepare in odd:
            ready[place] = prepare(ready[place])
        yield ready


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Reserve ``count`` new primary keys; call inside the transaction that uses them."""
    table, (pk,) = _quoted(model, [model._meta.pk.attname])  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, model._meta.pk.column, count],  # noqa: SLF001
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(
            f"SELECT max(coalesce((SELECT max({pk}) FROM {table}), 0),"
            " coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [model._meta.db_table],  # noqa: SLF001
        )
        last = int(cursor.fetchone()[0])
        return range(last + 1, last + 1 + count)


def insert_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert ``rows``, giving keys to those without, by executemany or COPY: no signals, no ORM."""
    if not rows:
        return
    key = model._meta.pk.attname  # noqa: SLF001
    missing = [row for row in rows if getattr(row, key) is None]
    for row, pk in zip(missing, take_ids(model, len(missing)) if missing else (), strict=True):
        row.pk = pk
    names = tuple(f.attname for f in columns(model))
    insert_lines(model, names, map(_taking(names), rows))
    alias = connection.alias
    for row in rows:
        row._state.adding = False  # noqa: SLF001
        row._state.db = alias  # noqa: SLF001


def insert_lines(
    model: type[models.Model], names: Sequence[str], lines: Iterable[Sequence[Any]]
) -> None:
    """Insert rows given as values of the named columns, by executemany or COPY."""
    table, quoted = _quoted(model, names)
    ready = _lines(model, names, lines)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(quoted)}) FROM STDIN") as copy:
                for line in ready:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({marks})", list(ready)
            )


def update_many(model: type[models.Model], changes: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Set columns of rows by key, grouped by which columns change."""
    groups: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = {}
    for pk, change in changes:
        groups.setdefault(tuple(sorted(change)), []).append((pk, change))
    for names, group in groups.items():
        if not names:
            continue
        table, quoted = _quoted(model, names)
        _, (key,) = _quoted(model, [model._meta.pk.attname])  # noqa: SLF001
        ready = _prepared(model, names)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {', '.join(f'{c} = %s' for c in quoted)} WHERE {key} = %s",
                [
                    [*(p(change[n]) for n, p in zip(names, ready, strict=True)), pk]
                    for pk, change in group
                ],
            )


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
