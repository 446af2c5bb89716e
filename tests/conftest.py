"""What every test may use: moments, people of each role, the outbox."""

import time
from datetime import UTC, datetime

import pytest
from django.test import Client

from accord.foundation.accounts.models import Grant, User
from accord.foundation.journal.models import Letter
from accord.foundation.kernel.roles import Role

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def person(db):
    """Make somebody with one role over everything (or over ``department``)."""

    def make(role: Role | None = Role.PRACTITIONER, *, department=None, name="", **fields):
        name = name or (role.value if role else "nobody")
        user = User.objects.create(
            email=f"{name.replace(' ', '.')}@example.org", name=name, department=department,
            joined_at=NOON, **fields,
        )  # fmt: skip
        if role is not None:
            scope = Grant.Scope.DEPARTMENT if department else Grant.Scope.ALL
            Grant.objects.create(person=user, role=role, scope=scope, department=department)
        return user

    return make


@pytest.fixture(autouse=True)
def _administrators_without_second_factor(settings):
    """Spare the tests of other rooms what `tests/accounts` proves with the setting on."""
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False


@pytest.fixture
def as_role(person):
    """Give a client signed in with one role; None is nobody."""

    def sign_in(role: Role | None) -> Client:
        client = Client()
        if role:
            client.force_login(person(role))
            session = client.session
            session["signed-in-at"] = session["seen-at"] = time.time()
            session.save()
        return client

    return sign_in


@pytest.fixture
def outbox(db):
    """Give the names of the events that wait to be told, oldest first."""
    return lambda: list(Letter.objects.order_by("id").values_list("name", flat=True))
