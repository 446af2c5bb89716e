"""The clock and a colleague hand the same escalation up at the same moment."""

from datetime import timedelta

import pytest

from accord.features.escalations import actions
from accord.features.escalations.models import Climb, Escalation
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party
from tests.journal.test_two_at_once import QUICK, beside

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_escalation_climbs_one_step_and_not_two(person):
    steps = (("ann", Role.LEAD, 5), ("bo", Role.MANAGER, 6), ("cy", Role.EXECUTIVE, 7))
    for name, role, level in steps:
        who = person(role, name=name)
        actions.set_step(by=SYSTEM, person=who, level=level, hours=24, at=NOON)
    raised = actions.raise_escalation(
        by=SYSTEM, party=party(), bundle=actions.Bundle("May they?", "It is late"), at=NOON
    )
    late = NOON + timedelta(hours=25)
    with beside(lambda: actions.climb_overdue(by=SYSTEM, at=late), QUICK) as told:
        actions.climb(by=SYSTEM, escalation=raised, reason="It is urgent", at=late)
    assert (told, Escalation.objects.get().level, Climb.objects.count()) == ([0], 6, 2)
