"""Reading changes nothing and reads no big table whole: asked of every page, opened by GET.

It is asked in the walk, of both databases. How a table is read is asked of SQLite alone, which says
so shortly and never makes a join of what stands behind ``IN``.
"""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.foundation.kernel.roles import Role
from tests.access.pages import MATRIX, PUBLIC, arguments

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "COPY")
# A session is the visitor's own memory: the question put to a passkey, the secret of a new app.
OWN = ("django_session", "usersessions_usersession")
# What has a row for each stakeholder, or for each thing that is said, sent or written down.
BIG = {
    "arrivals_arrival", "correspondence_message", "engagement_interaction",
    "engagement_participation", "engagement_point", "files_attachment", "journal_entry",
    "journal_image", "letters_addressee", "letters_letter", "mailings_recipient", "needs_need",
    "promises_promise", "search_card", "stakeholders_affiliation", "stakeholders_contactpoint",
    "stakeholders_identifier", "stakeholders_party", "stakeholders_partyname",
    "stakeholders_timelinerow", "tasks_task",
}  # fmt: skip
HREF = re.compile(r'href="([^"#]*)\?([^"#]+)"')
NAMED = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: ([T-W]\d+))?')
ENDS = re.compile(r"LIMIT \d+(?: OFFSET \d+)?(?:\) p)?$")  # a page, or a first look
WHOLE = {
    "admin:arrivals": "arrivals_arrival",  # counts of the ledger's states, along one index
    # Who else is called so, and what came from them that nobody filed.
    "stakeholders:erase": "arrivals_arrival stakeholders_party stakeholders_partyname",
}


def read_whole(asked):
    """Give the big tables that statements read from end to end, but for what a page ends."""
    found = set()
    for sql, params in asked:
        tables = {alias or name: name for name, alias in NAMED.findall(sql)}
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            scans = [line.split()[1] for *_, line in cursor.fetchall() if line.startswith("SCAN ")]
        found |= {
            tables[name] for name in scans
            if tables.get(name) in BIG and not (name in BIG and ENDS.search(sql))
        }  # fmt: skip
    return found


def ways_on(answer, address):
    """Give the addresses that a page has of itself: other views, other orders, the next rows."""
    if answer.streaming or "html" not in answer.headers["Content-Type"]:
        return []
    found = {
        query for path, query in HREF.findall(answer.content.decode()) if path in ("", address)
    }
    return [f"{address}?{unescape(query)}" for query in sorted(found)]


def written(client, address, whole=""):
    asked = []

    def keep(execute, sql, params, many, context):
        if not many and sql.startswith(("SELECT", "WITH")):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with CaptureQueriesContext(connection) as queries, connection.execute_wrapper(keep):
        answer = client.get(address)
        codes = {way: client.get(way).status_code for way in ways_on(answer, address)}
    assert answer.status_code < 500
    assert {way: code for way, code in codes.items() if code >= 400} == {}
    if connection.vendor == "sqlite":
        assert read_whole(asked) <= set(whole.split())
    said = [query["sql"] for query in queries if query["sql"].upper().startswith(WRITING)]
    return [sql for sql in said if not any(table in sql for table in OWN)]


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_no_page_writes_when_it_is_read(as_role, name):
    role = Role.MANAGER if Role.MANAGER in MATRIX[name] else Role.ADMINISTRATOR
    kwargs, _canary = arguments(name)
    client = as_role(role)
    said = written(client, reverse(name, kwargs=kwargs), WHOLE.get(name, ""))
    if name.endswith("export"):  # the trail says who took a list away
        said = [sql for sql in said if '"journal_' not in sql]
    assert said == []


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_no_public_page_writes_when_it_is_read(name):
    assert written(Client(), reverse(name, kwargs=PUBLIC[name])) == []
