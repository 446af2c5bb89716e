"""Reads go to a copy of the database for whoever has not written lately."""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.models import Model

log = logging.getLogger(__name__)

# Who somebody is and what they may, the trail and work under way: read where they are written.
FRESH = frozenset(
    {
        "account", "accounts", "api", "auth", "contenttypes", "jobs", "journal", "mail", "mfa",
        "sessions", "socialaccount", "usersessions",
    }
)  # fmt: skip
LEFT_ALONE = 30.0  # seconds after a copy did not answer

_chosen: ContextVar[str] = ContextVar("where reads go", default=DEFAULT_DB_ALIAS)
_away: dict[str, float] = {}


def reads_from() -> str:
    """Name the database to read from now; within a transaction that is the one written to."""
    chosen = _chosen.get()
    if chosen == DEFAULT_DB_ALIAS or connection.in_atomic_block:
        return DEFAULT_DB_ALIAS
    return chosen


@contextmanager
def reading_copies() -> Iterator[None]:
    """Read from a copy that answers, if there is one."""
    token = _chosen.set(_one_that_answers())
    try:
        yield
    finally:
        _chosen.reset(token)


def _one_that_answers() -> str:
    there = [alias for alias in settings.REPLICAS if _away.get(alias, 0.0) <= time.monotonic()]
    random.shuffle(there)
    for alias in there:
        try:
            connections[alias].close_if_health_check_failed()
            connections[alias].ensure_connection()
        except (DatabaseError, InterfaceError) as error:
            _away[alias] = time.monotonic() + LEFT_ALONE
            log.warning("the copy %s does not answer: %s", alias, error)
        else:
            return alias
    return DEFAULT_DB_ALIAS


class Router:
    """Tells Django which database to ask; migrations and writes know one alone."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        fresh = model._meta.app_label in FRESH  # noqa: SLF001
        return DEFAULT_DB_ALIAS if fresh else reads_from()

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
