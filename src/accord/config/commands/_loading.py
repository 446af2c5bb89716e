"""From an archive into an empty database and an empty store of files."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import connection, models, transaction

from accord.config.commands import _copies, _tables
from accord.config.commands._archive import PIECE, BadArchive, Manifest, Reader
from accord.config.commands._progress import Step
from accord.config.commands.migrate import migrate
from accord.foundation.accounts.models import User
from accord.foundation.journal import rows
from accord.foundation.journal.erasing import squeeze
from accord.foundation.journal.models import Counter, Entry
from accord.foundation.journal.restoring import restored
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal

CHUNK = 2000


class NotEmpty(Refusal):
    """Somebody has used this place."""


def home() -> Path:
    return Path(settings.HOME)


def demand_empty() -> None:
    """Refuse a place that anybody has used. Raises NotEmpty."""
    known = set(connection.introspection.table_names())
    for model in (User, Entry):
        if model._meta.db_table in known and model._base_manager.exists():  # noqa: SLF001
            raise NotEmpty("this place is in use: restore into an empty database (see --help)")


def load(archive: Reader, place: Path, step: Step) -> None:
    """Bring data and files in. Raises BadArchive; Refusal."""
    form = archive.manifest.form
    if form == "sqlite":
        _load_sqlite(archive, place / "copy.sqlite3", step)
    elif form == "pg_dump":
        _load_dump(archive, place / "copy.dump")
    elif form == "rows":
        _load_rows(archive, step)
    else:
        raise BadArchive(f"this backup has an unknown form: {form}")
    migrate()
    _load_files(archive)


def is_of_this_version(manifest: Manifest) -> bool:
    return sorted(manifest.migrations) == _tables.migrations()


def _load_sqlite(archive: Reader, copy: Path, step: Step) -> None:
    archive.extract("accord.sqlite3", copy)
    if connection.vendor == "sqlite":
        target = Path(settings.DATABASES["default"]["NAME"])
        connection.close()
        for old in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
            old.unlink(missing_ok=True)
        _copies.copy_sqlite(copy, target)
        return
    with _copies.opened(copy) as using:
        _demand_same_version(_tables.migrations(using))
        _fill(
            archive.manifest,
            ((model, _tables.lines(model, using)) for model in _tables.tables()),
            step,
        )


def _load_dump(archive: Reader, copy: Path) -> None:
    if connection.vendor != "postgresql":
        raise Refusal(
            "a dump of PostgreSQL goes into PostgreSQL only: back up with --portable for SQLite"
        )
    pg_restore = _copies.tool("pg_restore")
    if pg_restore is None:
        raise Refusal("pg_restore of the server's version or newer is needed for this backup")
    archive.extract("accord.dump", copy)
    connection.close()
    _copies.load_dump(pg_restore, copy)


def _load_rows(archive: Reader, step: Step) -> None:
    _demand_same_version(archive.manifest.migrations)
    known = {model._meta.label_lower: model for model in _tables.tables()}  # noqa: SLF001
    _fill(
        archive.manifest,
        (
            (known[label], archive.lines(f"rows/{label}.jsonl"))
            for label in archive.manifest.tables
            if label in known
        ),
        step,
    )


def _demand_same_version(applied: list[str]) -> None:
    migrate()
    if sorted(applied) != _tables.migrations():
        raise Refusal(
            "this backup was made by another version: restore it with that version, then upgrade"
        )


def _fill(
    manifest: Manifest,
    tables: "Iterator[tuple[type[models.Model], Iterator[bytes]]]",
    step: Step,
) -> None:
    """Put rows in place of those that migrations made, in one transaction."""
    total = sum(table.rows for table in manifest.tables.values())
    done = 0
    with _patient(), writing():
        Counter.objects.all().delete()
        for model in _tables.tables():
            model._base_manager.all()._raw_delete("default")  # noqa: SLF001
        for model, lines in tables:
            for chunk in _chunks(lines):
                rows.insert_many(model, [_row(model, line) for line in chunk])
                done += len(chunk)
                step(done, total)
        _count_on(manifest)
    _make_derived()


def _row(model: type[models.Model], line: bytes) -> models.Model:
    try:
        return _tables.row_from(model, line)
    except (msgspec.MsgspecError, ValidationError, ValueError) as error:
        label = model._meta.label_lower  # noqa: SLF001
        raise BadArchive(f"rows/{label}.jsonl was changed in this backup") from error


def _chunks(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _count_on(manifest: Manifest) -> None:
    """Go on with keys and references where the other database stopped."""
    with connection.cursor() as cursor:
        for model in _tables.tables():
            table = model._meta.db_table  # noqa: SLF001
            last = manifest.counters.get(table, 0)
            if connection.vendor == "sqlite" and last:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, last])
            elif connection.vendor == "postgresql" and last:
                column = model._meta.pk.column  # noqa: SLF001
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, last]
                )
        for kind, last in manifest.numbers.items():
            if connection.vendor == "sqlite":
                Counter.objects.update_or_create(kind=kind, defaults={"value": last})
            elif last:
                name = connection.ops.quote_name(f"reference_{kind}")
                cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {name}")
                cursor.execute("SELECT setval(%s, %s)", [name, last])


def _make_derived() -> None:
    from accord.foundation.search.actions import reindex

    if apps.is_installed("accord.foundation.search"):
        reindex()


class _patient:  # noqa: N801 -- used like a function
    """Lift the limits of web requests from this connection, where it has any."""

    def __enter__(self) -> None:
        self._say("SET statement_timeout = 0; SET lock_timeout = 0")

    def __exit__(self, *_: object) -> None:
        self._say("RESET statement_timeout; RESET lock_timeout")

    def _say(self, words: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(words)


def _load_files(archive: Reader) -> None:
    store = storages["files"]
    for name in _file_members(archive):
        key = name.removeprefix("files/")
        if store.exists(key):
            store.delete(key)
        with _spooled(archive, name) as body:
            store.save(key, body)


def _spooled(archive: Reader, name: str) -> "File[bytes]":
    import tempfile

    body = tempfile.SpooledTemporaryFile(max_size=PIECE * 8)  # noqa: SIM115 -- closed with File
    for piece in archive.pieces(name):
        body.write(piece)
    body.seek(0)
    return File(body, name)


def _file_members(archive: Reader) -> list[str]:
    return [name for name in archive.manifest.members if name.startswith("files/")]


def wrong_files(archive: Reader) -> list[str]:
    """Name the files that are not as they were."""
    store = storages["files"]
    said = []
    for name in _file_members(archive):
        key = name.removeprefix("files/")
        if not store.exists(key):
            said.append(f"{key}: missing")
            continue
        digest = sha256()
        with store.open(key) as body:
            while piece := body.read(PIECE):
                digest.update(piece)
        if digest.hexdigest() != archive.manifest.members[name]:
            said.append(f"{key}: not the same bytes")
    return said


def take_ledger(folder: Path) -> None:
    """Put a ledger of erasures beside the files of this place."""
    store = storages["files"]
    for path in sorted(folder.glob("*.json")):
        key = f"erasures/{path.name}"
        if not store.exists(key):
            store.save(key, ContentFile(path.read_bytes()))


def follow_up() -> list[str]:
    """Put right what went on after the backup was made."""
    at = clock.now()
    said = []
    with transaction.atomic():
        for step in restored:
            words = step(at)
            if words:
                said.append(words)
    squeeze()
    sys.stdout.flush()
    return said
