"""Numbers for references: a sequence on PostgreSQL, a counter elsewhere."""

from django.db import connection, transaction

from accord.foundation.journal.models import Counter
from accord.foundation.journal.statements import ask

_TABLE = Counter._meta.db_table  # noqa: SLF001
_known: set[str] = set()


def take_numbers(kind: str, count: int = 1, *, first: int = 1) -> list[int]:
    """Give the next ``count`` numbers of ``kind``; a rolled-back PostgreSQL caller leaves a gap."""
    if connection.vendor == "postgresql":
        return _from_sequence(kind, count, first)
    found = ask(
        f"INSERT INTO {_TABLE} (kind, value) VALUES (%s, %s)"
        f" ON CONFLICT (kind) DO UPDATE SET value = {_TABLE}.value + %s RETURNING value",
        [kind, first - 1 + count, count],
    )
    last = int(found[0][0])
    return list(range(last - count + 1, last + 1))


def _from_sequence(kind: str, count: int, first: int) -> list[int]:
    name = connection.ops.quote_name(f"reference_{kind}")
    if name not in _known:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {name} START {int(first)}")
        transaction.on_commit(lambda: _known.add(name))
    return [row[0] for row in ask(f"SELECT nextval('{name}') FROM generate_series(1, %s)", [count])]
