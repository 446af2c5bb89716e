"""A client with a key, and the registered shapes of what may be answered."""

import json

import jsonschema_rs
import pytest
from django.test import Client

from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.overview.api.views import document


class Caller:
    """Calls as one person's key; what is answered must be as the document says."""

    def __init__(self, person, scopes=("read", "write")):
        self.person = person
        if person is not None:
            _token, self.secret = accounts.make_token(
                by=person, owner=person, name="Test", scopes=list(scopes), days=30,
                at=clock.now(),
            )  # fmt: skip

    def __call__(self, method, path, body=None, **headers):
        given = {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"} if self.person else {}
        given |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return Client().generic(
            method, f"/api/v1/{path}", data=json.dumps(body) if body is not None else b"",
            content_type="application/json", **given,
        )  # fmt: skip

    def get(self, path, **headers):
        return self("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self("POST", path, {} if body is None else body, **headers)

    def patch(self, path, body, **headers):
        return self("PATCH", path, body, **headers)


@pytest.fixture
def caller(person):
    """Make a caller of one role, or of a person there is."""

    def make(who=Role.PRACTITIONER, *, scopes=("read", "write"), **fields):
        return Caller(person(Role(who), **fields) if isinstance(who, str) else who, scopes)

    return make


def fits(schema, value):
    """Tell how ``value`` breaks a schema of the document; "" where it does not."""
    whole = {**schema, "components": document()["components"]}
    found = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return "; ".join(f"{list(e.instance_path)}: {e.message}" for e in found.iter_errors(value))
