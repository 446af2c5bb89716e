"""A transaction that waits its turn: SQLite's writers queue at a lock file."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

ROOM, USUAL_ROOM = 65_536, 16_384
ROUND, USUAL_ROUND = 12_000, 1_000
_held = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn among the writers of SQLite, without a transaction."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name or not Path(name).exists():
        yield
        return
    with Path(name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def many_writes() -> Iterator[None]:
    """Give SQLite room while many transactions write thousands of rows each.

    Pages stay at hand, and go from the log into the database in larger rounds, each once.
    """
    if connection.vendor != "sqlite":
        yield
        return
    _room(ROOM, ROUND)
    try:
        yield
    finally:
        _room(USUAL_ROOM, USUAL_ROUND)


def _room(kibibytes: int, pages: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size=-{kibibytes}")
        cursor.execute(f"PRAGMA wal_autocheckpoint={pages}")


@contextmanager
def writing() -> Iterator[None]:
    """Open a transaction in turn; within one, join it."""
    if connection.in_atomic_block or getattr(_held, "turn", False):
        with transaction.atomic():
            yield
        return
    with turn():
        _held.turn = True
        try:
            with transaction.atomic():
                yield
        finally:
            _held.turn = False
