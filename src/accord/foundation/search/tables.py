"""The index's tables, whichever database they are in."""

from django.db import connection

from accord.foundation.search.on_postgresql import Postgresql
from accord.foundation.search.on_sqlite import Sqlite

_SQLITE, _POSTGRESQL = Sqlite(), Postgresql()


def tables() -> Sqlite | Postgresql:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
