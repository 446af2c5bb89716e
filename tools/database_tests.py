"""A pytest plugin: keeps the tests that touch a database, for the run on the second one.

What never opens a connection says the same on PostgreSQL as it said on SQLite. Tests that start
processes of their own, those of the walk, and those that are marked to say the same on ``either``
take long; they are kept instead when ACCORD_TESTS is ``later``.
"""

import os

import pytest

PROCESSES = {"migrated", "empty", "told"}
LATER = ("walk", "either")
FIXTURES = {"db", "transactional_db", "live_server"}


def _needs_database(item: pytest.Item) -> bool:
    used = set(getattr(item, "fixturenames", ()))
    long = bool(PROCESSES & used) or any(map(item.get_closest_marker, LATER))
    if os.environ.get("ACCORD_TESTS") == "later":
        return long
    marked = item.get_closest_marker("django_db") is not None
    return (marked or bool(FIXTURES & used)) and not long


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if not _needs_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _needs_database(item)]
