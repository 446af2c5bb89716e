"""Departments, made by the same action as everybody's."""

from accord.foundation.accounts.actions import add_department
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON


def department(name="Environment", *, parent=None):
    return add_department(by=SYSTEM, name=name, parent=parent, at=NOON)
