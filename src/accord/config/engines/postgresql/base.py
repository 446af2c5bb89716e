"""PostgreSQL, with as many plans kept as a process of ours asks different statements."""

from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Any, cast

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader

MOST_PLANS = 500


class Moments(BaseTzLoader):  # type: ignore[misc]
    """Reads a moment ten times as quickly as one that must know every zone and calendar."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        try:
            found = datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            found = None
        if found is None or found.tzinfo is not UTC:
            return cast("datetime", super().load(data))
        return found


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        made.prepared_max = MOST_PLANS
        if self.timezone == UTC:
            made.adapters.register_loader("timestamptz", Moments)
        return made

    def is_usable(self) -> bool:
        """Ask the server only where it has said something unasked, as one that ends does."""
        if self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.pgconn.socket, POLLIN)
        return not line.poll(0) or bool(super().is_usable())
