"""Who may open what: one row a page, one column a role. A page without a row fails the build.

The sets are written here by hand, independently of ``policies``, so that a rule made too wide or
too narrow shows. Objects (own, team's, another department's, named) are in ``test_objects``.
"""

import pytest
from django.urls import reverse

from accord.foundation.kernel.roles import Role
from tests.access.pages import MATRIX, PUBLIC, arguments
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

    response = as_role(role).get(reverse(name, kwargs=kwargs))

    if role in MATRIX[name]:
        # 405: an address that only takes POST is open to the role all the same.
        assert response.status_code in {200, 302, 303, 405}, response.status_code
        return
    assert response.status_code == (302 if role is None else 403)
    if canary:
        assert canary.encode() not in response.content
