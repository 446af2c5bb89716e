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


@pytest.mark.parametrize("role", [None, *Role], ids=str)
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_access(as_role, name, role):
    kwargs, canary = arguments(name)

    address, client = reverse(name, kwargs=kwargs), as_role(role)

    response = client.get(address)
    if response.status_code == NOT_THIS_WAY:
        response = client.post(address)

    if role in MATRIX[name]:
        assert response.status_code < 500
        assert response.status_code != FORBIDDEN
        assert response.status_code != NOT_FOUND or name in MISSING
        assert not response.headers.get("Location", "").startswith("/sign-in/")
        return
    assert response.status_code == (302 if role is None else FORBIDDEN)
    if canary:
        assert canary.encode() not in response.content


FORBIDDEN, NOT_FOUND, NOT_THIS_WAY = 403, 404, 405
