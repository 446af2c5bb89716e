"""Bring an archive into an empty place, and prove that nothing differs.

The place is the database of DATABASE_URL (or of ACCORD_HOME) and its files; nobody may have used
it. Stop web and worker before. A backup with rows (--portable) goes into either kind of database, a
file of SQLite into both as well, a dump of PostgreSQL into PostgreSQL. What was erased since is
erased again, by the ledger that stands beside the files (or is named by --erasures); mails that may
have left already are held back.

For example:
  accord restore /var/backups/accord.zip
  ACCORD_HOME=/srv/trial accord restore accord.zip     a rehearsal beside the real one
  accord restore accord.zip --erasures /srv/old/files/erasures
"""

import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import demand_sound_database, prepare

if TYPE_CHECKING:
    from accord.config.commands._archive import Reader


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what `accord backup` wrote")
    parser.add_argument(
        "--erasures",
        type=Path,
        help="the ledger of erasures, if the files here lack it",
    )


def run(options: Namespace) -> int:
    prepare()
    demand_sound_database()
    from accord.config.commands import _archive, _loading

    started = time.monotonic()
    if not options.file.exists():
        raise FileNotFoundError(f"there is no file {options.file}")
    if options.erasures and not options.erasures.is_dir():
        raise FileNotFoundError(f"there is no folder {options.erasures}")
    with _archive.reading_from(options.file) as archive:
        _loading.demand_empty()
        with (
            bar("Restoring") as step,
            tempfile.TemporaryDirectory(dir=_loading.home(), prefix=".restore-") as place,
        ):
            _loading.load(archive, Path(place), step)
        differences = _verify(archive)
    for line in differences:
        print(f"differs: {line}")
    if differences:
        return Exit.PROBLEMS
    if options.erasures:
        _loading.take_ledger(options.erasures)
    for line in _loading.follow_up():
        print(line)
    print(f"Restored in {time.monotonic() - started:.1f} s.")
    return Exit.FINE


def _verify(archive: "Reader") -> list[str]:
    """Compare every table and file with the list of the archive."""
    from django.conf import settings

    from accord.config.commands import _archive, _copies, _loading, _tables

    manifest = archive.manifest
    if manifest.key != _archive.key_digest(settings.SECRET_KEY):
        print("The key is another one than that of the backup: sealed secrets can't be read.")
    if not _loading.is_of_this_version(manifest):
        print(
            "The backup is of an earlier version and was brought up to date; digests don't apply."
        )
        return []
    with _copies.still(), bar("Comparing") as step:
        found = _tables.differences(manifest.tables, _tables.digests(step=step))
    if (now := _tables.numbers()) != manifest.numbers:
        found.append(f"the last references: {manifest.numbers} in the archive, {now} here")
    found += _loading.wrong_files(archive)
    if not found:
        rows = sum(table.rows for table in manifest.tables.values())
        print(f"Equal: {len(manifest.tables)} tables, {rows} rows, {manifest.files} files.")
    return found
