"""A pytest plugin: keeps the tests that touch a database, for the run on the second one.

What never opens a connection says the same on PostgreSQL as it said on SQLite. Tests that start
processes of their own and those of the walk take long; they are kept instead when ACCORD_TESTS is
``processes``.
"""

import os

import pytest

PROCESSES = {"migrated", "empty", "told"}
FIXTURES = {"db", "transactional_db", "live_server"}


def _needs_database(item: pytest.Item) -> bool:
    used = set(getattr(item, "fixturenames", ()))
    if os.environ.get("ACCORD_TESTS") == "processes":
        return bool(PROCESSES & used) or item.get_closest_marker("walk") is not None
    marked = item.get_closest_marker("django_db") is not None
    return (marked or bool(FIXTURES & used)) and not PROCESSES & used


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if not _needs_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _needs_database(item)]
