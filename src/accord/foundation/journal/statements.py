"""Plain statements, for what every change says: past the ORM, several at once on PostgreSQL.

Building and compiling a statement of the ORM costs ten times what a small one costs to run. Those
of each change are written out, in few shapes, so that the database keeps what it made of them.
Values are bound as they are: hand over what ``rows`` prepared, or plain words, numbers, moments.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

Values = Sequence[Any]
Answer = Callable[[], list[tuple[Any, ...]]]


def ask(sql: str, values: Values = (), *, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """Run one statement and give its rows."""
    return ask_later(sql, values, using=using)()


def ask_later(sql: str, values: Values = (), *, using: str = DEFAULT_DB_ALIAS) -> Answer:
    """Run one statement; what it answers can be had behind the ``together`` it stands in.

    SQLite answers row by row, and shows the moment of an answer that nobody took for as long as
    it is not read to its end; so it is read at once.
    """
    database = connections[using]
    cursor = database.cursor()
    with _with_its_beginning(using):
        cursor.execute(sql, values)
    fetch: Answer = cursor.fetchall
    if database.vendor == "sqlite":
        rows = fetch()
        return lambda: rows
    return fetch


def run(sql: str, values: Values = ()) -> None:
    """Run one statement that gives nothing."""
    with _with_its_beginning(DEFAULT_DB_ALIAS):
        connection.cursor().execute(sql, values)


def run_each(sql: str, lines: Sequence[Values]) -> None:
    """Run one statement for each line of values, on PostgreSQL without waiting in between."""
    if len(lines) == 1:
        run(sql, lines[0])
    elif lines:
        connection.cursor().executemany(sql, lines)


@contextmanager
def together(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Send what is run within to PostgreSQL at once, and wait for all answers at the end.

    What a statement within refuses is therefore raised by the block.
    """
    database: Any = connections[using]
    if database.vendor != "postgresql" or not _can_pipe():
        yield
        return
    database.ensure_connection()
    with database.wrap_database_errors, database.connection.pipeline():
        yield


def is_together() -> bool:
    """Tell whether answers are not waited for now, which rules COPY out."""
    raw = connection.connection
    if connection.vendor != "postgresql" or raw is None:
        return False
    return bool(raw.pgconn.pipeline_status)


def _with_its_beginning(using: str) -> Any:
    """Send the first statement of a transaction along with the one that begins it."""
    database: Any = connections[using]
    if database.vendor != "postgresql":
        return nullcontext()
    raw = database.connection
    return together(using) if not raw.autocommit and not _status(raw) else nullcontext()


def _status(raw: Any) -> int:
    """Give the status of a transaction, 0 where none is open."""
    return int(raw.pgconn.transaction_status)


@cache
def _can_pipe() -> bool:
    from psycopg import capabilities

    return capabilities.has_pipeline()
