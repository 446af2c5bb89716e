"""Numbers for references: a sequence on PostgreSQL, a counter elsewhere."""

from django.db import connection, transaction
from django.db.models import F

from accord.foundation.journal.models import Counter

_known: set[str] = set()


def take_numbers(kind: str, count: int = 1, *, first: int = 1) -> list[int]:
    """Give the next ``count`` numbers of ``kind``; a rolled-back PostgreSQL caller leaves a gap."""
    if connection.vendor == "postgresql":
        return _from_sequence(kind, count, first)
    changed = Counter.objects.filter(kind=kind).update(value=F("value") + count)
    if not changed:
        Counter.objects.create(kind=kind, value=first - 1 + count)
    last = Counter.objects.values_list("value", flat=True).get(kind=kind)
    return list(range(last - count + 1, last + 1))


def _from_sequence(kind: str, count: int, first: int) -> list[int]:
    name = connection.ops.quote_name(f"reference_{kind}")
    with connection.cursor() as cursor:
        if name not in _known:
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {name} START {int(first)}")
            transaction.on_commit(lambda: _known.add(name))
        cursor.execute(f"SELECT nextval('{name}') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
