"""Whether a connection to PostgreSQL can still be used, told without asking the server."""

from contextlib import closing, contextmanager

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a connection to a server"),
]
ENDED = "SELECT pg_terminate_backend(%s, 5000)"  # waits until it has ended


@contextmanager
def another():
    """Give a connection of its own, and the number of the process that serves it."""
    with closing(connection.copy()) as found, found.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        yield found, cursor.fetchone()[0]


def last_asked(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
        return cursor.fetchone()[0]


def test_a_connection_that_said_nothing_is_used_without_asking():
    with another() as (found, pid):
        assert found.is_usable()
        assert last_asked(pid) == "SELECT pg_backend_pid()"


def test_a_connection_that_the_server_ended_is_not_used():
    with another() as (found, pid):
        with connection.cursor() as cursor:
            cursor.execute(ENDED, [pid])
            assert cursor.fetchone() == (True,)
        assert not found.is_usable()


def test_a_closed_connection_is_not_used():
    with another() as (found, _pid):
        found.close()
        assert not found.is_usable()
