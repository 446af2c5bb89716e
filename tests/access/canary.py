"""Whom and what only those who may see it may read of: the pages of others never say this name."""

from accord.features.engagement import actions as engagement
from accord.features.initiatives import actions as initiatives
from accord.features.needs import actions as needs
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

CANARY = "Canary Kanarek"


def somebody():
    return accounts.add_person(by=SYSTEM, email="kanarek@example.org", name=CANARY, at=NOON)


def writer():
    author = somebody()
    accounts.grant(by=SYSTEM, person=author, role=Role.PRACTITIONER, at=NOON)
    return author


def initiative():
    details = initiatives.InitiativeDetails(CANARY)
    return initiatives.add_initiative(by=SYSTEM, details=details, at=NOON)


def need():
    return needs.hear_need(by=SYSTEM, party=party(CANARY), words=CANARY, at=NOON)


def talk():
    details = engagement.TalkDetails(CANARY)
    return engagement.log_interaction(by=SYSTEM, parties=[party(CANARY)], details=details, at=NOON)
