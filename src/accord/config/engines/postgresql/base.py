"""PostgreSQL, with as many plans kept as a process of ours asks different statements."""

from typing import Any

from django.db.backends.postgresql import base

MOST_PLANS = 500


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        made.prepared_max = MOST_PLANS
        return made
