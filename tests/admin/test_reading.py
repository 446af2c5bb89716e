"""Reading changes nothing: every page of the product, opened by GET, writes no row.

It is asked of SQLite with every change, and of PostgreSQL in the walk.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.foundation.kernel.roles import Role
from tests.access.pages import MATRIX, PUBLIC, arguments

pytestmark = [pytest.mark.django_db]
if connection.vendor == "postgresql":
    pytestmark.append(pytest.mark.walk)
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "COPY")
# A session is the visitor's own memory: the question put to a passkey, the secret of a new app.
OWN = ("django_session", "usersessions_usersession")


def written(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code < 500
    said = [query["sql"] for query in queries if query["sql"].upper().startswith(WRITING)]
    return [sql for sql in said if not any(table in sql for table in OWN)]


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_no_page_writes_when_it_is_read(as_role, name):
    role = Role.MANAGER if Role.MANAGER in MATRIX[name] else Role.ADMINISTRATOR
    kwargs, _canary = arguments(name)
    client = as_role(role)
    said = written(client, reverse(name, kwargs=kwargs))
    if name.endswith("export"):  # the trail says who took a list away
        said = [sql for sql in said if '"journal_' not in sql]
    assert said == []


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_no_public_page_writes_when_it_is_read(name):
    assert written(Client(), reverse(name, kwargs=PUBLIC[name])) == []
