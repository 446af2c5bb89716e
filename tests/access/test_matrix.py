"""Who may open what: one row a page, one column a role. A page without a row fails the build.

The sets are written here by hand, independently of ``policies``, so that a rule made too wide or
too narrow shows. Objects (own, team's, another department's, named) are in ``test_objects``.
"""

import pytest
from django.urls import reverse

from accord.foundation.kernel.roles import Role
from tests.access.pages import MATRIX, MISSING, PUBLIC, arguments
from tests.architecture.test_house_rules import ours


def test_the_matrix_is_complete_and_has_no_stale_rows():
    assert {name for _, name, _ in ours()} == set(MATRIX) | set(PUBLIC)


def test_what_is_public_says_why():
    found = {name: getattr(view, "public", "") for _, name, view in ours() if name in PUBLIC}
    assert [name for name, reason in found.items() if not reason] == []


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_access(as_role, name):
    kwargs, canary = arguments(name)
    address = reverse(name, kwargs=kwargs)
    wrong = {}
    for role in (None, *Role):
        client = as_role(role)
        response = client.get(address)
        if response.status_code == NOT_THIS_WAY:
            response = client.post(address)
        fault = _fault(name, role, response, canary)
        if fault:
            wrong[str(role)] = fault
    assert wrong == {}


def _fault(name, role, response, canary):
    """Say what is wrong with an answer, or nothing."""
    code = response.status_code
    if role in MATRIX[name]:
        refused = code == FORBIDDEN or response.headers.get("Location", "").startswith("/sign-in/")
        lost = code == NOT_FOUND and name not in MISSING
        return f"{code} for somebody who may" if refused or lost or code >= 500 else ""
    if code != (302 if role is None else FORBIDDEN):
        return f"{code} for somebody who may not"
    if canary and canary.encode() in response.content:
        return "tells of the record"
    return ""


FORBIDDEN, NOT_FOUND, NOT_THIS_WAY = 403, 404, 405
