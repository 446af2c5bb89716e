"""Prove that data, trail, search and files are whole. Changes nothing.

Without a choice: database, trail, search, files, networks, stakes. The trail is a chain: an entry
holds a digest of the one before it, so a change anywhere is found. That its end was cut off is
found by an anchor kept elsewhere: a file that each check reads and adds the newest entry to.

For example:
  accord check
  accord check --audit --anchor /mnt/elsewhere/accord.anchor
  accord check --search
  accord check --tables                      a digest of each table
  accord check --against accord.zip          whether this is what stands in a backup
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from accord.config.commands import Exit
from accord.config.commands._progress import bar
from accord.config.commands._setup import demand_sound_database, prepare

MOST = 20  # problems shown of one kind


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", action="store_true", help="structure, keys, migrations")
    parser.add_argument("--audit", action="store_true", help="the trail and its chain")
    parser.add_argument("--anchor", type=Path, help="a file with digests of the trail's end")
    parser.add_argument("--search", action="store_true", help="the index against the records")
    parser.add_argument("--files", action="store_true", help="every attachment's bytes")
    parser.add_argument("--networks", action="store_true", help="who is near, against the talks")
    parser.add_argument("--stakes", action="store_true", help="what counts, against what was said")
    parser.add_argument("--tables", action="store_true", help="print a digest of each table")
    parser.add_argument("--against", type=Path, help="compare with this backup")


def run(options: Namespace) -> int:
    prepare()
    demand_sound_database()
    chosen = [name for name in CHECKS if getattr(options, name)]
    if options.tables:
        print_tables()
    if options.anchor and "audit" not in chosen:
        chosen.append("audit")
    if not (chosen or options.tables):
        chosen = ["database", "audit", "search", "files", "networks", "stakes"]
    problems = 0
    for name in chosen:
        problems += _report(name, CHECKS[name](options))
    return Exit.PROBLEMS if problems else Exit.FINE


def _report(name: str, found: Iterator[str]) -> int:
    count = 0
    for count, words in enumerate(found, 1):
        if count <= MOST:
            print(f"{name}: {words}")
    if count > MOST:
        print(f"{name}: {count - MOST} more")
    print(f"{name}: {'fine' if not count else f'{count} problems'}", flush=True)
    return count


def print_tables() -> None:
    from accord.config.commands import _copies, _tables

    with _copies.still(), bar("Digesting") as step:
        found = _tables.digests(step=step)
    for label, table in found.items():
        print(f"{table.sha256}  {table.rows:>10}  {label}")


def database(options: Namespace) -> Iterator[str]:
    """Look at structure and keys by the database's own means."""
    del options
    from django.db import IntegrityError, connection

    from accord.config.commands.migrate import waiting

    for name in waiting():
        yield f"the migration {name} is still to come: accord migrate"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check(20)")
            yield from (row[0] for row in cursor.fetchall() if row[0] != "ok")
        else:
            cursor.execute(
                "SELECT conrelid::regclass || ': ' || conname FROM pg_constraint"
                " WHERE NOT convalidated"
            )
            yield from (f"not validated: {row[0]}" for row in cursor.fetchall())
    if connection.vendor == "sqlite":
        try:
            connection.check_constraints()
        except IntegrityError as error:
            yield str(error)


def audit(options: Namespace) -> Iterator[str]:
    """Follow the chain, then add its end to the anchor if it held."""
    from accord.config.commands import _anchor, _copies
    from accord.foundation.journal.checking import breaks

    kept = _anchor.read(options.anchor) if options.anchor else {}
    is_whole = True
    with _copies.still():
        for found in breaks(kept):
            is_whole = False
            where = f"entry {found.entry_id}" if found.entry_id else "the end"
            yield f"{where}: {found.reason}"
        if options.anchor and is_whole:
            _anchor.add(options.anchor)


def search(options: Namespace) -> Iterator[str]:
    """Make every document of the index anew and compare."""
    del options
    from accord.config.commands import _copies
    from accord.foundation.search.checking import differences

    with _copies.still():
        for gap in differences():
            yield f"{gap.kind} {gap.object_id}: {gap.reason}"


def files(options: Namespace) -> Iterator[str]:
    del options
    from accord.foundation.files.queries import broken

    for blob, reason in broken():
        yield f"{blob.key}: {reason}"


def networks(options: Namespace) -> Iterator[str]:
    """Add up anew what talks tell of who is near to whom, and compare."""
    del options
    from accord.config.commands import _copies
    from accord.features.networks.queries import differences

    with _copies.still():
        yield from differences()


def stakes(options: Namespace) -> Iterator[str]:
    """Compute anew what counts of each stake, and compare."""
    del options
    from accord.config.commands import _copies
    from accord.features.initiatives.queries import differences
    from accord.foundation.kernel import clock

    with _copies.still():
        yield from differences(clock.now())


def against(options: Namespace) -> Iterator[str]:
    """Compare every table and file with those of a backup."""
    from accord.config.commands import _archive, _copies, _loading, _tables

    with _archive.reading_from(options.against) as archive, _copies.still():
        wanted = archive.manifest
        if not _loading.is_of_this_version(wanted):
            yield "the backup was made by another version"
            return
        with bar("Comparing") as step:
            yield from _tables.differences(wanted.tables, _tables.digests(step=step))
        if (now := _tables.numbers()) != wanted.numbers:
            yield f"the last references: {wanted.numbers} in the archive, {now} here"
        yield from _loading.wrong_files(archive)


CHECKS: dict[str, Callable[[Namespace], Iterator[str]]] = {
    "database": database,
    "audit": audit,
    "search": search,
    "files": files,
    "networks": networks,
    "stakes": stakes,
    "against": against,
}
