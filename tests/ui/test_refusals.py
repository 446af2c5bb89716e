"""What can't be is said in our look and tells nothing of a record."""

import errno

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.test import Client

from accord.features.ties.models import Tie, TieType
from accord.foundation.ui.refusals import server_error
from accord.overview.api.views._answers import problem_of
from tests.factories.stakeholders import party

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


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (OperationalError("database is locked"), 503, "try again"),
        (InterfaceError("connection already closed"), 503, "try again"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "no room"),
        (OSError(errno.EPERM, "Not permitted"), 500, "Something broke"),
        (ValueError("x"), 500, "Something broke"),
    ],
)
def test_a_database_that_is_away_is_told_from_a_fault_of_ours(error, status, says, rf):
    def broken(_request):
        raise error

    request = rf.get("/")
    try:
        broken(request)
    except type(error):
        answer = server_error(request)
    assert (answer.status_code, says in answer.content.decode()) == (status, True)
    assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)


@pytest.mark.django_db
@pytest.mark.parametrize(("wrong", "status"), [({}, 409), ({"strength": 9}, 500)])
def test_who_came_second_is_told_so_and_no_fault_of_ours(wrong, status, rf):
    kind = TieType.objects.create(name="neighbour", reverse="")
    given = {"type": kind, "one": party("Bees OÜ"), "other": party("Dairy")}
    Tie.objects.create(**given)
    try:
        with transaction.atomic():
            Tie.objects.create(**given, **wrong)
    except IntegrityError as error:
        answer = server_error(rf.get("/"))
        found = problem_of(error).code if status == 409 else ""
    assert (answer.status_code, found) == (status, "stale" if status == 409 else "")
