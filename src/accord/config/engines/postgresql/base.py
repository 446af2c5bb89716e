"""PostgreSQL, with as many plans kept as a process of ours asks different statements."""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base

MOST_PLANS = 500


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        made.prepared_max = MOST_PLANS
        return made

    def is_usable(self) -> bool:
        """Ask the server only where it has said something unasked, as one that ends does."""
        if self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.pgconn.socket, POLLIN)
        return not line.poll(0) or bool(super().is_usable())
