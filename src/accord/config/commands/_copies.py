"""Whole copies of a database by its own means: SQLite's online backup, PostgreSQL's dump."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from accord.config.databases import sqlite
from accord.config.env import env
from accord.foundation.kernel.errors import Refusal

COPY = "archive"  # the alias of a database that stands in an archive


class Failed(Refusal):
    """A program of the database did not do what was asked."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that others go on writing to, as it is at one moment."""
    library = sys.modules["sqlite3"]
    before, after = library.connect(source, timeout=60), library.connect(target)
    try:
        before.backup(after)
        after.execute("PRAGMA journal_mode=DELETE")
        found = after.execute("PRAGMA integrity_check(5)").fetchall()
        if found != [("ok",)]:
            raise Failed(f"the database is damaged: {found[0][0]}")
    finally:
        before.close()
        after.close()


@contextmanager
def opened(path: Path) -> Iterator[str]:
    """Open an SQLite file under an alias of its own."""
    settings: Any = connections.configure_settings({"default": {}, COPY: sqlite(path)})
    connections.settings[COPY] = settings[COPY]
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.settings[COPY]


@contextmanager
def snapshot() -> Iterator[str]:
    """Hold one moment of a PostgreSQL database still; gives its name, for others to see it too."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            yield str(cursor.fetchone()[0])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout; RESET lock_timeout")


@contextmanager
def still() -> Iterator[None]:
    """Read as of one moment, keeping nobody from writing."""
    if connection.vendor == "postgresql":
        with snapshot():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def tool(name: str) -> str | None:
    """Find a program of PostgreSQL that is not older than the server."""
    path = shutil.which(name)
    if path is None:
        return None
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r"(\d+)(?:\.|devel|beta|rc)", said.stdout)
    connection.ensure_connection()
    server: int = connection.pg_version // 10_000  # type: ignore[attr-defined]
    return path if version and int(version[1]) >= server else None


def _address() -> tuple[str, dict[str, str]]:
    """Give the address without its password, which goes by the environment: others see words."""
    import os

    known = conninfo_to_dict(env().database_url)
    password = str(known.pop("password", "") or "")
    return make_conninfo("", **known), {**os.environ, "PGPASSWORD": password}


@contextmanager
def dumping(pg_dump: str, moment: str) -> Iterator[IO[bytes]]:
    """Run pg_dump on a snapshot; gives what it writes. Raises Failed."""
    address, environment = _address()
    command = [pg_dump, "--format=custom", "--no-owner", "--no-privileges", "--compress=0"]
    with subprocess.Popen(  # noqa: S603
        [*command, f"--snapshot={moment}", f"--dbname={address}"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        if process.stdout is None or process.stderr is None:
            raise Failed("pg_dump could not be started")
        yield process.stdout
        words = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise Failed(f"pg_dump: {words.strip()}")


def load_dump(pg_restore: str, dump: Path) -> None:
    """Load a dump, whole or not at all. Raises Failed."""
    address, environment = _address()
    command = [pg_restore, "--no-owner", "--no-privileges", "--single-transaction"]
    done = subprocess.run(  # noqa: S603
        [*command, "--clean", "--if-exists", "--exit-on-error", f"--dbname={address}", str(dump)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"pg_restore: {done.stderr.strip()}")
