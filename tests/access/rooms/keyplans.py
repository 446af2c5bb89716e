"""Who may open what of keyplans."""

from datetime import timedelta

from accord.features.keyplans import actions as keyplans
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _plan(name):
    """Plan the canary's relationship, with a goal."""
    on = {"by": SYSTEM, "at": NOON}
    span = {"from_date": NOON.date(), "until_date": NOON.date() + timedelta(days=900)}
    details = keyplans.PlanDetails(CANARY, somebody().pk, **span)
    made = keyplans.open_plan(party=party(CANARY), details=details, **on)
    goal = keyplans.add_goal(plan=made, details=keyplans.GoalDetails(2027, CANARY), **on)
    return {"ref": made.ref, **({"pk": goal.pk} if name == "goal-settle" else {})}


ROOM = Room(
    "keyplans",
    may={
        READERS: "list detail",
        WRITERS: "add review goal-settle",
        LEADERS: "change goal-add end",
    },
    made={
        _plan: "detail change goal-add goal-settle review end",
    },
    gone="add",
)
