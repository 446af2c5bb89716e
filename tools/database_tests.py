"""A pytest plugin: keeps the tests that touch a database, for the run on the second one.

What never opens a connection says the same on PostgreSQL as it said on SQLite.
"""

import pytest

FIXTURES = {"db", "transactional_db", "live_server", "migrated", "empty", "told"}


def _needs_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(FIXTURES.intersection(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if not _needs_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _needs_database(item)]
