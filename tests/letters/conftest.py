"""Somebody who writes, somebody to write to, and a real server that takes it."""

import pytest

from accord.features.letters import actions
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party
from tests.mail.conftest import office

__all__ = ["office"]


def reachable(name, address, at, **fields):
    found = party(name, **{"kind": "person", **fields})
    details = ContactDetails("mail", address)
    add_contact_point(by=SYSTEM, party=found, details=details, at=at)
    return found


def write(by, at, *parties, **fields):
    given = {"subject": "The pipe", "text": "It comes in June.", **fields}
    details = actions.LetterDetails(parties=parties, **given)
    return actions.write_letter(by=by, details=details, at=at)


def leave():
    """Let the time pass that letters wait for."""
    for _turn in range(3):
        Job.objects.filter(state="waiting").update(run_at=clock.now())
        drain()


@pytest.fixture
def ann(person):
    return person(name="Ann Arro")


@pytest.fixture
def mari(at):
    return reachable("Mari Mägi", "mari@example.org", at)


@pytest.fixture
def jaan(at):
    return reachable("Jaan Tamm", "jaan@example.org", at)
