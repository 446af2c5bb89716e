"""Many rows come whole and in order, and nothing of a server is kept when they have come."""

import time

import pytest
from django.db import connection, transaction

from accord.features.stakeholders.models import Party
from accord.foundation.journal.streams import stream
from tests.factories.stakeholders import party

NAMES = ["A", "B", "C", "D", "E", "F", "G"]


def asked():
    return Party.objects.order_by("name").values_list("name", "headline", "added_at")


def demand_sessions(number):
    """A server ends a session a moment after it was left."""
    deadline = time.monotonic() + 10
    while sessions() != number:
        assert time.monotonic() < deadline


def sessions():
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def filled():
    for name in NAMES:
        party(name)
    return list(asked())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chunk", [1, 3, 7, 8])
def test_rows_come_as_they_stood_though_others_are_asked_and_changed(filled, chunk):
    before, found = sessions(), []
    for row in stream(asked(), chunk):
        found.append(row)
        # A file of SQLite is read by the one connection that also changes it here.
        changed = row[0] if connection.vendor == "sqlite" else NAMES[-1]
        Party.objects.filter(name=changed).update(headline="changed")
        assert Party.objects.count() == len(NAMES)
    assert found == filled
    demand_sessions(before)


@pytest.mark.django_db(transaction=True)
def test_one_that_is_left_alone_lets_go_of_the_server(filled):
    before = sessions()
    rows = stream(asked(), 2)
    assert next(rows) == filled[0]
    rows.close()
    demand_sessions(before)
    assert list(stream(asked().none(), 2)) == []
    demand_sessions(before)


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_its_own_changes_are_seen(filled):
    with transaction.atomic():
        party("H")
        assert [row[0] for row in stream(asked(), 3)] == [*NAMES, "H"]
        transaction.set_rollback(True)
    assert list(stream(asked(), 3)) == filled
