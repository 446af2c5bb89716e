"""Write everything into one archive: the database as of one moment, and the files.

People can go on working meanwhile. Beside the data there is a digest of each table and file, by
which `accord restore` and `accord check --against` prove that nothing differs. The key of the
installation is not in it: keep secret.key (or ACCORD_SECRET_KEY) in another place; without it
second factors and other sealed secrets can't be read again.

For example:
  accord backup /var/backups/accord.zip
  accord backup /var/backups --keep 14       named by its moment; of its kind the newest 14 stay
  accord backup move.zip --portable          to be restored on the other kind of database
"""

import tempfile
from argparse import ArgumentParser, Namespace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from accord.config.commands import Exit
from accord.config.commands._progress import Step, bar
from accord.config.commands._setup import demand_sound_database, prepare

if TYPE_CHECKING:
    from accord.config.commands._archive import Manifest, Writer

NAME = "accord-{:%Y-%m-%dT%H%M%S}.zip"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the archive, or a folder to make it in")
    parser.add_argument("--portable", action="store_true", help="rows that any database can take")
    parser.add_argument("--keep", type=int, default=0, help="in a folder: how many to keep")


def run(options: Namespace) -> int:
    prepare()
    demand_sound_database()
    from accord.foundation.kernel import clock

    at = clock.now()
    is_folder = options.file.is_dir()
    path = options.file / NAME.format(at) if is_folder else options.file
    manifest = write(path, at, is_portable=options.portable)
    rows = sum(table.rows for table in manifest.tables.values())
    size = path.stat().st_size / 1e6
    print(f"{path}: {rows} rows, {manifest.files} files, {size:.1f} MB, as {manifest.form}.")
    if is_folder and options.keep > 0:
        for old in sorted(options.file.glob("accord-*.zip"))[: -options.keep]:
            old.unlink()
    for key in manifest.missing:
        print(f"a file was missing: {key}")
    return Exit.PROBLEMS if manifest.missing else Exit.FINE


def write(path: Path, at: datetime, *, is_portable: bool = False) -> "Manifest":
    """Write a backup; gives what stands in its list."""
    from django.conf import settings
    from django.db import connection

    from accord.config.commands import _archive

    path.parent.mkdir(parents=True, exist_ok=True)
    with _archive.writing_to(path) as archive, bar("Backing up") as step:
        if connection.vendor == "sqlite":
            manifest = _from_sqlite(archive, path.parent, step, is_portable=is_portable)
        else:
            manifest = _from_postgresql(archive, step, is_portable=is_portable)
        manifest.made_at = at.isoformat()
        manifest.version = _version()
        manifest.key = _archive.key_digest(settings.SECRET_KEY)
        archive.close(manifest)
    return manifest


def _version() -> str:
    try:
        return version("accord")
    except PackageNotFoundError:
        return ""


def _from_sqlite(archive: "Writer", folder: Path, step: Step, *, is_portable: bool) -> "Manifest":
    from django.conf import settings

    from accord.config.commands import _copies

    with tempfile.TemporaryDirectory(dir=folder, prefix=".accord-") as place:
        copy = Path(place) / "accord.sqlite3"
        _copies.copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), copy)
        with _copies.opened(copy) as using:
            manifest = _describe(using, step, "rows" if is_portable else "sqlite")
            if is_portable:
                _write_rows(archive, using)
            _write_files(archive, manifest, using)
        if not is_portable:
            with archive.member("accord.sqlite3") as target, copy.open("rb") as source:
                target.copy(source)
    return manifest


def _from_postgresql(archive: "Writer", step: Step, *, is_portable: bool) -> "Manifest":
    from accord.config.commands import _copies

    pg_dump = None if is_portable else _copies.tool("pg_dump")
    with _copies.snapshot() as moment:
        manifest = _describe("default", step, "pg_dump" if pg_dump else "rows")
        if pg_dump:
            with (
                _copies.dumping(pg_dump, moment) as source,
                archive.member("accord.dump") as target,
            ):
                target.copy(source)
        else:
            _write_rows(archive, "default")
        _write_files(archive, manifest, "default")
    return manifest


def _describe(using: str, step: Step, form: str) -> "Manifest":
    from accord.config.commands import _tables
    from accord.config.commands._archive import Manifest

    return Manifest(
        form,
        tables=_tables.digests(using, step),
        counters=_tables.counters(using),
        numbers=_tables.numbers(using),
        migrations=_tables.migrations(using),
    )


def _write_rows(archive: "Writer", using: str) -> None:
    from accord.config.commands import _tables

    for model in _tables.tables():
        with archive.member(f"rows/{model._meta.label_lower}.jsonl") as target:  # noqa: SLF001
            for line in _tables.lines(model, using):
                target.write(line + b"\n")


def _write_files(archive: "Writer", manifest: "Manifest", using: str) -> None:
    """Copy every file that the database of that moment names, and its small picture."""
    from django.core.files.storage import storages

    from accord.foundation.files.models import Blob

    store = storages["files"]
    for blob in Blob.objects.using(using).order_by("pk").iterator(chunk_size=500):
        keys = [blob.key, blob.preview_key] if blob.has_preview else [blob.key]
        for key in keys:
            if not store.exists(key):
                manifest.missing.append(key)
                continue
            with archive.member(f"files/{key}", packed=False) as target, store.open(key) as source:
                target.copy(source)
            manifest.files += 1
