"""A transaction that waits its turn: SQLite's writers queue at a lock file."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction

ROUND, USUAL_ROUND = 12_000, 1_000
_held = threading.local()


def _file() -> Path | None:
    """Give the file of an SQLite database, if it is in one."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name or not Path(name).exists():
        return None
    return Path(name)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn among the writers of SQLite, without a transaction."""
    file = _file()
    if file is None:
        yield
        return
    with Path(f"{file}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _flushed() -> Iterator[None]:
    """Flush what is committed within when the turn is over, so that the next writer need not wait.

    SQLite appends to its log, and flushing the log keeps every commit before: several writers at
    once share a flush, and none goes on before its own is on the disk.
    """
    file = _file()
    if file is None:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
            _flush(Path(f"{file}-wal"))
        finally:
            cursor.execute("PRAGMA synchronous=FULL")


def _flush(log: Path) -> None:
    try:
        handle = os.open(log, os.O_RDONLY)
    except FileNotFoundError:  # all of it is in the database already, and flushed there
        return
    try:
        (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(handle)
    finally:
        os.close(handle)


@contextmanager
def many_writes(*, by_hand: bool = False) -> Iterator[None]:
    """Have SQLite bring pages from its log into the database in larger rounds, each once.

    ``by_hand``: only when ``bring_pages`` is called.
    """
    if connection.vendor != "sqlite":
        yield
        return
    _bring_after(0 if by_hand else ROUND)
    try:
        yield
    finally:
        _bring_after(USUAL_ROUND)


def _bring_after(pages: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA wal_autocheckpoint={pages}")


def bring_pages() -> None:
    """Bring pages from SQLite's log into the database, while others may write on.

    The log begins anew only after a time when nobody did.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            cursor.fetchall()


@contextmanager
def aside() -> Iterator[None]:
    """Ask PostgreSQL as somebody else would, who sees nothing of what is being written here."""
    writer = connections[DEFAULT_DB_ALIAS]
    if getattr(_held, "beside", None) is None:
        _held.beside = connections.create_connection(DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = _held.beside
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = writer


def leave_aside() -> None:
    """Close what asks aside."""
    beside = getattr(_held, "beside", None)
    if beside is not None:
        beside.close()
    _held.beside = None


@contextmanager
def writing() -> Iterator[None]:
    """Open a transaction in turn; within one, join it."""
    if connection.in_atomic_block or getattr(_held, "turn", False):
        with transaction.atomic():
            yield
        return
    with _flushed(), turn():
        _held.turn = True
        try:
            with transaction.atomic():
                yield
        finally:
            _held.turn = False


def take_turns(at_what: str) -> None:
    """Have others who take turns at the same wait until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [at_what])


def came_second(error: BaseException | None) -> bool:
    """Tell what the database refused since somebody wrote the same, or took away what it needs."""
    if not isinstance(error, IntegrityError):
        return False
    state = getattr(error.__cause__, "sqlstate", "")
    return state in {"23505", "23503"} or str(error).startswith(("UNIQUE ", "FOREIGN KEY "))
