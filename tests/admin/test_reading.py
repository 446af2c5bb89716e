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
OF_PUBLIC = {
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "account_invitation": {"token": "x"},
    "account_welcome": {"token": "x"},
    "account_mail_change": {"token": "x"},
    "ui:asset": {"version": "x", "name": "app.css"},
    "api:nothing": {"rest": "x"},
    "calendar:feed": {"secret": "x"},
    "workshops:take-part": {"token": "1.x"},
    "feedback:read": {"token": "1.x"},
    "mailings:stop": {"token": "1.x"},
    "consultations:public": {"token": "x"},
    **{
        f"discussions:{verb}": {"token": "x"}
        for verb in ("mine", "rename", "say", "digest", "leave")
    },
    "discussions:report": {"token": "x", "pk": 1},
    "consultations:mine": {"token": "x"},
    "pulses:read": {"token": "1.x"},
    "workshops:put": {"token": "1.x", "card_id": 1},
    **{
        f"meetings:{name}": {"token": "1.x"}
        for name in ("answer", "propose", "answer-calendar", "judge", "confirm-all")
    },
    "meetings:judge-line": {"token": "1.x", "pk": 1},
}


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
    assert written(Client(), reverse(name, kwargs=OF_PUBLIC.get(name, {}))) == []
