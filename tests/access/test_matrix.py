"""Who may open what: one row a page, one column a role. A page without a row fails the build.

The sets are written here by hand, independently of ``policies``, so that a rule made too wide or
too narrow shows. Objects (own, team's, another department's, named) are in ``test_objects``.
"""

from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from accord.foundation.kernel.roles import Role
from tests.access.pages import GONE, MATRIX, PUBLIC, arguments
from tests.architecture.test_house_rules import ours

pytestmark = pytest.mark.either


def test_the_matrix_is_complete_and_has_no_stale_rows():
    assert {name for _, name, _ in ours()} == set(MATRIX) | set(PUBLIC)


def test_what_is_public_says_why():
    found = {name: getattr(view, "public", "") for _, name, view in ours() if name in PUBLIC}
    assert [name for name, reason in found.items() if not reason] == []


@pytest.mark.parametrize("room", sorted({name.rpartition(":")[0] for name in MATRIX}))
def test_access(as_role, room):
    clients = {role: as_role(role) for role in (None, *Role)}
    cookies = {role: client.cookies.copy() for role, client in clients.items()}
    wrong = {}
    for name in (name for name in sorted(MATRIX) if name.rpartition(":")[0] == room):
        with suppress(_Over), transaction.atomic():  # each page finds all as it was
            kwargs, canary = arguments(name)
            codes = set()
            for role in _asked(name):
                client = clients[role]
                client.cookies = cookies[role].copy()
                response = _answer(client, reverse(name, kwargs=kwargs))
                codes.add(response.status_code)
                fault = _fault(name, role, response, canary)
                if fault:
                    wrong[f"{name} as {role}"] = fault
            if name in GONE and NOT_FOUND not in codes and len(_asked(name)) > 1:
                wrong[name] = "is called gone, and is there"
            raise _Over
        cache.clear()
    assert wrong == {}


class _Over(Exception):
    pass


def _asked(name):
    """Everybody; on the second database, which has no say in who may, one who may."""
    if connection.vendor == "sqlite":
        return (None, *Role)
    return [min(MATRIX[name])]


def _answer(client, address):
    response = client.get(address)
    return client.post(address) if response.status_code == NOT_THIS_WAY else response


def _fault(name, role, response, canary):
    """Say what is wrong with an answer, or nothing."""
    code = response.status_code
    if role in MATRIX[name]:
        refused = code == FORBIDDEN or response.headers.get("Location", "").startswith("/sign-in/")
        lost = code == NOT_FOUND and name not in GONE
        if not response.streaming and b" object at 0x" in response.content:
            return "shows what is meant for programs"
        return f"{code} for somebody who may" if refused or lost or code >= 500 else ""
    if code != (302 if role is None else FORBIDDEN):
        return f"{code} for somebody who may not"
    if canary and canary.encode() in response.content:
        return "tells of the record"
    return ""


FORBIDDEN, NOT_FOUND, NOT_THIS_WAY = 403, 404, 405
