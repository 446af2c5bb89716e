"""What can't be is said in our look and tells nothing of a record."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_what_is_not_there_is_said_in_words(client):
    answer = client.get("/nothing/here/")
    assert (answer.status_code, "Nothing here" in answer.content.decode()) == (404, True)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_who_may_not_is_told_who_can_help(as_role):
    from accord.foundation.kernel.roles import Role

    answer = as_role(Role.VIEWER).get("/admin/people/")
    assert (answer.status_code, "administrator can change" in answer.content.decode()) == (
        403,
        True,
    )


def test_a_form_without_its_token_is_not_sent(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person())
    answer = strict.post("/stakeholders/add/", {"name": "x"})
    assert (answer.status_code, "too old" in answer.content.decode()) == (403, True)
