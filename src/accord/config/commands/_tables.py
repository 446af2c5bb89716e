"""Every table as plain rows that read the same on both databases, and a digest of each."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from django.apps import apps
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder

from accord.config.commands._progress import Step

CHUNK = 2000
# Made from the other tables, in a form that differs by database: proved by its own check.
DERIVED_APPS = {"search"}
# Numbers of references stand in a table on SQLite and in sequences on PostgreSQL: see `numbers`.
COUNTED = "journal.counter"
_MODULUS = 1 << 256
_encoder = msgspec.json.Encoder(enc_hook=str, order="sorted")


class Digest(NamedTuple):
    """How many rows, and the sum of their hashes: equal for equal rows in whatever order."""

    rows: int
    sha256: str


def tables() -> list[type[models.Model]]:
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed  # noqa: SLF001
        and not model._meta.proxy  # noqa: SLF001
        and model._meta.app_label not in DERIVED_APPS  # noqa: SLF001
        and model._meta.label_lower != COUNTED  # noqa: SLF001
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)  # noqa: SLF001


def fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return list(model._meta.concrete_fields)  # noqa: SLF001


def lines(model: type[models.Model], using: str = "default") -> Iterator[bytes]:
    """Give each row as JSON: canonical, one line, the same on every database."""
    names = [field.attname for field in fields(model)]
    rows = model._base_manager.using(using).values_list(*names)  # noqa: SLF001
    for row in rows.order_by().iterator(chunk_size=CHUNK):
        yield _encoder.encode(row)


def row_from(model: type[models.Model], line: bytes) -> models.Model:
    """Read what ``lines`` wrote."""
    values = msgspec.json.decode(line)
    known = zip(fields(model), values, strict=True)
    return model(
        **{
            field.attname: value
            if value is None or isinstance(field, models.JSONField)
            else field.to_python(value)
            for field, value in known
        }
    )


def digest(model: type[models.Model], using: str = "default", step: Step | None = None) -> Digest:
    total, count = 0, 0
    for line in lines(model, using):
        total += int.from_bytes(sha256(line).digest(), "big")
        count += 1
        if step and count % CHUNK == 0:
            step(count, None)
    return Digest(count, f"{total % _MODULUS:064x}")


def digests(using: str = "default", step: Step | None = None) -> dict[str, Digest]:
    """Digest every table; all as of one moment if the caller holds it still."""
    return {
        model._meta.label_lower: digest(model, using, step)  # noqa: SLF001
        for model in tables()
    }


def differences(wanted: dict[str, Digest], found: dict[str, Digest]) -> list[str]:
    """Say, table by table, what is not equal."""
    said = []
    for label in sorted(wanted.keys() | found.keys()):
        before, after = wanted.get(label), found.get(label)
        if before is None or after is None:
            said.append(f"{label}: only {'here' if before is None else 'in the archive'}")
        elif before.rows != after.rows:
            said.append(f"{label}: {before.rows} rows in the archive, {after.rows} here")
        elif before != after:
            said.append(f"{label}: {after.rows} rows, not the same ones")
    return said


def migrations(using: str = "default") -> list[str]:
    """Name the migrations that this database has seen."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def counters(using: str = "default") -> dict[str, int]:
    """Give the last number of each automatic key, so that no number is ever given out again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {name: int(last) for name, last in cursor.fetchall()}
        cursor.execute(
            "SELECT t.relname, s.seqrelid::regclass::text FROM pg_sequence s"
            " JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')"
            " JOIN pg_class t ON t.oid = d.refobjid"
        )
        return {table: last for table, name in cursor.fetchall() if (last := _last(cursor, name))}


def numbers(using: str = "default") -> dict[str, int]:
    """Give the last number of each kind of reference, wherever this database counts them."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        counter = apps.get_model(COUNTED)
        return dict(counter._base_manager.using(using).values_list("kind", "value"))  # noqa: SLF001
    prefix = "reference_"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'S' AND starts_with(relname, %s)",
            [prefix],
        )
        names = [row[0] for row in cursor.fetchall()]
        quoted = [connection.ops.quote_name(name) for name in names]
        return {
            name.removeprefix(prefix): _last(cursor, known)
            for name, known in zip(names, quoted, strict=True)
        }


def _last(cursor: Any, sequence: str) -> int:
    cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
    return int(cursor.fetchone()[0])
