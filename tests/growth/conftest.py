from datetime import timedelta

import pytest

from accord.features.growth import actions
from accord.features.tasks import actions as tasks
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM


@pytest.fixture
def owner(person):
    return person(Role.PRACTITIONER, name="Olga Owner")


@pytest.fixture
def mentor(person):
    return person(Role.PRACTITIONER, name="Mati Mentor")


@pytest.fixture
def assessor(person):
    return person(Role.LEAD, name="Ada Assessor")


@pytest.fixture
def task(owner, at):
    """Make a task of somebody that is done, in time unless ``late``."""

    def make(title="Ring the chair", *, whose=owner, late=False, due=at - timedelta(days=30)):
        details = tasks.TaskDetails(title, whose.pk, due_at=due)
        made = tasks.add_task(by=SYSTEM, details=details, at=due - timedelta(days=3))
        when = due + timedelta(days=2 if late else -1)
        return tasks.finish_task(by=SYSTEM, task=made, at=when)

    return make


@pytest.fixture
def profile(owner, mentor, assessor, at):
    made = actions.aim(by=owner, level=4, at=at)
    for who, part in ((mentor, "mentor"), (assessor, "assessor")):
        actions.name_companion(by=owner, profile=made, person=who, part=part, at=at)
    return made


@pytest.fixture
def item(owner, profile, task, at):
    def make(claim="Kept the calls going", *, key="carry_out_plans", day=None, **more):
        given = {"reflection": "Early calls are short calls", "refs": [task().ref], **more}
        details = actions.ItemDetails(key, claim, day or at.date(), **given)
        return actions.add_item(by=owner, profile=profile, details=details, at=at)

    return make
