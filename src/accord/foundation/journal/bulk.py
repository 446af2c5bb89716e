"""Many lines of values into one table: in large statements on SQLite, by COPY on PostgreSQL."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection

from accord.foundation.journal.statements import is_together, run_each

FEW = 12  # lines up to which COPY takes longer than they do
MOST_VALUES = 12_000  # of one statement on SQLite
Lines = Sequence[Sequence[Any]]


def write_many(into: str, lines: Lines, *, how: str = "INSERT") -> None:
    """Write ``lines`` into a table named with its columns: ``'search_part (part, token)'``.

    ``how`` says what SQLite does with a line whose key is there: INSERT, INSERT OR IGNORE,
    REPLACE; COPY refuses it.
    """
    if not lines:
        return
    if len(lines) <= FEW or is_together():
        run_each(f"{_said(into, how)} VALUES {_marks(len(lines[0]))}", lines)
        return
    if connection.vendor == "postgresql":
        _copy(into, lines)
    else:
        _insert(_said(into, how), lines)


def _said(into: str, how: str) -> str:
    return f"{'INSERT' if connection.vendor == 'postgresql' else how} INTO {into}"


def _marks(width: int) -> str:
    return f"({', '.join(['%s'] * width)})"


def _insert(beginning: str, lines: Lines) -> None:
    """Insert block by block: SQLite is asked once for some hundred lines."""
    marks = _marks(len(lines[0]))
    size = max(1, MOST_VALUES // len(lines[0]))
    whole = len(lines) - len(lines) % size
    with connection.cursor() as cursor:
        statement = f"{beginning} VALUES {', '.join([marks] * size)}" if whole else ""
        for start in range(0, whole, size):
            cursor.execute(statement, list(chain.from_iterable(lines[start : start + size])))
        cursor.executemany(f"{beginning} VALUES {marks}", lines[whole:])


def _copy(into: str, lines: Lines) -> None:
    sql = f"COPY {into} FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        for line in lines:
            copy.write_row(line)
