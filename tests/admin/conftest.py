"""People of a small house, and a client whose session is fresh."""

import time

import pytest

from accord.foundation.accounts import actions
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM


@pytest.fixture
def boss(person):
    return person(Role.ADMINISTRATOR, name="Olga Petrova")


@pytest.fixture
def office(client, boss):
    """The administrator's client; they proved who they are a moment ago."""
    return signed_in(client, boss)


def signed_in(client, user, *, ago=0):
    client.force_login(user)
    session, now = client.session, time.time()
    session["signed-in-at"] = session["seen-at"] = now
    session["account_authentication_methods"] = [{"method": "password", "at": now - ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def house(at):
    """Works > Network > North, and Office."""
    made = {}
    for name, above in (
        ("Works", None),
        ("Network", "Works"),
        ("North", "Network"),
        ("Office", None),
    ):
        parent = made.get(above)
        made[name] = actions.add_department(by=SYSTEM, name=name, parent=parent, at=at)
    return made
