"""A talk that went wrong, who was in it, and who leads there."""

from types import SimpleNamespace

import pytest

from accord.features.conduct import actions
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party


@pytest.fixture
def house(db):
    return accounts.add_department(by=SYSTEM, name="Water", parent=None, at=NOON)


@pytest.fixture
def us(person, house):
    """Give the people of one department, and one of another."""
    other = accounts.add_department(by=SYSTEM, name="Roads", parent=None, at=NOON)
    return SimpleNamespace(
        handler=person(Role.PRACTITIONER, name="Hanna Handler", department=house),
        second=person(Role.PRACTITIONER, name="Sten Second", department=house),
        lead=person(Role.LEAD, name="Lena Lead", department=house),
        manager=person(Role.MANAGER, name="Max Manager", department=house),
        executive=person(Role.EXECUTIVE, name="Eva Executive"),
        viewer=person(Role.VIEWER, name="Vera Viewer"),
        admin=person(Role.ADMINISTRATOR, name="Ada Admin"),
        stranger=person(Role.LEAD, name="Sara Stranger", department=other),
    )


@pytest.fixture
def caller(house):
    return party("Viktor Kask", kind="person", department_id=house.pk)


@pytest.fixture
def talk(us, caller, at):
    return log_interaction(
        by=us.handler, parties=[caller], details=TalkDetails("He shouted and threatened"), at=at
    )


@pytest.fixture
def note(us, talk, caller):
    """Note an incident of the talk, by whoever had it."""

    def make(*markers, by=None, on=None, at=NOON, **more):
        details = actions.IncidentDetails(
            "He called me an idiot", has_accommodation=False, markers=markers, **more
        )
        return actions.note_incident(
            by=by or us.handler, talk=on or talk, party=caller, details=details, at=at
        )

    return make


@pytest.fixture
def grave(us, note, at):
    """Give an incident of level 3 that a second person found as grave."""
    one = note("degrading")
    actions.decide(
        by=us.manager, incident=one, at=at,
        decision=actions.Decision(3, "arrange", second=us.second),
    )  # fmt: skip
    reading = one.readings.get()
    actions.read_second(by=us.second, reading=reading, level=3, words="I find so too", at=at)
    return one
